// A counter's day with every network taken away, by the programs as people run them; and what they print on the way.
import Domain
import Files
import Foundation
import Processes
import Testing

/// Whether this machine lets a process have a network of its own, in which there is nothing.
private let canTakeNetwork = (try? Program.run("unshare", ["-n", "true"]).succeeded) ?? false

@Suite(.serialized) final class OfflineDayTests {
  private static let people = [
    ("guan", "administrator", "905128"), ("wang", "clerk", "290175"), ("li", "clerk", "831046"),
    ("zhao", "finance", "560392"),
  ]
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("offline-\(UUID().uuidString)")
    .path
  /// Everything that the programs have printed.
  private var printed = ""

  deinit { try? Files.removeTree(folder) }

  /// Runs a program in a network with nothing in it, not even a loopback that is up.
  @discardableResult
  private func run(_ program: String, _ words: [String], secrets: [String] = []) throws -> Outcome {
    let outcome = try Program.run("unshare", ["-n", "\(Program.folder)/\(program)"] + words, secrets: secrets)
    printed += outcome.outputText + outcome.errorText
    return outcome
  }

  /// - Parameter findings: whether inputs that are refused on the way are in order.
  @discardableResult
  private func certkiosk(
    _ words: [String], as person: String? = nil, secrets: [String] = [], json: Bool = true, findings: Bool = false
  ) throws -> [[String: Any]] {
    let pins = person.flatMap { id in Self.people.first { $0.0 == id }?.2 }.map { [$0] } ?? []
    let acting = person.map { ["--person", $0, "--pin-fd", "3"] } ?? []
    let house = ["--store", "\(folder)/store", "--key-file", "\(folder)/store.key", "--forms", "\(root)/Forms"]
    let outcome = try run("certkiosk", words + acting + house + (json ? ["--json"] : []), secrets: pins + secrets)
    try #require(
      outcome.succeeded || findings, "\(words.joined(separator: " ")): \(outcome.outputText)\(outcome.errorText)")
    return lines(outcome)
  }

  private func headOffice(_ words: [String]) throws -> [[String: Any]] {
    let outcome = try run("certkiosk-hq", words + ["--state", "\(folder)/hq", "--json"])
    try #require(outcome.succeeded, "\(words.joined(separator: " ")): \(outcome.outputText)\(outcome.errorText)")
    return lines(outcome)
  }

  private func lines(_ outcome: Outcome) -> [[String: Any]] {
    outcome.outputText.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }
  }

  private func open() throws {
    try Files.makeFolder("\(folder)/inbox/applications")
    try certkiosk(["store", "init", "--rehearsal", "--kiosk", "T01"])
    for (id, role, pin) in Self.people {
      let isFirst = id == "guan"
      try certkiosk(
        ["person", "add", id, "--name", id, "--role", role, "--new-pin-fd", isFirst ? "3" : "4"],
        as: isFirst ? nil : "guan", secrets: [pin])
    }
    _ = try headOffice(["init", "--rehearsal", "--trust", "\(folder)/trust.json"])
    try certkiosk(["store", "enrol", "--request", "\(folder)/k.csr"])
    _ = try headOffice(["enrol-kiosk", "T01", "\(folder)/k.csr", "--to", "\(folder)/k.pem"])
    try certkiosk(["store", "trust", "\(folder)/trust.json", "--certificate", "\(folder)/k.pem"], as: "guan")
  }

  /// Applications come in, their documents are made, money is recorded, and what is ready leaves in a bundle.
  private func counterDay() throws {
    let samples = "\(root)/Samples/bjca-foreign"
    for name in try Files.names(in: samples) where !name.hasSuffix(".md") {
      try Files.write(Files.read("\(samples)/\(name)", limit: 1 << 20), to: "\(folder)/inbox/applications/\(name)")
    }
    try certkiosk(["day", "--inbox", "\(folder)/inbox", "--outbox", "\(folder)/outbox"])
    try certkiosk(["order", "acknowledge", "BJ-0001"], as: "wang")
    try certkiosk(
      ["payment", "record", "BJ-0001", "--kind", "posSlip", "--amount", "200.00", "--reference", "0042"], as: "wang")
    try certkiosk(["payment", "confirm", "BJ-0001", "1"], as: "zhao")
    try certkiosk(["invoice", "request", "BJ-0001", "--clean"], as: "wang")
    try certkiosk(["bundle", "export", "--to", "\(folder)/stick"], as: "wang")
  }

  /// Head office answers the request for an invoice; the answer is taken in.
  private func answer() throws -> String {
    for name in try Files.names(in: "\(folder)/stick") { _ = try headOffice(["import", "\(folder)/stick/\(name)"]) }
    let waiting = try headOffice(["invoice", "list"])
    let request = try #require(waiting.first?["request"] as? String)
    #expect(waiting.count == 1 && waiting[0]["yuan"] as? String == "200.00")
    _ = try headOffice(["invoice", "issue", request, "--number", "25412000000012345678"])
    #expect(try headOffice(["invoice", "list"]).isEmpty)
    _ = try headOffice(["answer", "--to", "\(folder)/back"])
    for name in try Files.names(in: "\(folder)/back") {
      try certkiosk(["bundle", "import", "\(folder)/back/\(name)"])
      let own = try run("certkiosk-hq", ["import", "\(folder)/back/\(name)", "--state", "\(folder)/hq", "--json"])
      #expect(own.errorText.contains("Q50"), "\(own.errorText)")
    }
    return request
  }

  @Test(.enabled(if: canTakeNetwork, "this machine does not let a process have a network of its own"))
  func `applications, documents, money, bundles and answers need no network`() throws {
    let devices = try Program.run("unshare", ["-n", "cat", "/proc/net/dev"]).outputText
    #expect(devices.split(separator: "\n").dropFirst(2).allSatisfy { $0.contains("lo:") })
    try open()
    try counterDay()
    let made = try Files.names(in: "\(folder)/outbox/documents/BJ-0001").filter { $0.hasSuffix(".pdf") }
    #expect(made.contains("application-form.pdf") && made.count >= 3)
    #expect(try Files.names(in: "\(folder)/stick").count == 1)
    let request = try answer()
    #expect(request.hasSuffix("-I1"))
    let files = try certkiosk(["invoice", "fetch", "BJ-0001", "1", "--to", "\(folder)/invoice"], as: "wang")
    let text = try String(contentsOfFile: #require(files.first?["path"] as? String), encoding: .utf8)
    #expect(text.contains("25412000000012345678"))
    try tellsWhatLeft()
    try lookAround()
    #expect(numbersOfPeople(in: printed).isEmpty)
    // The test can fail: what came in is full of them.
    let sample = try String(contentsOfFile: "\(root)/Samples/bjca-foreign/applicants.csv", encoding: .utf8)
    #expect(numbersOfPeople(in: sample).count >= 5)
  }

  private func tellsWhatLeft() throws {
    let rows = try certkiosk(["store", "exports"])
    func row(_ what: String) -> [String: Any]? { rows.first { $0["what"] as? String == what } }
    #expect(rows.filter { $0["what"] as? String == "documents" }.count >= 2)
    #expect(row("documents")?["person"] as? String == "certkiosk")
    #expect(row("bundle")?["to"] as? String == "\(folder)/stick" && row("bundle")?["person"] as? String == "wang")
    #expect(row("bundle")?["count"] as? Int == 1 && (row("bundle")?["orders"] as? [String])?.count == 1)
    #expect(row("invoice")?["to"] as? String == "\(folder)/invoice")
  }

  /// Everything that a clerk looks at, and files that are refused.
  private func lookAround() throws {
    for words in [
      ["order", "list"], ["order", "show", "BJ-0001", "--values"], ["order", "show", "BJ-0001", "--identity"],
      ["order", "history", "BJ-0001"], ["invoice", "show", "BJ-0001", "1"], ["bundle", "status"], ["store", "exports"],
      ["payment", "report", "--from", "2020-01-01", "--to", "2099-12-31"], ["order", "due"],
      ["check", "\(root)/Samples/bad"], ["store", "retire", "--dry-run"],
    ] {
      for json in [true, false] { try certkiosk(words, json: json, findings: true) }
    }
  }

  /// Identity numbers and mobile numbers that stand in a text whole.
  private func numbersOfPeople(in text: String) -> [String] {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    return words.filter { word in
      (word.wholeMatch(of: /[0-9]{17}[0-9X]/) != nil && IdentityNumberShape.fits(word))
        || word.wholeMatch(of: /1[3-9][0-9]{9}/) != nil
    }
  }
}

/// An eighteen-digit number whose middle is a day of birth, so that other long numbers are not taken for one.
private enum IdentityNumberShape {
  static func fits(_ word: String) -> Bool {
    let digits = Array(word)
    return CivilDate(
      "\(String(digits[6..<10]))-\(String(digits[10..<12]))-\(String(digits[12..<14]))"
    ).map { $0.year > 1900 && $0.year < 2030 }
      ?? false
  }
}
