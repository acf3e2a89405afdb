// The fields that applications are made of: what each is called, what it may hold and how private it is.

/// What a field holds, and so which rules judge it.
public enum FieldKind: Hashable, Sendable {
  /// Free text on one line.
  case text
  /// The name of an organisation.
  case organisationName
  /// The name of a person, Chinese or foreign.
  case personName
  case socialCreditCode
  case organisationCode
  /// The number of an identity document; its kind stands in the field named here.
  case identityNumber(kindField: FieldID?)
  case mobile
  /// A mobile or a landline.
  case telephone
  case email
  case postcode
  case taxNumber
  case account
  /// Yuan with at most two decimals.
  case money
  /// A whole number of at least one.
  case count
  case date
  /// 是/否
  case truth
  /// One of a few words; the first of each list is the canonical one, the others are accepted for it.
  case choice([[String]])
}

public enum Sensitivity: String, Sendable {
  /// May be shown and logged.
  case open
  /// Personal data: masked by default, sealed at rest.
  case personal
  /// Identity numbers, accounts: as personal, and never shown without a reason.
  case sensitive
}

/// A field that applications may carry.
public struct Field: Hashable, Sendable {
  public let id: FieldID
  /// The label of forms and headings.
  public let label: String
  /// Further headings that mean this field.
  public let synonyms: [String]
  public let kind: FieldKind
  public let sensitivity: Sensitivity
  /// The most characters a value may have.
  public let limit: Int

  public init(
    id: FieldID, label: String, synonyms: [String] = [], kind: FieldKind, sensitivity: Sensitivity, limit: Int
  ) {
    self.id = id
    self.label = label
    self.synonyms = synonyms
    self.kind = kind
    self.sensitivity = sensitivity
    self.limit = limit
  }
}

/// All fields, found by id or by any of their headings.
public struct FieldCatalogue: Sendable {
  public let fields: [Field]
  /// An invented applicant's values, for previews.
  public let example: [FieldID: String]
  /// What a few applicants have besides, shown on papers that are for them alone.
  public let rareExample: [FieldID: String]
  private let byID: [FieldID: Field]
  private let byHeading: [String: Field]

  public init(_ fields: [Field], example: [FieldID: String] = [:], rareExample: [FieldID: String] = [:]) {
    self.fields = fields
    self.example = example
    self.rareExample = rareExample
    byID = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    byHeading = Dictionary(
      fields.flatMap { field in ([field.id, field.label] + field.synonyms).map { ($0, field) } },
      uniquingKeysWith: { first, _ in first })
  }

  public subscript(id: FieldID) -> Field? { byID[id] }

  /// The field that a column's heading names: its id, label or a synonym.
  public func field(headed heading: String) -> Field? { byHeading[heading] }
}

/// What reading applicant data must know of a service: its names and what each business type asks for.
public struct ServiceVocabulary: Sendable {
  public struct BusinessType: Sendable {
    public let id: String
    /// The service's own words for it; the first is its title.
    public let names: [String]
    public let required: Set<FieldID>
    public let optional: Set<FieldID>
    /// Fields that become required when a condition on another field holds.
    public let requiredWhen: [FieldID: Condition]
    /// What `certificate.years` may say; nil for any number.
    public let years: Set<Int>?

    public init(
      id: String, names: [String], required: Set<FieldID>, optional: Set<FieldID>,
      requiredWhen: [FieldID: Condition] = [:], years: Set<Int>? = nil
    ) {
      self.id = id
      self.names = names
      self.required = required
      self.optional = optional
      self.requiredWhen = requiredWhen
      self.years = years
    }
  }

  /// Holds when every one of its terms does; negated, when not all of them do.
  public struct Condition: Hashable, Sendable {
    /// Holds when a field has one of some values, or any; negated, when it has none of them.
    public struct Term: Hashable, Sendable {
      public let field: FieldID
      /// Nil for any value at all.
      public let values: Set<String>?
      public let isNegated: Bool

      public init(field: FieldID, values: Set<String>?, isNegated: Bool = false) {
        self.field = field
        self.values = values
        self.isNegated = isNegated
      }

      func holds(for given: [FieldID: String]) -> Bool {
        (given[field].map { values?.contains($0) ?? true } ?? false) != isNegated
      }
    }

    public let terms: [Term]
    public let isNegated: Bool

    public init(all terms: [Term], isNegated: Bool = false) {
      self.terms = terms
      self.isNegated = isNegated
    }

    public init(field: FieldID, values: Set<String>, isNegated: Bool = false) {
      self.init(all: [Term(field: field, values: values)], isNegated: isNegated)
    }

    public init(field: FieldID, value: String) { self.init(field: field, values: [value]) }

    /// The fields that it hangs on.
    public var fields: Set<FieldID> { Set(terms.map(\.field)) }

    public func holds(for given: [FieldID: String]) -> Bool {
      terms.allSatisfy { $0.holds(for: given) } != isNegated
    }
  }

  public let id: String
  /// The service's names; the first is its title.
  public let names: [String]
  public let businessTypes: [BusinessType]
  /// The words of `organisation.role` that it serves; empty for all.
  public let roles: [String]

  public init(id: String, names: [String], businessTypes: [BusinessType], roles: [String] = []) {
    self.id = id
    self.names = names
    self.businessTypes = businessTypes
    self.roles = roles
  }

  /// The business type that a word means, by id or by one of the service's names for it.
  public func businessType(named word: String) -> BusinessType? {
    businessTypes.first { $0.id == word || $0.names.contains(word) }
  }
}
