// One whole day at the counter, played with simulated paper and simulated tokens from first data to head office's answer.
internal import Domain
internal import Files
internal import Foundation
public import Processes

/// A day in a folder of its own. Playing it again begins with an empty folder.
public final class RehearsalDay {
  let folder: String
  let kiosk: Kiosk
  /// The tokens and their reader, once they are there.
  var tokens: SimulatedTokens?
  let samples: String
  let say: (String) -> Void
  /// Applications whose papers come back; those of the bad folder that passed with a warning never do.
  private var returning: [String] = []

  static let clerk = Player(id: "wang", name: "王录入", roles: ["clerk"], pin: "290175")
  static let reviewer = Player(id: "li", name: "李审核", roles: ["reviewer"], pin: "831046")
  static let finance = Player(id: "zhao", name: "赵核款", roles: ["finance"], pin: "560392")
  static let maker = Player(id: "wu", name: "吴制证", roles: ["maker"], pin: "417703")
  static let administrator = Player(id: "guan", name: "管理员", roles: ["administrator"], pin: "905128")

  /// - Parameters:
  ///   - folder: receives everything; what an earlier rehearsal left there is removed, anything else is refused.
  ///   - programs: the folder with certkiosk, certkiosk-hq, virtual-token and paper-simulator.
  public init(
    samples: String, forms: String, folder: String, programs: String = Program.folder, say: @escaping (String) -> Void
  ) throws {
    self.folder = folder
    self.samples = samples
    self.say = say
    try Self.clear(folder)
    kiosk = Kiosk(
      programs: programs, store: "\(folder)/store", keyFile: "\(folder)/keys/store.key", forms: forms,
      environment: Program.environment)
  }

  private static let mark = ".certkiosk-rehearsal"

  private static func clear(_ folder: String) throws {
    if let names = try? Files.names(in: folder), !names.isEmpty {
      guard names.contains(mark) else {
        throw RehearsalFailure("\(folder) 中有别的文件，没有动它；请换一个输出目录。(The folder holds other files; choose another.)")
      }
      try Files.removeTree(folder)
    }
    for name in ["keys", "tokens", "inbox/applications", "inbox/scans", "inbox/bundles", "outbox", "paper"] {
      try Files.makeFolder("\(folder)/\(name)", mode: 0o700)
    }
    try Files.write([], to: "\(folder)/\(mark)")
  }

  // MARK: The day

  /// Plays the day and returns a line for each order.
  public func play() throws -> [String] {
    try open()
    try takeApplications()
    try presentTokens()
    try bringPapersBack()
    let orders = try orders()
    try walk(orders)
    try proveAccounts()
    try makeCertificates()
    try finish()
    return try summary()
  }

  func orders() throws -> [Line] { try kiosk.certkiosk(["order", "list"]) }

  private func open() throws {
    say("建立演练库、人员和演练总部")
    let rehearse = "\(kiosk.programs)/certkiosk-rehearse"
    try kiosk.certkiosk(
      ["store", "init", "--rehearsal", "--kiosk", "Z01", "--issuer", rehearse]
        + ["issue", "--state", "\(folder)/issuer"].flatMap { ["--issuer-argument=\($0)"] })
    try enrol(Self.administrator, by: nil)
    for player in [Self.clerk, Self.reviewer, Self.finance, Self.maker] { try enrol(player, by: Self.administrator) }
    try meetHeadOffice()
    try RehearsalOffice(kiosk: kiosk, folder: folder).sendCards()
  }

  private func enrol(_ player: Player, by administrator: Player?) throws {
    try kiosk.certkiosk(
      ["person", "add", player.id, "--name", player.name, "--new-pin-fd", administrator == nil ? "3" : "4"]
        + player.roles.flatMap { ["--role", $0] }, as: administrator, secrets: [player.pin])
  }

  /// Kiosk and head office exchange certificates; the rehearsal's own issuer is trusted too.
  private func meetHeadOffice() throws {
    let (state, keys) = ("\(folder)/head-office", "\(folder)/keys")
    try kiosk.headOffice(["init", "--state", state, "--rehearsal", "--trust", "\(keys)/head-office.trust"])
    try kiosk.certkiosk(["store", "enrol", "--request", "\(keys)/kiosk.csr"])
    try kiosk.headOffice(["enrol-kiosk", "--state", state, "Z01", "\(keys)/kiosk.csr", "--to", "\(keys)/kiosk.pem"])
    try RehearsalIssuer.widen(trust: "\(keys)/head-office.trust", with: "\(folder)/issuer", to: "\(keys)/trust.json")
    try kiosk.certkiosk(
      ["store", "trust", "\(keys)/trust.json", "--certificate", "\(keys)/kiosk.pem"], as: Self.administrator)
  }

  /// Applicants who have a token show it; what was read stands on their papers, which are made anew.
  private func presentTokens() throws {
    say("出示原介质")
    let cards = try RehearsalCardService(folder: "\(folder)/pcscd", virtualToken: "\(kiosk.programs)/virtual-token")
    kiosk.environment = cards.environment
    let tokens = SimulatedTokens(kiosk: kiosk, folder: folder, cards: cards)
    self.tokens = tokens
    for order in try orders() { try tokens.present(order) }
    try day()
  }

  // MARK: Data in, documents out

