// Where personal data went: every time that they leave the store readable or on a medium, the journal says who, when,
// what, how much and where to (个人信息保护法, articles 51 and 54; D-26).
public import Domain
internal import Files
internal import FoundationEssentials
internal import Records

/// Personal data that left the store.
public struct Disclosure: Hashable, Sendable, Codable {
  public enum Subject: String, Hashable, Sendable, Codable, CaseIterable {
    case bundle, documents, print, pictures, seal, invoice, backup, values

    public var title: String {
      switch self {
      case .bundle: "数据包记录"
      case .documents: "文件"
      case .print: "打印页"
      case .pictures: "图片"
      case .seal: "电子印章"
      case .invoice: "发票"
      case .backup: "备份（密封）"
      case .values: "申请内容"
      }
    }
  }

  public let what: Subject
  /// Records, documents, pages or files.
  public let count: Int
  /// The orders it was about; empty for a whole store and for what belongs to no order.
  public let orders: [String]
  /// A folder or file by its whole path, a printer's name, or the screen.
  public let to: String
}

extension Desk {
  /// The kind of the journal's rows that tell of it.
  static let disclosedKind = "data.disclosed"

  /// A disclosure with who and when.
  public struct Disclosed: Sendable {
    public let sequence: Int
    public let at: Instant
    public let person: PersonID
    public let disclosure: Disclosure
  }

  /// Writes down that personal data leave the store, before they do: a run that was cut short tells too much, never too
  /// little. The row is sealed under the root key and outlives the orders it names.
  public func disclose(_ what: Disclosure.Subject, _ count: Int, of orders: [String], to place: String) throws {
    let disclosure = Disclosure(what: what, count: count, orders: orders, to: place)
    let entry = NewEntry(
      at: clock.now(), by: (person ?? Self.itself).id, kind: Self.disclosedKind, payload: try Self.bytes(disclosure))
    try store.commit(Records.Change(entries: [entry]))
  }

  /// The same for a file or folder, which is told by its whole path.
  public func disclose(_ what: Disclosure.Subject, _ count: Int, of orders: [String], toPath path: String) throws {
    try disclose(what, count, of: orders, to: URL(fileURLWithPath: path).path)
  }

  /// Every disclosure since a day, of one order or of all.
  public func disclosures(since day: CivilDate? = nil, of order: String? = nil) throws -> [Disclosed] {
    let number = try order.map { try row($0).number.text }
    return try store.journal(kinds: [Self.disclosedKind]).compactMap { entry in
      guard day.map({ entry.instant.day >= $0 }) ?? true else { return nil }
      let disclosure = try disclosure(entry)
      guard number.map({ disclosure.orders.contains($0) }) ?? true else { return nil }
      return Disclosed(
        sequence: entry.sequence, at: entry.instant, person: entry.person ?? "", disclosure: disclosure)
    }
  }

  private func disclosure(_ entry: JournalEntry) throws -> Disclosure {
    do { return try JSONDecoder().decode(Disclosure.self, from: Data(entry.payload)) } catch {
      throw RecordsError.broken(cell: "journal/payload")
    }
  }

  /// The orders that records of a bundle are about, by the records' ids.
  static func orders(of records: [String]) -> [String] {
    Set(records.flatMap { $0.split(separator: "-") }.compactMap { OrderNumber(String($0))?.text }).sorted()
  }

  /// Writes the picture of a page that waits into a file, as JPEG.
  public func writePicture(of digest: String, in text: String, to path: String) throws {
    let (picture, order) = (try picture(of: digest, in: text), try row(text).number.text)
    try disclose(.pictures, 1, of: [order], toPath: path)
    try Files.write(picture, to: path, mode: 0o600)
  }

  /// Copies the whole store, sealed as it is.
  public func backUp(to folder: String) throws {
    try disclose(.backup, try store.orderCount(), of: [], toPath: folder)
    try store.backup(to: folder)
  }
}
