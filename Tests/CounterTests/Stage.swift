// One order's day by the programs that a counter runs, in a folder of its own.
import Files
import Foundation
import Processes
import Rehearsal
import Testing

/// One order's day in a folder that is put back to where it was before each new attempt.
final class Stage {
  let live: String
  let kept: String
  private let root: String
  let programs = Program.folder
  private var cards: RehearsalCardService?
  private var number = ""

  private static let people = [
    ("guan", "administrator", "905128"), ("wang", "clerk", "290175"), ("li", "reviewer", "831046"),
    ("zhao", "finance", "560392"), ("wu", "maker", "417703"),
  ]

  init() throws {
    root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ck-\(getpid())").path
    live = "\(folder)/live"
    kept = "\(folder)/kept"
    try Files.makeFolder(live)
  }

  deinit { try? Files.removeTree(Files.parent(of: live)) }

  // MARK: Programs

  @discardableResult
  func run(
    _ program: String, _ words: [String], secrets: [String] = [], extra: [String: String] = [:]
  ) throws -> Outcome {
    var environment = cards?.environment ?? Program.environment
    environment.merge(extra) { _, new in new }
    return try Program.run("\(programs)/\(program)", words, environment: environment, secrets: secrets)
  }

  @discardableResult
  func certkiosk(
    _ words: [String], as person: String? = nil, secrets: [String] = [], _ extra: [String: String] = [:]
  ) throws -> Outcome {
    let pins = person.flatMap { id in Self.people.first { $0.0 == id }?.2 }.map { [$0] } ?? []
    let acting = person.map { ["--person", $0, "--pin-fd", "3"] } ?? []
    let house = ["--store", "\(live)/store", "--key-file", "\(live)/store.key", "--forms", "\(root)/Forms", "--json"]
    let outcome = try run("certkiosk", words + acting + house, secrets: pins + secrets, extra: extra)
    if extra.isEmpty, case .killed(let signal) = outcome.ending { Issue.record("\(words[0]) crashed: \(signal)") }
    return outcome
  }

