// day: one unattended pass, under a lock. Applications become orders with documents, scans get their verdicts, bundles go
// out and come in. Whatever is done already is left alone, so it may run as often as anybody likes.
// At its end the data whose days are over are destroyed.
internal import Bundles
internal import Records
public import Domain
internal import Files
internal import FoundationEssentials
internal import Glibc
internal import Scans

/// What a pass found and did, as it happens.
public enum DayEvent: Sendable {
  case registered(Order, Place)
  case finding(Finding)
  case documents(OrderNumber, folder: String, count: Int)
  case page(Sorting.Sorted)
  case unreadable(file: String, Explanation)
  /// A document that lacks pages after all scans were sorted.
  case incomplete(Sorting.Incomplete)
  case imported(Desk.Imported)
  case bundleRefused(file: String, Explanation)
  /// One that this kiosk wrote itself.
  case bundlePassedOver(file: String, Explanation)
  case exported(bundle: String)
  /// An order that waits until its service stands under Forms again.
  case undefined(OrderNumber, Explanation)
  /// A table of head office's has lapsed or soon will (Y-22).
  case lapse(Explanation)
  case carried(Int)
  /// The data of an order whose days were over are destroyed.
  case retired(Desk.Retired)
  /// So many uploads and folders of documents went.
  case cleared(Int)
}

/// One pass over an inbox and an outbox.
///
/// The inbox has `applications`, `scans` and `bundles`; what was read moves to `done` beside them. The outbox receives
/// `documents/<application number>` and `bundles`.
public final class Day {
  private let desk: Desk
  private let inbox: String
  private let outbox: String
  private let worker: String
  private let told: (DayEvent) throws -> Void

  public init(
    desk: Desk, inbox: String, outbox: String, worker: String = "/proc/self/exe",
    told: @escaping (DayEvent) throws -> Void
  ) {
    self.desk = desk
    self.inbox = inbox
    self.outbox = outbox
    self.worker = worker
    self.told = told
  }

  public func run() throws {
    let lock = try Descriptor("\(desk.store.folder)/day.lock", O_RDWR | O_CREAT)
    guard try lock.lock() else { throw CounterError.anotherDay }
    for folder in ["applications", "scans", "bundles", "done"] { try Files.makeFolder("\(inbox)/\(folder)") }
    for (order, explanation) in try desk.undefinedOrders() { try told(.undefined(order.number, explanation)) }
    try takeBundles()
    try takeApplications()
    try makeDocuments()
    try takeScans()
    try sendBundles()
    try retire()
    try tellLapses()
    try desk.sweepRetired()
  }

  private func takeBundles() throws {
    for name in try Files.names(in: "\(inbox)/bundles") where name.hasPrefix("BUNDLE-") {
      if try desk.wrote(name) {
        try told(.bundlePassedOver(file: name, OrderMistake.ownBundle(name).explanation))
        continue
      }
      do {
        for line in try desk.importBundle("\(inbox)/bundles/\(name)") { try told(.imported(line)) }
        try putAway("bundles/\(name)")
      } catch let error as any Explained { try told(.bundleRefused(file: name, error.explanation)) }
    }
  }

  private func takeApplications() throws {
    let intake = desk.intake()
    for name in try Files.names(in: "\(inbox)/applications")
    where Files.kind(of: "\(inbox)/applications/\(name)") == .file {
      try desk.takeIn("\(inbox)/applications/\(name)", with: intake) { taken in
        switch taken {
        case .order(let order, let place): try told(.registered(order, place))
        case .finding(let finding): try told(.finding(finding))
        }
      }
      try putAway("applications/\(name)")
    }
  }

  /// Documents of every order that waits for its papers; those of the present revision are not made twice.
  private func makeDocuments() throws {
    for order in try desk.goingOn() {
      guard !order.voided, order.makings.isEmpty, try order.takesPapers(under: desk.rules(for: order)) else { continue }
      let folder = "\(outbox)/documents/\(order.application.number)"
      let mark = "\(folder)/.revision-\(order.revision)"
      guard Files.kind(of: mark) == nil else { continue }
      guard let written = try documents(of: order, to: folder) else { continue }
      try Files.write([], to: mark)
      try told(.documents(order.number, folder: folder, count: written.count))
    }
  }

  /// Nil for an order whose papers cannot be made, which is told: the others do not wait for it.
  private func documents(of order: Order, to folder: String) throws -> [Desk.WrittenDocument]? {
    do {
      return try desk.writeDocuments(of: order.number.text, to: folder, boxes: desk.store.kind == .rehearsal)
    } catch let refusal as DocumentRefusal {
      for finding in refusal.findings(of: order) { try told(.finding(finding)) }
      return nil
    }
  }

  private func takeScans() throws {
    let names = try Files.names(in: "\(inbox)/scans").filter { Files.kind(of: "\(inbox)/scans/\($0)") == .file }
    guard !names.isEmpty else { return }
    let sorting = try Sorting(desk: desk, worker: worker)
    try sorting.take(
      names.map { "\(inbox)/scans/\($0)" },
      told: { told in
        switch told {
        case .page(let page): try self.told(.page(page))
        case .unreadable(let upload): try self.told(.unreadable(file: upload.file, upload.explanation))
        }
      }, finished: { path, _ in try putAway("scans/\(Files.name(of: path))") })
    for lacking in try sorting.incomplete() { try told(.incomplete(lacking)) }
  }

  private func sendBundles() throws {
    guard try desk.store.setting(Desk.trustSetting) != nil else { return }
    let folder = "\(outbox)/bundles"
    if let bundle = try desk.export(to: folder) { try told(.exported(bundle: bundle.header.folderName)) }
    let again = try desk.carryAll(to: folder)
    if again > 0 { try told(.carried(again)) }
  }

  private func tellLapses() throws {
    for lapse in try desk.lapses() { try told(.lapse(lapse.explanation)) }
  }

  private func retire() throws {
    for retired in try desk.retire() { try told(.retired(retired)) }
    let gone = try desk.clear(inbox: inbox, outbox: outbox)
    if !gone.isEmpty { try told(.cleared(gone.count)) }
  }

  /// Moves what was read out of the way; a name that was used before gets a number.
  private func putAway(_ path: String) throws {
    let folder = "\(inbox)/done/\(Files.parent(of: path))"
    try Files.makeFolder(folder)
    let name = Files.name(of: path)
    for number in 0... {
      let target = "\(folder)/\(number == 0 ? name : "\(number)-\(name)")"
      guard Files.kind(of: target) == nil else { continue }
      return try Files.moveNew("\(inbox)/\(path)", to: target)
    }
  }
}