  private func takeApplications() throws {
    say("读取申请数据，制作文件")
    let files = try sampleFiles()
    guard !files.isEmpty else {
      throw RehearsalFailure("\(samples) 中没有申请数据文件。(There are no applicant data in it.)")
    }
    for file in files {
      let bytes = try Files.read("\(samples)/\(file)", limit: 1 << 28)
      let name = file.split(separator: "/").joined(separator: "--")
      try Files.write(bytes, to: "\(folder)/inbox/applications/\(name)")
    }
    let lines = try day(accepted: [0, 1])
    returning = lines.filter { $0["file"].map { !Files.name(of: $0).hasPrefix("bad--") } ?? false }
      .filter { $0["severity"] == nil }.compactMap { $0["application"] }
    let findings = lines.filter { $0["severity"] != nil }
    let text = kiosk.lastOutput.split(separator: "\n").filter { $0.contains("\"severity\"") }.joined(separator: "\n")
    try Files.write(Array((text + "\n").utf8), to: "\(folder)/findings.jsonl")
    say("  订单 \(try orders().count) 份，问题 \(findings.count) 处（见 findings.jsonl）")
  }

  /// Applicant data in the folder itself and in the stories' folders below it; notes are for people.
  private func sampleFiles() throws -> [String] {
    func files(_ folder: String) throws -> [String] {
      try Files.names(in: "\(samples)/\(folder)").filter { !$0.hasSuffix(".md") }.map { "\(folder)\($0)" }
    }
    return try files("").flatMap { (name: String) -> [String] in
      switch Files.kind(of: "\(samples)/\(name)") {
      case .file: [name]
      case .folder: try files("\(name)/").filter { Files.kind(of: "\(samples)/\($0)") == .file }
      default: []
      }
    }
  }

  /// The command that the nightly timer runs.
  @discardableResult
  func day(accepted: [Int32] = [0]) throws -> [Line] {
    try kiosk.certkiosk(
      ["day", "--inbox", "\(folder)/inbox", "--outbox", "\(folder)/outbox"], accepted: accepted)
  }

  // MARK: Paper

  private func bringPapersBack() throws {
    say("模拟签字、盖章和扫描")
    let paper = SimulatedPaper(kiosk: kiosk, outbox: "\(folder)/outbox/documents", scans: "\(folder)/inbox/scans")
    let faulty = try paper.bringBack(returning)
    say("核验扫描件")
    let first = try judgedPages()
    let refused = first.filter { $0["verdict"] != "accepted" }
    say("  \(first.count) 页，其中 \(refused.count) 页未通过：\(Self.codes(refused))")
    try paper.bringAgain(faulty)
    let second = try judgedPages()
    say("  补交 \(second.count) 页，通过 \(second.count { $0["verdict"] == "accepted" }) 页")
    let looked = try lookAtDoubtedPrint()
    if looked > 0 { say("  人工对照 \(looked) 页，印刷无误，收下") }
  }

  /// On a few sound scans print is not surely as it should be: somebody compares both pictures. Nobody altered any here.
  private func lookAtDoubtedPrint() throws -> Int {
    var count = 0
    for order in try orders().compactMap({ $0["order"] }) {
      for page in try kiosk.certkiosk(["page", "list", order]) where Set(page.words("codes")) == ["C81"] {
        guard let picture = page["digest"] else { continue }
        try kiosk.certkiosk(["page", "accept", order, picture, "--reason", "对照两幅图，印刷无误"], as: Self.clerk)
        count += 1
      }
    }
    return count
  }

  /// A pass's pages; what documents lack as a whole is told without a file.
  private func judgedPages() throws -> [Line] {
    try day(accepted: [0, 1]).filter { $0["verdict"] != nil && $0["file"] != nil }
  }

  private static func codes(_ pages: [Line]) -> String {
    Set(pages.flatMap { $0.lines("findings").compactMap { $0["code"] } }).sorted().joined(separator: "、")
  }

  // MARK: Tokens

  private func makeCertificates() throws {
    say("制作证书：经 pcscd 写入介质")
    guard let tokens else { throw RehearsalFailure("no tokens") }
    var travelling: [Line] = []
    // One whose bids are not opened yet waits with its token.
    let ready = try orders().filter { order in
      order.words("open").contains("production") && order["business"] != "unlock"
        && !order.lines("needs").contains { $0["before"] == "production" }
    }
    for (index, order) in ready.enumerated() {
      // Every third goes to head office and comes back by bundle.
      let byBundle = index % 3 == 2
      try tokens.make(order, byBundle: byBundle)
      if byBundle { travelling.append(order) }
    }
    say("  介质 \(tokens.made) 个，其中 \(tokens.renewed) 个在原介质上更新")
    try exchangeBundles()
    for order in travelling { try tokens.make(order, byBundle: true) }
    for order in try orders() {
      if let number = order["order"] { while try meet(number) || step(number) {} }
    }
  }

  // MARK: Head office

  /// Up with the nightly command, into head office, and its answer down again.
  func exchangeBundles() throws {
    try day(accepted: [0, 1])
    let state = "\(folder)/head-office"
    try Files.makeFolder("\(folder)/outbox/bundles")
    for name in try Files.names(in: "\(folder)/outbox/bundles") {
      try kiosk.headOffice(["import", "--state", state, "\(folder)/outbox/bundles/\(name)"])
    }
    try RehearsalOffice(kiosk: kiosk, folder: folder).transfer()
    try kiosk.headOffice(["answer", "--state", state, "--to", "\(folder)/inbox/bundles"])
    try day(accepted: [0, 1])
  }

  private func finish() throws {
    say("与总部交换数据包")
    try exchangeBundles()
  }

  private func summary() throws -> [String] {
    try Files.write(kiosk.transcript, to: "\(folder)/transcript.jsonl")
    return try orders().map { order in
      [order["order"], order["application"], order["service"], order["business"], order["state"]].compactMap { $0 }
        .joined(separator: "  ")
    }
  }
}

extension Instant {
  static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
