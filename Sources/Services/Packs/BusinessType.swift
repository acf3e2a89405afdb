// A business type: what an applicant can ask a service for, and everything that follows from it.
public import Domain

/// What an applicant can ask a service for.
public struct BusinessType: Sendable {
  /// What happens to the token.
  public enum TokenJob: String, Hashable, Sendable, CaseIterable {
    /// A new token from stock.
    case full
    /// The applicant's own token gets a new certificate; the PIN stays.
    case renew
    /// Only the PIN is set anew.
    case pin
    case none
  }

  /// What must be proven before an order may leave 草稿.
  public typealias Precondition = Domain.Precondition

  /// A way to the service, with the order of steps it takes.
  public struct Channel: Hashable, Sendable {
    public let title: String
    /// What other services call it.
    public var names: [String] = []
    public let flow: Flow
  }

  /// A shorter deadline that the applicant may buy: hours of work by a word of `delivery.urgency`.
  public struct Express: Hashable, Sendable {
    public let word: String
    public let hours: Int
  }

  public let id: String
  /// The service's words for it; the first is its title.
  public let names: [String]
  /// The first is the counter's own.
  public let ways: [Channel]
  public let preconditions: Set<Precondition>
  public let required: Set<FieldID>
  public let optional: Set<FieldID>
  public let requiredWhen: [FieldID: ServiceVocabulary.Condition]
  public let documents: [DocumentSlot]
  public let token: TokenJob
  public internal(set) var fees: [FeeLine]
  /// What is promised to everybody; nil for nothing.
  public let deadline: DeadlineTerms?
  public let express: [Express]
  /// Everything that may have to be brought besides the documents.
  public let bring: [BroughtItem]
  /// Whether each token is released by a 密码卡.
  public let cipherCard: Bool
  /// Whether an electronic seal comes with the certificate as one product.
  public let comesWithSeal: Bool
  /// When a certificate may be renewed.
  public let window: RenewalWindow
  /// How the time left on an old medium is converted; nil for a type that is no upgrade.
  public let upgrade: UpgradeTerms?
  /// The years that an applicant may choose; nil where the service's certificates have one length.
  public let years: [Int]?
  /// The channels in which an order is approved on submission when nothing has changed (S0-19).
  public let automatic: Set<String>

  public var title: String { names[0] }

  public var channels: [String] { ways.map(\.title) }

  /// The order of steps at the counter.
  public var flow: Flow { ways[0].flow }

  public func flow(for channel: String) -> Flow? { ways.first { $0.title == channel }?.flow }

  /// The channel that a word means, by this service's title or by another service's name for the same (S0-188).
  public func channel(named word: String) -> String? {
    (ways.first { $0.title == word } ?? ways.first { $0.names.contains(word) })?.title
  }

  /// - Parameter usual: the years of the service's certificates where nothing can be chosen.
  func vocabulary(usual: Int) -> ServiceVocabulary.BusinessType {
    .init(
      id: id, names: names, required: required, optional: optional, requiredWhen: requiredWhen,
      years: Set(years ?? [usual]))
  }

  /// The documents that these values call for. A way without the step of the papers takes none.
  /// - Parameter channel: the way that the application came; nil is the counter's own.
  public func documents(for values: [FieldID: String], by channel: String? = nil) -> [DocumentSlot] {
    let takesPapers = (channel.flatMap { flow(for: $0) } ?? flow).includes(.papers)
    return documents.filter { ($0.condition?.holds(for: values) ?? true) && (takesPapers || !$0.returned) }
  }

  /// What to bring to the counter, line by line, for the slip that is handed out before the visit.
  public func checklist(for values: [FieldID: String]) -> [String] {
    documents(for: values).filter(\.returned).map(\.checklistLine) + brought(for: values)
  }

  /// The same as items that the clerk ticks, in the order of the slip.
  public func checklistItems(for values: [FieldID: String], by channel: String? = nil) -> [ChecklistItem] {
    documents(for: values, by: channel).filter(\.returned).map { ChecklistItem(id: $0.id, title: $0.title) }
      + brought(for: values).map { ChecklistItem(id: $0, title: $0) }
  }

  /// What these values call for besides the documents.
  public func brought(for values: [FieldID: String]) -> [String] {
    bring.filter { $0.condition?.holds(for: values) ?? true }.map(\.title)
  }

  /// The fee lines that these values call for, each with how often it counts.
  public func feeLines(for values: [FieldID: String]) -> [(line: FeeLine, count: Int)] {
    fees.filter { $0.condition?.holds(for: values) ?? true }.map { ($0, $0.count(for: values)) }
  }

  /// The sum of all fee lines, in fen. Quantities and years come from the values and are at least 1.
  public func fee(for values: [FieldID: String]) -> Money {
    let sum = feeLines(for: values).reduce(0) { $0 + $1.line.fen * $1.count }
    return Money(fen: sum) ?? .zero
  }
}

/// A line of the price list.
public struct FeeLine: Hashable, Sendable {
  /// What the price is counted by; 套 is a token, and a token-year one year of one token.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case order, token, year
    case tokenYear = "token-year"
  }

  public let title: String
  public let fen: Int
  public let unit: Unit
  /// Nil for a line that always applies.
  public let condition: ServiceVocabulary.Condition?

  /// How the price is counted, in a clerk's word.
  public var unitTitle: String {
    switch unit {
    case .order: "单"
    case .token: "套"
    case .year: "年"
    case .tokenYear: "套·年"
    }
  }

  func count(for values: [FieldID: String]) -> Int {
    switch unit {
    case .order: 1
    case .token: Self.number("certificate.quantity", in: values)
    case .year: Self.number("certificate.years", in: values)
    case .tokenYear: Self.number("certificate.quantity", in: values) * Self.number("certificate.years", in: values)
    }
  }

  private static func number(_ field: FieldID, in values: [FieldID: String]) -> Int {
    values[field].flatMap { Int($0) }.map { max($0, 1) } ?? 1
  }
}

extension BusinessType {
  /// The price as papers print it: the rows of the list `fees`.
  public func feeFacts(for values: [FieldID: String]) -> [[FieldID: String]] {
    feeLines(for: values).map { line, count in
      [
        "title": line.title, "price": Money(fen: line.fen)?.yuan ?? "", "unit": line.unitTitle, "count": String(count),
        "amount": Money(fen: line.fen * count)?.yuan ?? "",
      ]
    }
  }
}

/// Something to bring besides the documents, such as the old token.
public struct BroughtItem: Hashable, Sendable {
  public let title: String
  /// Nil for what every applicant brings.
  public let condition: ServiceVocabulary.Condition?
}
