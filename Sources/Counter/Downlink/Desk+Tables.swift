// Tables from head office: taken when they are newer than what is kept, used as long as they hold.
internal import Bundles
public import Domain
internal import Records

extension Desk {
  /// Takes a record that is about no certificate and no acknowledgement. What is unknown is kept for a later version.
  func takeDown(_ record: BundleRecord, at created: Instant, by person: Person) throws -> Imported {
    switch record.kind {
    case CipherCardsPayload.kind: try keep(CipherCardsPayload.self, record, by: person)
    case ReleaseCodesPayload.kind: try keep(ReleaseCodesPayload.self, record, by: person)
    case BankBranchesPayload.kind: try keep(BankBranchesPayload.self, record, by: person)
    case PriceListPayload.kind: try keep(PriceListPayload.self, record, by: person)
    case CertificateListPayload.kind: try keep(CertificateListPayload.self, record, by: person)
    case BankProofPayload.kind: try takeProof(record, by: person)
    case DecisionPayload.kind: try takeDecision(record, by: person)
    default: try keepUnknown(record, at: created, by: person)
    }
  }

  func told(_ record: BundleRecord, of order: String? = nil, _ fault: Explanation?, changed: Bool) -> Imported {
    Imported(record: record.id, kind: record.kind, order: order, fault: fault, changed: changed)
  }

  private func keep<Table: DownlinkTable>(
    _ type: Table.Type, _ record: BundleRecord, by person: Person
  ) throws -> Imported {
    guard let table = try? record.decoded(as: type), table.heading.isSound, table.isSound else {
      return told(record, DownlinkError.malformed(kind: record.kind).explanation, changed: false)
    }
    let heading = table.heading
    let outcome = try store.keep(
      DownlinkRow(
        kind: record.kind, scope: table.scope, version: heading.version, issued: heading.issued,
        expires: heading.expires, body: record.payload), at: clock.now(), by: person.id)
    let late =
      try time().mayHavePassed(heading.expires) ? DownlinkError.lapsed(kind: record.kind, heading.expires) : nil
    let fault = refusal(outcome, record.kind, heading.version) ?? late
    return told(record, fault?.explanation, changed: outcome == .taken)
  }

  func refusal(_ outcome: DownlinkOutcome, _ kind: String, _ version: Int) -> DownlinkError? {
    switch outcome {
    case .taken, .known: nil
    case .older(let kept): .older(kind: kind, version: version, kept: kept)
    case .differs: .differs(kind: kind, version: version)
    }
  }

  // MARK: Unknown kinds

  private static let keptPrefix = "kept:"
  private static let forEver = Instant(milliseconds: .max)

  private func keepUnknown(_ record: BundleRecord, at created: Instant, by person: Person) throws -> Imported {
    let outcome = try store.keep(
      DownlinkRow(
        kind: Self.keptPrefix + record.kind, scope: record.id, version: record.revision, issued: created,
        expires: Self.forEver, body: record.payload), at: clock.now(), by: person.id)
    return told(record, DownlinkError.unknownKind(record.kind).explanation, changed: outcome == .taken)
  }

  /// Records of kinds that an earlier version of this program did not know, taken up by one that does.
  func takeUpKept(by person: Person) throws -> [Imported] {
    var taken: [Imported] = []
    for head in try store.downlinkHeads() where head.kind.hasPrefix(Self.keptPrefix) {
      let kind = String(head.kind.dropFirst(Self.keptPrefix.count))
      guard Self.knownKinds.contains(kind), let row = try store.downlink(head.kind, scope: head.scope) else { continue }
      let record = BundleRecord(id: row.scope, kind: kind, revision: row.version, payload: row.body)
      taken.append(try takeDown(record, at: row.issued, by: person))
    }
    return taken
  }

  private static let knownKinds: Set<String> = [
    CipherCardsPayload.kind, ReleaseCodesPayload.kind, BankBranchesPayload.kind, PriceListPayload.kind,
    CertificateListPayload.kind, BankProofPayload.kind, DecisionPayload.kind,
  ]

  // MARK: Using

  /// The table of a kind, unless it has lapsed and says that it must not be used then; nil where there is none.
  func table<Table: DownlinkTable>(_ type: Table.Type, scope: String = "") throws -> Table? {
    guard let row = try store.downlink(type.kind, scope: scope) else { return nil }
    let table: Table
    do { table = try CanonicalJSON.decode(type, from: row.body) } catch {
      throw DownlinkError.malformed(kind: type.kind)
    }
    if table.heading.lapse == .stop, try time().mayHavePassed(table.heading.expires) {
      throw DownlinkError.lapsed(kind: type.kind, table.heading.expires)
    }
    return table
  }

  /// A table as lists show it.
  public struct TableLine: Sendable {
    public let kind: String
    public let title: String
    public let scope: String
    public let version: Int
    public let issued: Instant
    public let expires: Instant
    /// Whole days until it lapses; negative once it has.
    public let daysLeft: Int
  }

  /// The tables that are kept, notices about single orders left out.
  public func tables() throws -> [TableLine] { try Self.tables(in: store, at: clock.now()) }

  static func tables(in store: Store, at now: Instant) throws(RecordsError) -> [TableLine] {
    let notices: Set<String> = [BankProofPayload.kind, DecisionPayload.kind]
    return try store.downlinkHeads().filter { !notices.contains($0.kind) && !$0.kind.hasPrefix(keptPrefix) }.map {
      TableLine(
        kind: $0.kind, title: DownlinkError.title(of: $0.kind), scope: $0.scope, version: $0.version,
        issued: $0.issued, expires: $0.expires, daysLeft: days(from: now, to: $0.expires))
    }
  }

  private static func days(from now: Instant, to later: Instant) -> Int {
    let (whole, rest) = (later.milliseconds - now.milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
    return Int(rest < 0 ? whole - 1 : whole)
  }
}

extension TableHeading {
  fileprivate var isSound: Bool { version >= 1 && issued < expires }
}

extension DownlinkTable {
  /// What stands twice under one name could be read in two ways.
  fileprivate var isSound: Bool {
    switch self {
    case let table as CipherCardsPayload: isUnique(table.cards.map(\.serial))
    case let table as ReleaseCodesPayload: isUnique(table.codes.map(\.id))
    case let table as BankBranchesPayload: table.branches.allSatisfy { !$0.name.isEmpty }
    case let table as PriceListPayload:
      table.lines.allSatisfy {
        $0.fen >= 0 && !$0.types.isEmpty && ["order", "token", "year", "token-year"].contains($0.per)
      }
    default: true
    }
  }

  private func isUnique(_ names: [String]) -> Bool { Set(names).count == names.count }
}
