// A service as its pack describes it: its words, what it asks for, in which order, and for how much.
public import Domain

/// One of the services, read from its folder under `Forms/`.
public struct Pack: Sendable {
  /// The folder's name.
  public let id: String
  /// Two capital letters or digits, printed in page codes.
  public let code: String
  /// Counts up with every change that is given out; an older one is never taken after a newer.
  public let edition: Int
  public let title: String
  /// Further names that applicant data may use.
  public let names: [String]
  /// Words of `organisation.role` that this service serves.
  public let roles: [String]
  /// Lines printed on slips: hotlines, addresses.
  public let contacts: [String]
  /// The service's own words for what every service has, such as 法人 for 法定代表人; shared papers speak in them.
  public let words: [String: String]
  /// The service's own titles of shared papers, by their names.
  public let titles: [String: String]
  /// What the applicant must have read before paying, in the service's words.
  public let acknowledgement: String
  /// Where and how papers are posted; nil for a service that takes none by post.
  public let mailing: Mailing?
  /// Days that an applicant has to bring what was sent back.
  public let correctionDays: Int
  /// Days for which this counter keeps an order's data after head office has acknowledged it.
  public let retentionDays: Int
  public let seals: [SealClass]
  public let businessTypes: [BusinessType]
  public let payment: PaymentRules
  public let invoice: InvoiceRules
  public let certificate: CertificateProfile
  /// When certificates are made.
  public let hours: WorkingHours
  /// What is handed over with every order; empty where that is left to the clerk.
  public let delivery: [DeliveryItem]
  /// Who must come, and which originals must be seen before which step.
  public let presence: PresenceTerms
  /// How often facts may be compared with the record.
  public let unbinding: UnbindingLimit

  public func businessType(_ id: String) -> BusinessType? { businessTypes.first { $0.id == id } }

  /// The business type that a word means, by id or by one of the service's names for it.
  public func businessType(named word: String) -> BusinessType? {
    businessTypes.first { $0.id == word || $0.names.contains(word) }
  }

  public func seal(_ id: String) -> SealClass? { seals.first { $0.id == id } }

  /// What reading applicant data must know.
  public var vocabulary: ServiceVocabulary {
    ServiceVocabulary(
      id: id, names: [title] + names, businessTypes: businessTypes.map { $0.vocabulary(usual: certificate.years) },
      roles: roles)
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

/// How a service may be paid.
public struct PaymentRules: Hashable, Sendable {
  public let ways: [PaymentEntry.Kind]
  /// Whether somebody else, such as the agent's own account, may pay; finance is told then.
  public let otherPayer: Bool
  /// Who is paid; nil where the counter writes it in by hand.
  public let payee: Payee?
  /// Ways that ask for 金融认证; nil when the flow asks for it whatever the way.
  public let proven: Set<PaymentEntry.Kind>?
  /// How a service that is not served in person tells the PIN, by the way of paying.
  public let pinDelivery: [PaymentEntry.Kind: PINDelivery]
}

/// How an applicant learns the PIN. At the counter they set it themselves, whatever the service does elsewhere.
public enum PINDelivery: String, Hashable, Sendable, CaseIterable {
  case inPerson = "in-person"
  /// In the remark of the 0.01 yuan transfer.
  case remark, sms
}

/// Who is paid, and where.
public struct Payee: Hashable, Sendable {
  public let name: String
  public let bank: String?
  /// Printed masked.
  public let account: String?
}

/// Which invoices a service writes.
public struct InvoiceRules: Hashable, Sendable {
  /// A fee category with the business types whose payments fall under it.
  public struct Category: Hashable, Sendable {
    public let title: String
    public let businessTypes: [String]
  }

  /// Words of `invoice.kind`; 无需发票 among them when an invoice may be declined.
  public let kinds: [String]
  /// The kind when the applicant says nothing.
  public let usual: String
  /// Whether an invoice may be asked for after an order was paid without one.
  public let later: Bool
  public let categories: [Category]
  /// Whether an invoice waits until the organisation holds a certificate.
  public let needsCertificate: Bool
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
  /// What head office issues at most.
  static let possibleYears = 1...5
  public let key: CertificateKey
}
