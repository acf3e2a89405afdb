// Tables that are looked things up in: bank branches, prices, and the certificates that organisations hold.
public import Domain

/// Bank branches by their names, for the choice of a 开户行.
public struct BankBranchesPayload: DownlinkTable, Hashable {
  public static let kind = "bank-branches"

  public struct Branch: Codable, Hashable, Sendable {
    /// 联行号, twelve digits.
    public var code: String
    public var name: String

    public init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  public var heading: TableHeading
  public var branches: [Branch]

  public init(heading: TableHeading, branches: [Branch]) {
    self.heading = heading
    self.branches = branches
  }
}

/// A service's prices from a day on; they take the place of those in its pack.
public struct PriceListPayload: DownlinkTable, Hashable {
  public static let kind = "price-list"

  /// The words are those of `fees` in a pack.
  public struct Line: Codable, Hashable, Sendable {
    /// Holds when the field has one of these values, or none of them.
    public struct Condition: Codable, Hashable, Sendable {
      public var field: String
      public var values: [String]
      public var negated: Bool

      public init(field: String, values: [String], negated: Bool = false) {
        self.field = field
        self.values = values
        self.negated = negated
      }
    }

    public var title: String
    public var fen: Int
    /// `order`, `token`, `year` or `token-year`.
    public var per: String
    /// Ids of business types.
    public var types: [String]
    public var when: Condition?

    public init(title: String, fen: Int, per: String, types: [String], when: Condition? = nil) {
      self.title = title
      self.fen = fen
      self.per = per
      self.types = types
      self.when = when
    }
  }

  public var heading: TableHeading
  public var service: String
  /// The first day on which it holds, in China.
  public var validFrom: CivilDate
  public var lines: [Line]

  /// One list for each first day, so that one for a day to come does not take the place of the present one.
  public var scope: String { "\(service)/\(validFrom)" }

  public init(heading: TableHeading, service: String, validFrom: CivilDate, lines: [Line]) {
    self.heading = heading
    self.service = service
    self.validFrom = validFrom
    self.lines = lines
  }
}

/// The certificates that head office knows of, found by organisation, without naming any.
public struct CertificateListPayload: DownlinkTable, Hashable {
  public static let kind = "certificate-list"

  public struct Line: Codable, Hashable, Sendable {
    /// Of the 统一社会信用代码, under the table's key.
    public var organisation: KeyedDigest
    /// Big-endian hexadecimal digits, lower case, without zeros in front.
    public var serial: String
    public var notAfter: Instant
    public var isRevoked: Bool

    public init(organisation: KeyedDigest, serial: String, notAfter: Instant, isRevoked: Bool = false) {
      self.organisation = organisation
      self.serial = serial
      self.notAfter = notAfter
      self.isRevoked = isRevoked
    }
  }

  public var heading: TableHeading
  public var key: Base64Bytes
  public var certificates: [Line]

  public init(heading: TableHeading, key: Base64Bytes, certificates: [Line]) {
    self.heading = heading
    self.key = key
    self.certificates = certificates
  }
}