  func sure(_ outcome: Outcome) throws {
    try #require(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }

  func states(_ filter: [String] = []) throws -> [String] {
    try certkiosk(["order", "list"] + filter).outputText.split(separator: "\n").compactMap { line in
      (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["state"] as? String
    }
  }

  // MARK: Before the first scene

  func open() throws {
    let issuer = ["issue", "--state", "\(live)/issuer"].map { "--issuer-argument=\($0)" }
    try sure(
      certkiosk(
        ["store", "init", "--rehearsal", "--kiosk", "T01", "--issuer", "\(programs)/certkiosk-rehearse"] + issuer))
    for (id, role, pin) in Self.people {
      try sure(
        certkiosk(
          ["person", "add", id, "--name", id, "--role", role, "--new-pin-fd", id == "guan" ? "3" : "4"],
          as: id == "guan" ? nil : "guan", secrets: [pin]))
    }
    try meetHeadOffice()
    try Files.makeFolder("\(live)/inbox/applications")
    try Files.write(Self.application, to: "\(live)/inbox/applications/a.json")
    cards = try RehearsalCardService(
      folder: "\(Files.parent(of: live))/p", virtualToken: "\(programs)/virtual-token")
    // The token is there before the first attempt: every attempt meets the same one.
    try cards?.insert(tokenState: "\(live)/token.json")
    for _ in 0..<500 where Files.kind(of: "\(live)/token.json") == nil { usleep(20_000) }
    cards?.removeToken()
  }

  private func meetHeadOffice() throws {
    let office = "\(live)/office"
    try sure(run("certkiosk-hq", ["init", "--state", office, "--rehearsal", "--trust", "\(live)/hq.trust"]))
    try sure(certkiosk(["store", "enrol", "--request", "\(live)/k.csr"]))
    try sure(run("certkiosk-hq", ["enrol-kiosk", "--state", office, "T01", "\(live)/k.csr", "--to", "\(live)/k.pem"]))
    try RehearsalIssuer.widen(trust: "\(live)/hq.trust", with: "\(live)/issuer", to: "\(live)/trust.json")
    try sure(certkiosk(["store", "trust", "\(live)/trust.json", "--certificate", "\(live)/k.pem"], as: "guan"))
    // The card that releases the token lies in stock, and its password comes down before anybody is served.
    try sure(certkiosk(["stock", "receive", "cipherCard", "MK1"], as: "wang"))
    try Files.write(Array("serial,password\nMK1,739154\n".utf8), to: "\(live)/cards.csv")
    try sure(run("certkiosk-hq", ["table", "add", "--state", office, "--kind", "cipher-cards", "\(live)/cards.csv"]))
    try sure(run("certkiosk-hq", ["answer", "--state", office, "--to", "\(live)/inbox/bundles"]))
  }

  /// A business type with two documents and one paper of the applicant's own.
  private static let application = Array(
    """
    {"application": "T-1", "service": "bjca", "business": "replace", "organisation": {"name": "永城市样例贸易有限公司",
     "creditCode": "91350100M000100Y43", "address": "永城市样例路1号", "phone": "0370-8000000", "mergedLicence": "是"},
     "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
     "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"},
     "certificate": {"lossReason": "损坏"}}
    """.utf8)

  // MARK: Scenes

  var scenes: [Scene] {
    [
      Scene(name: "day: applications and documents") { try self.day($0) },
      Scene(name: "scan") { try self.scan($0) },
      Scene(name: "papers of the applicant's own") { try self.uploads($0) },
      step("acknowledge", ["order", "acknowledge"], as: "wang", before: needs),
      Scene(name: "confirm") { extra in
        let shown = try self.certkiosk(["order", "show", self.number, "--values"]).outputText
        let digest = try #require(shown.firstMatch(of: /"digest":"([0-9a-f]{8})"/)).1
        try self.certkiosk(["order", "confirm", self.number, "--digest", String(digest)], as: "wang", extra)
      },
      step("submit", ["order", "submit"], as: "wang"),
      step("approve", ["review", "approve"], as: "li"),
      Scene(name: "payment recorded") { extra in
        guard try self.show()["payments"] as? [Any] == nil || (self.show()["payments"] as? [Any])?.isEmpty == true
        else {
          return
        }
        try self.certkiosk(
          ["payment", "record", self.number, "--kind", "cash", "--amount", "200.00"], as: "wang", extra)
      },
      Scene(name: "payment confirmed") { extra in
        try self.certkiosk(["payment", "confirm", self.number, "1"], as: "zhao", extra)
      },
      Scene(
        name: "token issue",
        before: {
          try self.sure(
            self.certkiosk(["stock", "issue", "cipherCard", "MK1", "--order", self.number], as: "wang"))
        }, act: { try self.issue($0) }),
      Scene(name: "handover") { extra in
        try self.certkiosk(
          ["handover", self.number, "--item", "密码卡 MK1", "--item", "发票 00012345"], as: "wang", extra)
      },
      Scene(name: "bundle out") { try self.day($0) },
      Scene(name: "bundle in") { extra in
        if try Files.names(in: "\(self.live)/inbox/bundles").isEmpty { try self.answer() }
        try self.day(extra)
      },
      Scene(name: "retire", before: isAcknowledged) { extra in
        let folders = ["--inbox", "\(self.live)/inbox", "--outbox", "\(self.live)/outbox"]
        try self.certkiosk(["store", "retire", "--days", "0"] + folders, as: "guan", extra)
      },
    ]
  }

  private func step(
    _ name: String, _ words: [String], as person: String, before: @escaping () throws -> Void = {}
  ) -> Scene {
    Scene(name: name, before: before) { extra in try self.certkiosk(words + [self.number], as: person, extra) }
  }

  /// What the order needs besides its steps.
  private func needs() throws {
    let second = ["--reason", "电话核实", "--second", "li", "--second-pin-fd", "4"]
    try sure(
      certkiosk(
        ["order", "waive", number, "--precondition", "certificate"] + second, as: "wang", secrets: ["831046"]))
    try sure(
      certkiosk(["page", "copy-kept", number, "--slot", "application-form", "--reason", "客户联留存"], as: "wang"))
    for words in [
      ["identify", number, "--document", "居民身份证"], ["seen", number, "business-licence", "agent-id"],
      ["old-token", number, "--collected", "外壳破损"], ["bids", number, "--answer", "none", "--signed"],
    ] { try sure(certkiosk(["order"] + words, as: "wang")) }
  }

  private func show() throws -> [String: Any] {
    let line = try certkiosk(["order", "show", "T-1"]).outputText.split(separator: "\n").first ?? "{}"
    return try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
  }

  private func day(_ extra: [String: String]) throws {
    try certkiosk(["day", "--inbox", "\(live)/inbox", "--outbox", "\(live)/outbox"], as: nil, extra)
  }

  /// Signed, sealed and scanned pages are made once, outside the stage, and brought in by every attempt.
  private func scan(_ extra: [String: String]) throws {
    let papers = "\(Files.parent(of: live))/papers"
    if Files.kind(of: papers) == nil { try simulate(to: papers) }
    try certkiosk(["scan", papers], as: nil, extra)
  }

  private func simulate(to folder: String) throws {
    try Files.makeFolder(folder)
    number = try #require(show()["order"] as? String)
    let documents = "\(live)/outbox/documents/T-1"
    for (document, pages) in [("application-form", 2), ("authorization-letter", 1)] {
      for page in 1...pages {
        try sure(
          run(
            "paper-simulator",
            [
              "--boxes", "\(documents)/\(document).boxes.json", "--page", "\(page)", "--sign", "--seal", "round:42",
              "--dpi", "200", "--seed", "\(page)", "--copy-seed", "7", "\(documents)/\(document).pdf",
              "\(folder)/\(document)-\(page).jpg",
            ]))
      }
    }
  }

  private func uploads(_ extra: [String: String]) throws {
    for missing in try show()["missing"] as? [[String: Any]] ?? [] {
      let ours = ["pages", "copies"].contains { !((missing[$0] as? [Int])?.isEmpty ?? true) }
      guard let slot = missing["slot"] as? String, !ours else { continue }
      let picture = "\(Files.parent(of: live))/papers/application-form-1.jpg"
      try certkiosk(["scan", number, picture, "--as", slot, "--confirmed"], as: "wang", extra)
    }
  }

  private func issue(_ extra: [String: String]) throws {
    try cards?.insert(tokenState: "\(live)/token.json")
    defer { cards?.removeToken() }
    try certkiosk(
      ["token", "issue", number, "--current-pin-fd", "4", "--new-pin-fd", "5", "--puk-fd", "6"]
        + ["--card", "MK1", "--card-fd", "7"], as: "wu", secrets: ["123456", "739154", "12345678", "739154"], extra)
  }

  private func answer() throws {
    for name in try Files.names(in: "\(live)/outbox/bundles") {
      try sure(run("certkiosk-hq", ["import", "--state", "\(live)/office", "\(live)/outbox/bundles/\(name)"]))
    }
    try sure(run("certkiosk-hq", ["answer", "--state", "\(live)/office", "--to", "\(live)/inbox/bundles"]))
  }
}
