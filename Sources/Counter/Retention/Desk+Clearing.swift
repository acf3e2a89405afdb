// What lies in clear beside the store: uploads that were read, bundles that were taken in, documents that were made.
public import Domain
internal import Files
internal import Intake
internal import Records

extension Desk {
  /// Removes what the day's pass has put away or made, once the days of everything in it are over: documents of orders
  /// that were destroyed, and uploads of which no order that is still kept was made.
  /// - Parameters:
  ///   - inbox: whose `done` is cleared; nil leaves it.
  ///   - outbox: whose `documents` are cleared; nil leaves it.
  ///   - trial: only tells which these are.
  /// - Returns: the paths that went, or would go.
  public func clear(
    inbox: String?, outbox: String?, _ retention: Retention = .pack, trial: Bool = false
  ) throws -> [String] {
    if retention != .pack { try requireAdministrator() }
    var gone: [String] = []
    if let inbox { gone += try spentUploads(in: "\(inbox)/done", retention) }
    if let outbox { gone += try documentsOfRetired(in: "\(outbox)/documents") }
    guard !trial, !gone.isEmpty else { return gone }
    // The names are the applicants' own and stand nowhere; their number does.
    let row = NewEntry(
      at: clock.now(), by: (person ?? Self.itself).id, kind: "store.cleared",
      payload: try Self.bytes(["count": gone.count]))
    try store.commit(Records.Change(entries: [row]))
    for path in gone { try Files.removeTree(path) }
    return gone
  }

  private func spentUploads(in done: String, _ retention: Retention) throws -> [String] {
    let applications = try old("\(done)/applications", retention).filter { try !isOfKeptOrder(application: $0) }
    let scans = try old("\(done)/scans", retention).filter { path in
      try Files.kind(of: path) != .file || store.owners(of: Files.read(path, limit: Store.objectLimit)).isEmpty
    }
    // A bundle was taken into the store record by record; head office can send it again.
    return try applications + scans + old("\(done)/bundles", retention)
  }

  /// What was put away so long ago that the days of every service are over.
  private func old(_ folder: String, _ retention: Retention) throws -> [String] {
    guard Files.kind(of: folder) == .folder else { return [] }
    let (today, days) = (try time().earliest.day, longestRetention)
    return try Files.names(in: folder).map { "\(folder)/\($0)" }.filter { path in
      Files.lastChange(of: path).map { retention.isOver($0.day, today: today, days: days) } ?? false
    }
  }

  /// Whether an order that is still kept was made from a file of applications.
  private func isOfKeptOrder(application path: String) throws -> Bool {
    var isKept = false
    try intake().read(path) { (reading: Reading) throws in
      guard case .application(let application, _) = reading else { return }
      if let row = try store.order(application: application.number), !row.isShredded { isKept = true }
    }
    return isKept
  }

  private func documentsOfRetired(in folder: String) throws -> [String] {
    guard Files.kind(of: folder) == .folder else { return [] }
    return try Files.names(in: folder).filter { try store.order(application: $0)?.isShredded ?? false }
      .map { "\(folder)/\($0)" }
  }
}
