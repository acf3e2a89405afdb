// service show and diff: a pack told in sentences that whoever answers for it can read aloud.
public import Domain
public import Services

/// One thing that a pack says: of what, and what.
public struct PackStatement: Hashable, Sendable {
  public let section: String
  public let subject: String
  public let text: String

  init(_ section: String, _ subject: String, _ text: String) {
    (self.section, self.subject, self.text) = (section, subject, text)
  }
}

/// What became of a statement between two packs.
public enum PackChange: Hashable, Sendable {
  case added(PackStatement)
  case removed(PackStatement)
  case changed(from: PackStatement, to: PackStatement)
}

extension Pack {
  /// Everything that the pack says, in reading order.
  public func statements(_ catalogue: FieldCatalogue) -> [PackStatement] {
    let words = PackWords(catalogue: catalogue)
    return general + rules(words) + businessTypes.flatMap { statements(of: $0, words) }
  }

  /// What differs from another pack: in the order of this one, then what is gone.
  public func changes(since old: Pack, _ catalogue: FieldCatalogue) -> [PackChange] {
    func keyed(_ statements: [PackStatement]) -> [PackKey: PackStatement] {
      Dictionary(statements.map { (PackKey($0), $0) }) { first, _ in first }
    }
    let (before, after) = (old.statements(catalogue), statements(catalogue))
    let (known, present) = (keyed(before), keyed(after))
    return after.compactMap { statement -> PackChange? in
      guard let was = known[PackKey(statement)] else { return .added(statement) }
      return was == statement ? nil : .changed(from: was, to: statement)
    } + before.filter { present[PackKey($0)] == nil }.map { .removed($0) }
  }

  private var general: [PackStatement] {
    [
      PackStatement("机构", "全称", title), PackStatement("机构", "代码", code), PackStatement("机构", "版次", "\(edition)"),
      PackStatement("机构", "其他名称", names.joined(separator: "、")),
      PackStatement("机构", "受理单位", roles.joined(separator: "、")),
      PackStatement("机构", "联系方式", contacts.joined(separator: "；")),
      PackStatement("机构", "须知晓", acknowledgement), PackStatement("机构", "制作时间", hours.text),
      PackStatement("机构", "补正期限", "\(correctionDays) 天"),
      PackStatement("机构", "资料保留", "总部确认后 \(retentionDays) 天"),
    ].filter { !$0.text.isEmpty }
  }

  private func rules(_ words: PackWords) -> [PackStatement] {
    let categories = invoice.categories.map { "\($0.title)（\($0.businessTypes.joined(separator: "、"))）" }
    let all = seals
    let seals = all.map { seal in
      let (least, most) = (seal.accepted.lowerBound, seal.accepted.upperBound)
      let others = all.fit(for: seal.id).dropFirst().map(\.title)
      return PackStatement(
        "印章", seal.title,
        "\(seal.shape.text)，\(PackWords.millimetres(least))–\(PackWords.millimetres(most)) mm 之外由人判断"
          + (others.isEmpty ? "" : "；盖“\(others.joined(separator: "”“"))”也可以"))
    }
    let items = delivery.map { item in
      PackStatement(
        "交付", item.title, ([item.serial.words] + [words.text(item.condition)]).compactMap(\.self).joined(separator: "，")
      )
    }
    let payment = [
      PackStatement("付款", "凭据", payment.ways.map(\.title).joined(separator: "、")),
      PackStatement("付款", "他人代付", payment.otherPayer ? "可以" : "不可以"),
      payment.payee.map { PackStatement("付款", "收款方", $0.name) },
    ].compactMap(\.self)
    let invoices = [
      PackStatement("发票", "种类", invoice.kinds.joined(separator: "、")), PackStatement("发票", "默认", invoice.usual),
      PackStatement("发票", "付款后补开", invoice.later ? "可以" : "不可以"),
      invoice.needsCertificate ? PackStatement("发票", "前提", "已有数字证书") : nil,
      categories.isEmpty ? nil : PackStatement("发票", "费用类别", categories.joined(separator: "；")),
    ].compactMap(\.self)
    return payment + invoices + items + seals
  }

