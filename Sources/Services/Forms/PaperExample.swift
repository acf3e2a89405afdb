// Every paper of every service with an example filling: what previews and the gallery draw, and what tests run over.

public import Domain
internal import Files

/// A paper of a service with something to put into it.
public struct PaperExample: Sendable {
  public enum Variant: String, Sendable, CaseIterable {
    /// With the sample applicant and the facts' examples.
    case filled
    /// Everything open, to be filled in by hand. Only forms have it.
    case blank
  }

  public let pack: Pack
  public let variant: Variant
  public let definition: DocumentDefinition
  public let businessType: BusinessType
  public let values: [FieldID: String]
  public let facts: Facts

  /// Such as `example/receipt` or `example/application-form-blank`: unique among all examples.
  public var name: String { "\(pack.id)/\(definition.id)\(variant == .blank ? "-blank" : "")" }

  /// What it is made for.
  /// - Parameter code: a page's code; the page has none when it gives nil.
  public func context(
    code: @escaping @Sendable (_ page: Int, _ pages: Int) -> String? = { _, _ in nil }
  ) -> ComposeContext {
    var context = ComposeContext(
      pack: pack, businessType: businessType, reference: facts["order.number"] ?? "A01002603090007S",
      date: facts["slip.date"].flatMap { CivilDate($0) } ?? CivilDate(daysSince1970: 20_521), code: code)
    context.blank = variant == .blank
    return context
  }
}

extension Packs {
  /// The definition of a service's paper: its own, else the shared one.
  public func definition(
    _ id: String, of pack: Pack, forms: String, edition: Int? = nil
  ) throws(PackFault) -> DocumentDefinition {
    try DocumentDefinition.read(
      id, of: pack, catalogue: catalogue, facts: facts, formsFolder: forms, edition: edition)
  }

  /// The names of all papers that a service has: files of its own folder and the shared ones, in their order.
  /// - Parameter forms: the path of `Forms/`.
  public func papers(of pack: Pack, forms: String) -> [String] {
    let folders = ["\(forms)/\(pack.id)", "\(forms)/\(DocumentDefinition.sharedFolder)"]
    let names = folders.flatMap { (try? Files.names(in: $0)) ?? [] }
      .filter { $0.hasSuffix(".yaml") && $0 != "service.yaml" }.map { String($0.dropLast(".yaml".count)) }
    return Set(names).sorted()
  }

  /// Every paper of every service, each filled with its example, forms also open for handwriting; services and papers in a
  /// fixed order.
  /// - Throws: everything that is wrong in the definitions.
  /// - Parameter everyType: for each business type that asks for a paper, not only the first; names are then not unique.
  public func examples(forms: String, everyType: Bool = false) throws(PackFault) -> [PaperExample] {
    var examples: [PaperExample] = []
    var faults: [Fault] = []
    for pack in packs {
      for id in papers(of: pack, forms: forms) {
        do throws(PackFault) {
          let definition = try definition(id, of: pack, forms: forms)
          let types = types(of: definition, pack)
          for type in everyType ? types : Array(types.prefix(1)) {
            examples.append(example(definition, pack, type, .filled))
            if definition.kind == .form { examples.append(example(definition, pack, type, .blank)) }
          }
        } catch { faults += error.faults }
      }
    }
    guard faults.isEmpty else { throw PackFault(faults) }
    return examples
  }

  /// The service's business types that a paper is for: those that ask for it, else all that it does not leave out.
  private func types(of definition: DocumentDefinition, _ pack: Pack) -> [BusinessType] {
    if let condition = definition.condition, !condition.facts.isEmpty, !isServed(definition, by: pack) { return [] }
    let types = definition.businessTypes ?? []
    if !types.isEmpty { return pack.businessTypes.filter { types.contains($0.id) } }
    let asking = pack.businessTypes.filter { type in type.documents.contains { $0.isMade(by: definition.id) } }
    return asking.isEmpty ? pack.businessTypes : asking
  }

