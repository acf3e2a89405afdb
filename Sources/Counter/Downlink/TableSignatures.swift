// Whose signatures a bundle's tables carry: the bundle's own signers, and those who signed a table besides (Y-21).
internal import Bundles
internal import Cryptography
internal import Domain

/// Counts signers by their keys, so that nobody counts twice.
struct TableSignatures {
  private let thresholds: SignatureThresholds
  private let rehearsal: Bool
  private let bundleSigners: Set<String>
  private var cosigners: [TableStatement: Set<String>] = [:]
  /// Signatures that do not count, by their records' ids.
  private(set) var faults: [String: DownlinkError] = [:]

  init(of bundle: OpenedBundle, trust: Trust, at moment: Instant) throws {
    thresholds = trust.thresholds
    rehearsal = bundle.header.rehearsal
    bundleSigners = Set(bundle.signers.compactMap { $0.publicKey?.identifier })
    for entry in bundle.manifest.entries where entry.kind == TableSignaturePayload.kind {
      guard let record = try? bundle.open(entry).record else { continue }  // Told when the records are taken.
      do {
        let payload = try record.decoded(as: TableSignaturePayload.self)
        let (statement, keys) = try payload.opened(trusted: trust.signers + trust.cosigners, at: moment)
        cosigners[statement, default: []].formUnion(keys)
      } catch { faults[entry.id] = .badSignature(record: entry.id) }
    }
  }

  /// What keeps a record from being taken; nil when enough people have signed it.
  func lacking(_ record: BundleRecord) -> DownlinkError? {
    let needed = thresholds[record.kind]
    guard needed > 1 else { return nil }
    let statement = TableStatement(kind: record.kind, table: record.payload, rehearsal: rehearsal)
    let count = bundleSigners.union(cosigners[statement] ?? []).count
    return count < needed ? .fewSignatures(kind: record.kind, found: count, needed: needed) : nil
  }
}
