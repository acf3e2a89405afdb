// What a rehearsal's head office hands out besides answers: cipher cards, and 0.01 yuan with a code in the remark.
internal import Files

struct RehearsalOffice {
  let kiosk: Kiosk
  let folder: String

  private var state: String { "\(folder)/head-office" }
  private var transfers: String { "\(folder)/keys/transfers.csv" }

  /// The cards in stock; their passwords guard nothing.
  static func card(_ number: Int) -> (serial: String, password: String) { ("MK\(1000 + number)", "演练\(7391 + number)") }

  private static let cards = 24

  /// The cards lie in stock; their passwords come down with the first bundle.
  func sendCards() throws {
    let lines = (1...Self.cards).map(Self.card).map { "\($0.serial),\($0.password)" }
    let serials = [Self.card(1).serial, Self.card(Self.cards).serial].joined(separator: "..")
    try kiosk.certkiosk(["stock", "receive", "cipherCard", serials], as: RehearsalDay.clerk)
    let source = "\(folder)/keys/cards.csv"
    try Files.write(Array((["serial,password"] + lines).joined(separator: "\n").utf8), to: source, mode: 0o600)
    try kiosk.headOffice(["table", "add", "--state", state, "--kind", "cipher-cards", source])
    try kiosk.headOffice(["answer", "--state", state, "--to", "\(folder)/inbox/bundles"])
  }

  /// Makes the transfers that are due; the list is the bank's.
  func transfer() throws {
    guard Files.kind(of: transfers) == nil else { return }
    try kiosk.headOffice(["transfers", "--state", state, transfers])
  }

  /// What the applicants read from their banks' records: the code for each order.
  func transferredCodes() throws -> [(order: String, code: String)] {
    guard Files.kind(of: transfers) == .file else { return [] }
    let text = String(decoding: try Files.read(transfers, limit: 1 << 20), as: UTF8.self)
    return text.split(separator: "\r\n").dropFirst().compactMap { line in
      let cells = line.split(separator: ",").map { $0.filter { $0 != "\"" } }
      return cells.count == 6 ? (cells[0], cells[5]) : nil
    }
  }
}