  /// Whether what a paper wants to know of its service is known.
  private func isServed(_ definition: DocumentDefinition, by pack: Pack) -> Bool {
    guard let type = pack.businessTypes.first else { return false }
    let context = ComposeContext(
      pack: pack, businessType: type, reference: "", date: CivilDate(daysSince1970: 0), code: { _, _ in nil })
    return definition.isFor(
      type.id, values: example(for: definition), facts: pack.mailingFacts, context: context)
  }

  private func example(
    _ definition: DocumentDefinition, _ pack: Pack, _ type: BusinessType, _ variant: PaperExample.Variant
  ) -> PaperExample {
    let isBlank = variant == .blank
    let values = example(for: definition, type).merging(["invoice.kind": pack.invoice.usual]) { _, usual in usual }
    return PaperExample(
      pack: pack, variant: variant, definition: definition, businessType: type,
      values: isBlank ? [:] : values, facts: isBlank ? Facts() : exampleFacts(of: pack, type))
  }

  /// The invented applicant of a paper: one of the few that it is for, where it is not for all.
  /// - Parameter type: the business that the applicant comes for, whose required fields and reasons for this paper are given.
  public func example(for definition: DocumentDefinition, _ type: BusinessType? = nil) -> [FieldID: String] {
    let reasons = type?.documents.filter { $0.isMade(by: definition.id) }.flatMap { $0.condition?.fields ?? [] }
    let special = Set(definition.condition?.fields ?? []).union(type?.required ?? []).union(reasons ?? [])
    return catalogue.example.merging(catalogue.rareExample.filter { special.contains($0.key) }) { usual, _ in usual }
  }

  /// An applicant's values at one length, as a paper may be given them.
  public func values(_ length: ExampleLength, for definition: DocumentDefinition) -> [FieldID: String] {
    length == .ordinary ? example(for: definition) : catalogue.values(length)
  }

  /// The facts' examples with the service's own in their places, so that sums agree.
  public func exampleFacts(of pack: Pack, _ type: BusinessType) -> Facts {
    let facts = self.facts.example
    var own = Facts()
    let fee = type.fee(for: catalogue.example)
    let part = Money(fen: min(fee.fen, 10_000)) ?? .zero
    let rest = Money(fen: fee.fen - part.fen) ?? .zero
    own.set(list: "fees", type.feeFacts(for: catalogue.example))
    own.set("order.amount", fee)
    own.set("order.paid", part)
    own.set("order.balance", rest)
    own.set("receipt.amount", part)
    own["service.acknowledgement"] = pack.acknowledgement
    own["order.time"] = type.deadline?.text
    if let payee = pack.payment.payee {
      own["payee.name"] = payee.name
      own["payee.account"] = payee.account
    }
    if let first = facts.lists["payments"]?.first {
      own.set(list: "payments", [first.merging(["amount": part.yuan]) { _, new in new }])
    }
    own.set(list: "handover", handedOver(pack, type))
    let slots = type.documents(for: catalogue.example).filter(\.returned)
    // All papers are there, because the example's next step is to pay.
    own.set(list: "papers", slots.map { $0.fact(isHere: true) })
    own.set(list: "stock", stocked(pack))
    own["order.channel"] = type.channels.first
    return own.merging(pack.mailingFacts).merging(facts)
  }

  /// What the service keeps; only some have cipher cards.
  private func stocked(_ pack: Pack) -> [[FieldID: String]] {
    let rows = facts.example.lists["stock"] ?? []
    return pack.businessTypes.contains(where: \.cipherCard) ? rows : rows.filter { $0["item"] != "密码卡" }
  }

  /// What the service hands over; where it leaves that to the clerk, the token.
  private func handedOver(_ pack: Pack, _ type: BusinessType) -> [[FieldID: String]] {
    let rows = facts.example.lists["handover"] ?? []
    let items = pack.deliveryRules(for: type, values: catalogue.example, tokens: 1).items.map(\.title)
    let titles = items.isEmpty ? [pack.words["medium"] ?? ""] : items
    return titles.map { title in
      let known = rows.first { $0["item"] == title } ?? rows.first { $0["item"] == "证书介质" }
      return (known ?? ["count": "1"]).merging(["item": title]) { _, new in new }
    }
  }
}

extension DocumentSlot {
  fileprivate func isMade(by document: String) -> Bool { source == .form("\(document).yaml") }
}
