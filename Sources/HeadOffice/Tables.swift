// Making tables for the kiosks: a source file becomes the next version; passwords and codes become salted digests here.
internal import Bundles
internal import Cryptography
public import Domain

/// What a table is made from and for.
public struct TableOrder: Sendable {
  public var kind: String
  public var source: String
  /// The kiosks it is for; nil for all.
  public var devices: [String]?
  /// Days until it lapses.
  public var days: Int
  /// Whether a lapsed one is not used any more; nil for what its kind usually does.
  public var stops: Bool?
  /// Of a price list.
  public var service: String?
  public var validFrom: CivilDate?

  /// The kinds that there are.
  public static let kinds = ["bank-branches", "certificate-list", "cipher-cards", "price-list", "release-codes"]

  public init(
    kind: String, source: String, devices: [String]? = nil, days: Int, stops: Bool? = nil, service: String? = nil,
    validFrom: CivilDate? = nil
  ) {
    self.kind = kind
    self.source = source
    self.devices = devices
    self.days = days
    self.stops = stops
    self.service = service
    self.validFrom = validFrom
  }
}

/// A table as lists show it.
public struct TableReport: Sendable {
  public let kind: String
  public let scope: String
  public let version: Int
  public let expires: Instant
  /// The kiosks that a bundle carried it to.
  public let sent: [String]
  /// Who has signed it besides this office's own signer.
  public let cosigners: [String]
  /// Whether it waits for more signatures before it goes anywhere.
  public let isHeldBack: Bool
}

extension HeadOffice {
  /// Makes the next version of a table. It goes with the next bundle to every kiosk that it is for.
  @discardableResult
  public func addTable(_ order: TableOrder, at moment: Instant) throws -> TableReport {
    for device in order.devices ?? [] where try state.row(Kiosk.self, device) == nil {
      throw OfficeRefusal.unknownKiosk(device)
    }
    let entries = try TableSource(order.source).entries
    let (kind, salt) = (order.kind, Base64Bytes(Random.bytes(32)))
    switch kind {
    case CipherCardsPayload.kind:
      let cards = try entries.map(Self.card)
      return try put(order, stops: true, at: moment) { CipherCardsPayload(heading: $0, cards: cards) }
    case ReleaseCodesPayload.kind:
      let codes = try entries.map { try Self.releaseCode($0, salt) }
      return try put(order, stops: true, at: moment) { ReleaseCodesPayload(heading: $0, key: salt, codes: codes) }
    case BankBranchesPayload.kind:
      let branches = try entries.map { try BankBranchesPayload.Branch(code: $0.text("code"), name: $0.text("name")) }
      return try put(order, stops: false, at: moment) { BankBranchesPayload(heading: $0, branches: branches) }
    case CertificateListPayload.kind:
      let lines = try entries.map { try Self.certificate($0, salt) }
      return try put(order, stops: false, at: moment) {
        CertificateListPayload(heading: $0, key: salt, certificates: lines)
      }
    case PriceListPayload.kind:
      guard let service = order.service, let from = order.validFrom else { throw OfficeRefusal.priceListWithoutPlace }
      let lines = try entries.map(Self.price)
      return try put(order, stops: false, at: moment) {
        PriceListPayload(heading: $0, service: service, validFrom: from, lines: lines)
      }
    default: throw OfficeRefusal.unknownKind(kind)
    }
  }

  /// The newest version of every table, by kind and scope.
  public func tables() throws -> [TableReport] {
    try newestTables().map(report).sorted {
      ($0.kind, $0.scope, $0.version) < ($1.kind, $1.scope, $1.version)
    }
  }

  func newestTables() throws(HeadOfficeError) -> [TableVersion] {
    let versions = Dictionary(grouping: try state.rows(TableVersion.self)) {
      [$0.recordID, ($0.devices ?? []).joined()]
    }
    return versions.values.compactMap { $0.max { $0.version < $1.version } }.sorted { $0.key < $1.key }
  }

  /// Puts the newest tables of a kind into the next bundles once more: the ones that carried them may be lost.
  public func sendTablesAgain(_ kind: String) throws -> Int {
    var count = 0
    for var table in try state.rows(TableVersion.self) where table.kind == kind && !table.sentIn.isEmpty {
      table.sentIn = [:]
      try state.put(table)
      count += 1
    }
    return count
  }

  private func put<Table: DownlinkTable>(
    _ order: TableOrder, stops: Bool, at moment: Instant, _ make: (TableHeading) -> Table
  ) throws -> TableReport {
    let expires = moment.advanced(bySeconds: Int64(order.days) * 86_400)
    var heading = TableHeading(
      version: 1, issued: moment, expires: expires, lapse: order.stops ?? stops ? .stop : .warn)
    let scope = make(heading).scope
    let id = TableVersion.recordID(Table.kind, scope)
    heading.version = try (state.rows(TableVersion.self).filter { $0.recordID == id }.map(\.version).max() ?? 0) + 1
    let row = TableVersion(
      kind: Table.kind, scope: scope, version: heading.version, devices: order.devices, expires: expires,
      payload: Base64Bytes(try CanonicalJSON.encode(make(heading))))
    try state.put(row)
    return try report(row)
  }

  func report(_ table: TableVersion) throws(HeadOfficeError) -> TableReport {
    TableReport(
      kind: table.kind, scope: table.scope, version: table.version, expires: table.expires,
      sent: table.sentIn.keys.sorted(), cosigners: (table.signatures ?? [:]).keys.sorted(),
      isHeldBack: table.signers < (try thresholds())[table.kind])
  }

  // MARK: Entries

  private static func card(_ entry: TableSource.Entry) throws -> CipherCardsPayload.Card {
    CipherCardsPayload.Card(
      serial: try entry.text("serial"), password: try SaltedSecret(Array(entry.text("password").utf8)),
      order: entry.optional("order"))
  }

  private static func releaseCode(
    _ entry: TableSource.Entry, _ key: Base64Bytes
  ) throws -> ReleaseCodesPayload.Code {
    ReleaseCodesPayload.Code(
      id: try entry.text("id"), organisation: KeyedDigest(try entry.text("creditCode"), key: key),
      secret: try SaltedSecret(Array(entry.text("code").utf8)))
  }

  /// A day means its last moment in China.
  private static func certificate(
    _ entry: TableSource.Entry, _ key: Base64Bytes
  ) throws -> CertificateListPayload.Line {
    let day = try entry.value("notAfter") { CivilDate($0) }
    return CertificateListPayload.Line(
      organisation: KeyedDigest(try entry.text("creditCode"), key: key),
      serial: String(try entry.text("serial").lowercased().drop { $0 == "0" }),
      notAfter: Instant(seconds: Int64(day.daysSince1970 + 1) * 86_400 - 8 * 3600 - 1),
      isRevoked: entry.optional("revoked") == "true")
  }

  private static func price(_ entry: TableSource.Entry) throws -> PriceListPayload.Line {
    let field = entry.optional("field")
    return PriceListPayload.Line(
      title: try entry.text("title"), fen: try entry.value("yuan") { Money(yuan: $0)?.fen },
      per: try entry.value("per") { ["order", "token", "year", "token-year"].contains($0) ? $0 : nil },
      types: try entry.text("types").split(separator: " ").map(String.init),
      when: try field.map {
        .init(
          field: $0, values: try entry.text("values").split(separator: "|").map(String.init),
          negated: entry.optional("negated") == "true")
      })
  }
}
