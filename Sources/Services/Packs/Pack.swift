// A service as its pack describes it: its words, what it asks for, in which order, and for how much.
public import Domain

/// One of the services, read from its folder under `Forms/`.
public struct Pack: Sendable {
  /// The folder's name.
  public let id: String
  /// Two capital letters or digits, printed in page codes.
  public let code: String
  public let title: String
  /// Further names that applicant data may use.
  public let names: [String]
  /// Lines printed on slips: hotlines, addresses.
  public let contacts: [String]
  /// Where and how papers are posted; nil for a service that takes none by post.
  public let mailing: Mailing?
  public let seals: [SealClass]
  public let businessTypes: [BusinessType]
  public let certificate: CertificateProfile

  public func businessType(_ id: String) -> BusinessType? { businessTypes.first { $0.id == id } }

  public func seal(_ id: String) -> SealClass? { seals.first { $0.id == id } }

  /// What reading applicant data must know.
  public var vocabulary: ServiceVocabulary {
    ServiceVocabulary(id: id, names: [title] + names, businessTypes: businessTypes.map(\.vocabulary))
  }
}

/// The label of a parcel with papers or tokens.
public struct Mailing: Hashable, Sendable {
  public let address: String
  public let postcode: String
  public let recipient: String
  public let phone: String
  /// Words that the waybill must carry.
  public let note: String
}

/// A kind of seal with its size on paper, in millimetres.
public struct SealClass: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case round(diameter: Double)
    case oval(width: Double, height: Double)
    case square(side: Double)
  }

  public let id: String
  public let title: String
  public let shape: Shape
  /// Measured diameters, widths or sides inside are accepted; outside a person looks.
  public let accepted: ClosedRange<Double>
}

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

  public let id: String
  /// The service's words for it; the first is its title.
  public let names: [String]
  public let channels: [String]
  public let required: Set<FieldID>
  public let optional: Set<FieldID>
  public let requiredWhen: [FieldID: ServiceVocabulary.Condition]
  public let documents: [DocumentSlot]
  public let flow: Flow
  public let token: TokenJob
  public let fees: [FeeLine]
  /// Working days until the certificate is due.
  public let deadline: Int?

  public var title: String { names[0] }

  var vocabulary: ServiceVocabulary.BusinessType {
    .init(id: id, names: names, required: required, optional: optional, requiredWhen: requiredWhen)
  }

  /// The documents that these values call for.
  public func documents(for values: [FieldID: String]) -> [DocumentSlot] {
    documents.filter { $0.condition?.holds(for: values) ?? true }
  }

  /// The sum of all fee lines, in fen. Quantities and years come from the values and are at least 1.
  public func fee(for values: [FieldID: String]) -> Money {
    let sum = fees.reduce(0) { $0 + $1.fen * $1.count(for: values) }
    return Money(fen: sum) ?? .zero
  }
}

/// A paper of a business type: one we make, or one the applicant brings.
public struct DocumentSlot: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Made from this definition in the service's folder.
    case form(String)
    case upload
  }

  /// Applies only when a field has, or has not, a value.
  public struct Condition: Hashable, Sendable {
    public let field: FieldID
    public let value: String
    public let negated: Bool

    public func holds(for values: [FieldID: String]) -> Bool { (values[field] == value) != negated }
  }

  public let id: String
  public let title: String
  public let source: Source
  /// How many copies the service wants on paper.
  public let copies: Int
  /// Whether a scan must come back.
  public let returned: Bool
  public let condition: Condition?
}

/// A line of the price list.
public struct FeeLine: Hashable, Sendable {
  public enum Unit: String, Hashable, Sendable, CaseIterable { case order, token, year }

  public let title: String
  public let fen: Int
  public let unit: Unit

  func count(for values: [FieldID: String]) -> Int {
    switch unit {
    case .order: 1
    case .token: values["certificate.quantity"].flatMap { Int($0) } ?? 1
    case .year: values["certificate.years"].flatMap { Int($0) } ?? 1
    }
  }
}

/// What stands in a certificate: names from fields, extensions by object identifier.
public struct CertificateProfile: Hashable, Sendable {
  public let country: String
  /// Fields of the subject's O, OU and CN.
  public let organisation: FieldID
  public let unit: FieldID?
  public let commonName: FieldID
  /// Object identifier → field, as UTF8String extensions (GM/T 0015).
  public let extensions: [String: FieldID]
  public let years: Int
}
