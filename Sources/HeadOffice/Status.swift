// How things stand: what arrived from whom, what is missing, and what waits for a person.
public import Bundles
internal import Cryptography

public struct HeadOfficeStatus: Sendable {
  /// One life of one kiosk.
  public struct Row: Sendable {
    public let device: String
    public let incarnation: String
    public let bundles: Int
    public let highestSequence: Int
    public let gaps: [Int]
    public let unanswered: Int
  }

  public let name: String
  public let rehearsal: Bool
  /// Ids of enrolled kiosks.
  public let kiosks: [String]
  public let rows: [Row]
  public let records: [RecordOutcome: Int]
  /// Ids and revisions, such as `r1.2`.
  public let conflicts: [String]
  public let held: [String]
  public let certificates: Int
  /// Serial numbers of certificates that another takes the place of: to be revoked by whoever publishes revocations.
  public let replaced: [String]
}

extension HeadOffice {
  public func status() throws(HeadOfficeError) -> HeadOfficeStatus {
    let bundles = try state.rows(ReceivedBundle.self)
    var rows: [HeadOfficeStatus.Row] = []
    for (life, those) in Dictionary(grouping: bundles, by: { [$0.device, $0.incarnation] }).sorted(by: {
      $0.key.lexicographicallyPrecedes($1.key)
    }) {
      rows.append(
        .init(
          device: life[0], incarnation: life[1], bundles: those.count,
          highestSequence: those.map(\.sequence).max() ?? 0, gaps: try gaps(life[0], life[1]),
          unanswered: those.count { $0.answeredIn == nil }))
    }
    let records = try state.rows(KeptRecord.self)
    let issuances = try state.rows(Issuance.self)
    return HeadOfficeStatus(
      name: office.name, rehearsal: office.rehearsal, kiosks: try state.rows(Kiosk.self).map(\.device), rows: rows,
      records: Dictionary(records.map { ($0.outcome, 1) }, uniquingKeysWith: +),
      conflicts: try state.rows(Conflict.self).map { KeptRecord.key($0.id, $0.revision) },
      held: records.filter { $0.outcome == .held }.map(\.key),
      certificates: issuances.count { $0.certificate != nil },
      replaced: issuances.filter { $0.replacedBy != nil }.map(\.serial.bytes.hex))
  }
}