  // MARK: Business types

  private func statements(of type: BusinessType, _ words: PackWords) -> [PackStatement] {
    let section = "业务 \(type.title)"
    var told = [PackStatement(section, "编号", type.id)]
    if type.names.count > 1 {
      told.append(PackStatement(section, "又称", type.names.dropFirst().joined(separator: "、")))
    }
    if !type.preconditions.isEmpty {
      told.append(
        PackStatement(section, "前提", type.preconditions.map(\.words).sorted().joined(separator: "、")))
    }
    told.append(PackStatement(section, "介质", type.token.words))
    if let years = type.years {
      told.append(PackStatement(section, "办理年限", "可选 \(years.map(String.init).joined(separator: "、")) 年"))
    }
    if type.comesWithSeal { told.append(PackStatement(section, "电子印章", "与证书同单，绑定之后交付")) }
    for way in type.ways {
      told += way.flow.statements.map { PackStatement(section, "\(way.title) · \($0.subject)", $0.text) }
    }
    told += type.documents.map { slot in
      let parts = [
        slot.checklistLine, slot.returned ? nil : slot.source == .upload ? "有则收" : "不收回", words.text(slot.condition),
      ]
      return PackStatement(section, "材料 \(slot.title)", parts.compactMap(\.self).joined(separator: "，"))
    }
    told += type.fees.map { fee in
      let text = ["\(Money(fen: fee.fen)?.yuan ?? "") 元/\(fee.unitTitle)", words.text(fee.condition)]
      return PackStatement(section, "费用 \(fee.title)", text.compactMap(\.self).joined(separator: "，"))
    }
    if let upgrade = type.upgrade {
      let media = upgrade.media.keys.sorted().joined(separator: "、")
      told.append(PackStatement(section, "升级的介质", media.isEmpty ? "没有写明，任何介质都受理" : media))
    }
    if let deadline = type.deadline {
      let steps = type.promiseSteps(on: type.flow).map(\.title).sorted().joined(separator: "、")
      told.append(PackStatement(section, "时效", "\(deadline.text)，自“\(steps)”\(steps.contains("、") ? "都" : "")完成起"))
    }
    told += type.express.map { PackStatement(section, $0.word, "\($0.hours) 小时") }
    told += type.requiredWhen.sorted { $0.key < $1.key }.map { field, condition in
      PackStatement(section, "必填 \(words.label(field))", words.text(condition) ?? "")
    }
    told.append(PackStatement(section, "必填", words.labels(type.required)))
    let bring = type.bring.map { item in item.title + (words.text(item.condition).map { "（\($0)）" } ?? "") }
    if !bring.isEmpty { told.append(PackStatement(section, "携带", bring.joined(separator: "；"))) }
    return told
  }
}

private struct PackKey: Hashable {
  let section: String
  let subject: String

  init(_ statement: PackStatement) { (section, subject) = (statement.section, statement.subject) }
}

extension Flow {
  /// Each step after those that it waits for, in an order that can be walked.
  fileprivate var statements: [(subject: String, text: String)] {
    var done: Set<Step> = []
    var told: [(subject: String, text: String)] = []
    while case let next = open(done: done), !next.isEmpty {
      for step in next {
        let before = missing(before: step, done: []).map(\.title)
        let apart = separated(from: step).map(\.title).sorted()
        let text =
          (before.isEmpty ? "随时可以" : "须先完成“\(before.joined(separator: "”“"))”")
          + (apart.isEmpty ? "" : "；与“\(apart.joined(separator: "”“"))”不得同一人")
        told.append(("步骤 \(step.title)", text))
      }
      done.formUnion(next)
    }
    if let checklist { told.append(("材料清单", "“\(checklist.title)”之前须逐项打勾")) }
    if isMadeAtOnce { told.append(("状态", "只待制作的显示为“\(OrderState.making.rawValue)”")) }
    return told
  }
}
