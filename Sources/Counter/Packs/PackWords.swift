// A pack's conditions and choices in plain Chinese.
internal import Domain
internal import Services

struct PackWords {
  let catalogue: FieldCatalogue

  func label(_ field: FieldID) -> String { catalogue[field]?.label ?? field }

  func labels(_ fields: Set<FieldID>) -> String {
    catalogue.fields.filter { fields.contains($0.id) }.map(\.label).joined(separator: "、")
  }

  /// `“领取方式”为“邮寄”时`; nil for what always holds.
  func text(_ condition: ServiceVocabulary.Condition?) -> String? {
    guard let condition else { return nil }
    let terms = condition.terms.map { text(of: $0) }.joined(separator: "且")
    return condition.isNegated ? "除\(terms)外" : "\(terms)时"
  }

  private func text(of term: ServiceVocabulary.Condition.Term) -> String {
    guard let values = term.values else { return "\(term.isNegated ? "没有" : "有")“\(label(term.field))”" }
    return "“\(label(term.field))”\(term.isNegated ? "不为" : "为")“\(values.sorted().joined(separator: "”或“"))”"
  }

  /// `42` or `42.5`
  static func millimetres(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }
}

extension SealClass.Shape {
  var text: String {
    switch self {
    case .round(let diameter): "圆形，直径 \(PackWords.millimetres(diameter)) mm"
    case .oval(let width, let height): "椭圆，\(PackWords.millimetres(width))×\(PackWords.millimetres(height)) mm"
    case .square(let side): "方形，边长 \(PackWords.millimetres(side)) mm"
    }
  }
}

extension BusinessType.TokenJob {
  var words: String {
    switch self {
    case .full: "新介质"
    case .renew: "在原介质上更新，PIN 不变"
    case .pin: "只重设 PIN"
    case .none: "不涉及介质"
    }
  }
}

extension BusinessType.Precondition {
  var words: String {
    switch self {
    case .registration: "已注册并审核"
    case .certificate: "已有证书"
    case .unbinding: "已解绑"
    }
  }
}

extension DeliveryRules.Item.Serial {
  var words: String {
    switch self {
    case .token: "编号为本单制作的介质"
    case .cipherCard: "编号为写入时验证过的卡，每个介质一张"
    case .typed: "编号由柜员登记"
    case .none: "没有编号"
    }
  }
}
