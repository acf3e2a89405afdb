// An invoice's buyer: where each value comes from, and the clean-up that is offered and never done by itself (S0-53).
public import Domain
internal import Services

/// A value of the buyer's that the platform would not take as it is.
public struct BuyerFinding: Hashable, Sendable {
  public let field: FieldID
  public let label: String
  public let before: String
  public let after: String
  /// Places, counted from 1, of hyphens between digits about which a person decides.
  public let doubtful: [Int]
  /// What is wrong with the value even when it is cleaned.
  public let fault: Explanation?

  public init(
    field: FieldID, label: String, before: String, after: String, doubtful: [Int], fault: Explanation? = nil
  ) {
    self.field = field
    self.label = label
    self.before = before
    self.after = after
    self.doubtful = doubtful
    self.fault = fault
  }

  /// Without the value, which may be somebody's address.
  var text: String {
    if let fault { return "\(label)（\(fault.code)）" }
    return doubtful.isEmpty
      ? label : "\(label)（第 \(doubtful.map(String.init).joined(separator: "、")) 位的“-”）"
  }
}

/// What a person has decided about the clean-up.
public struct BuyerCleaning: Hashable, Sendable {
  /// Hyphens between digits that are not part of a telephone number, such as in 3-2-501.
  public enum Hyphens: String, Hashable, Sendable, CaseIterable { case keep, drop }

  public var isAgreed: Bool
  public var hyphens: Hyphens?

  public init(isAgreed: Bool = false, hyphens: Hyphens? = nil) {
    self.isAgreed = isAgreed
    self.hyphens = hyphens
  }
}

/// The buyer of an invoice, as it would be asked for.
struct Buyer {
  private(set) var values: [FieldID: String] = [:]
  private(set) var findings: [BuyerFinding] = []

  /// The fields whose texts the platform holds to its whitelist; all others have rules of their kind.
  private static let texts: Set<FieldID> = ["invoice.title", "invoice.contact", "invoice.bank"]

  /// - Parameters:
  ///   - given: by field id, before any clean-up.
  ///   - context: the order's own values, which a tax number is compared with.
  init(
    _ given: [FieldID: String], _ cleaning: BuyerCleaning, catalogue: FieldCatalogue, today: CivilDate,
    context: [FieldID: String]
  ) {
    let context = context.merging(given) { _, given in given }
    for (id, value) in given.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      guard let field = catalogue[id] else { continue }
      take(value, field, cleaning, today: today, context: context)
    }
  }

  private mutating func take(
    _ value: String, _ field: Field, _ cleaning: BuyerCleaning, today: CivilDate, context: [FieldID: String]
  ) {
    var (clean, doubtful) = (value, [Int]())
    if Self.texts.contains(field.id) {
      let text = InvoiceText(value)
      (clean, doubtful) = (text.cleaned, text.doubtful)
      if !doubtful.isEmpty, let hyphens = cleaning.hyphens {
        doubtful = []
        if hyphens == .drop { clean.removeAll { "-－—".contains($0) } }
      }
    }
    let judgement = field.judge(clean, today: today, context: context)
    values[field.id] = judgement.value
    let fault = judgement.faults.first { $0.severity == .error }?.explanation
    let isChanged = judgement.value != value && !cleaning.isAgreed
    guard isChanged || !doubtful.isEmpty || fault != nil else { return }
    findings.append(
      BuyerFinding(
        field: field.id, label: field.label, before: value, after: judgement.value, doubtful: doubtful, fault: fault))
  }
}

extension Order {
  /// What is known of a buyer before anybody says anything: the application's own values, else the organisation's
  /// profile, else what stands elsewhere in the application (S0-47, S0-191).
  func buyer(profile: [FieldID: String], wanted: Set<FieldID>) -> [FieldID: String] {
    let values = application.values
    let own = values.filter { $0.key.hasPrefix("invoice.") && $0.key != "invoice.kind" }
    let elsewhere = Self.sources.compactMapValues { sources in
      sources.lazy.compactMap { values[$0] }.first
    }.filter { wanted.contains($0.key) }
    return own.merging(profile) { own, _ in own }.merging(elsewhere) { known, _ in known }
  }

  private static let sources: [FieldID: [FieldID]] = [
    "invoice.title": ["organisation.name"], "invoice.taxNumber": ["organisation.creditCode"],
    "invoice.mobile": ["agent.mobile"], "invoice.email": ["agent.email", "organisation.email"],
    "invoice.bank": ["bank.branch"], "invoice.account": ["bank.account"],
  ]
}
