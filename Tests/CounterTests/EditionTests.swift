// A new edition of a form: an order printed in the old one is printed again byte for byte and judged by the old places.
import Files
import Foundation
import Processes
import Testing

@Suite struct EditionTests {
  private let desk: FormDesk
  private var store: String { "\(desk.folder)/store" }

  init() throws {
    desk = try FormDesk()
    try sure(["store", "init", "--rehearsal", "--kiosk", "T01"])
    for number in ["T-1", "T-2"] {
      let file = "\(desk.folder)/\(number).json"
      try Files.write(Self.application(number), to: file)
      try sure(["intake", file])
    }
  }

  private static func application(_ number: String) -> [UInt8] {
    Array(
      """
      {"application": "\(number)", "service": "bjca", "business": "replace",
       "organisation": {"name": "永城市样例贸易有限公司", "creditCode": "91350100M000100Y43", "address": "永城市样例路1号",
       "phone": "0370-8000000", "mergedLicence": "是"},
       "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
       "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"},
       "certificate": {"lossReason": "损坏"}}
      """.utf8)
  }

  @discardableResult
  private func certkiosk(_ words: [String]) throws -> Outcome {
    try desk.run(
      words + ["--store", store, "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms, "--json"])
  }

  private func sure(_ words: [String]) throws {
    let outcome = try certkiosk(words)
    try #require(outcome.succeeded, "\(outcome.outputText)\(outcome.errorText)")
  }

  /// The letter of an order as it is printed now.
  private func letter(_ order: String, to folder: String) throws -> [UInt8] {
    try sure(["documents", order, "--to", "\(desk.folder)/\(folder)", "--boxes"])
    return try Files.read("\(desk.folder)/\(folder)/authorization-letter.pdf", limit: 1 << 26)
  }

  /// Another edition in which the places for signatures and seal lie elsewhere.
  private func changeTheLetter() throws {
    try sure(["form", "freeze", desk.forms])
    try desk.raise("bjca/authorization-letter.yaml")
    try desk.edit("bjca/authorization-letter.yaml", "content:\n", to: "content:\n  - space: 14\n")
  }

  private func scan(_ folder: String, seed: Int) throws -> [String: Any] {
    let letter = "\(desk.folder)/\(folder)/authorization-letter"
    let picture = "\(desk.folder)/scan-\(seed).jpg"
    let simulated = try desk.run(
      [
        "--boxes", "\(letter).boxes.json", "--page", "1", "--sign", "--seal", "round:42", "--dpi", "200", "--seed",
        "\(seed)", "\(letter).pdf", picture,
      ], program: "paper-simulator")
    try #require(simulated.succeeded)
    return try #require(FormDesk.lines(try certkiosk(["scan", picture])).first)
  }

  @Test func `an old order is printed again in its edition and its scan is judged by its own boxes`() throws {
    let before = try letter("T-1", to: "before")
    try changeTheLetter()
    #expect(try letter("T-1", to: "after") == before)
    let places = try ["before", "after"].map {
      try Files.read("\(desk.folder)/\($0)/authorization-letter.boxes.json", limit: 1 << 20)
    }
    #expect(places[0] == places[1])
    let page = try scan("before", seed: 1)
    #expect(page["verdict"] as? String == "accepted", "\(page)")

    let other = try letter("T-2", to: "other")
    #expect(other != before)
    let moved = try Files.read("\(desk.folder)/other/authorization-letter.boxes.json", limit: 1 << 20)
    #expect(moved != places[0], "the second edition has its places elsewhere")
    let newPage = try scan("other", seed: 2)
    #expect(newPage["verdict"] as? String == "accepted", "\(newPage)")
  }

  @Test func `a page is judged by the edition in its code, whatever the order remembers`() throws {
    _ = try letter("T-1", to: "first")
    // A store of the first version did not write editions down; its forms were brought up to date meanwhile.
    try changeTheLetter()
    _ = try letter("T-2", to: "second")
    let page = try scan("second", seed: 3)
    #expect(page["verdict"] as? String == "accepted", "\(page)")
  }

  @Test func `an edition that is gone is named and nothing is printed`() throws {
    _ = try letter("T-1", to: "before")
    let edition = try desk.edition("bjca/authorization-letter.yaml")
    try changeTheLetter()
    try Files.remove("\(desk.forms)/bjca/editions/authorization-letter.\(edition).yaml")
    let outcome = try certkiosk(["documents", "T-1", "--to", "\(desk.folder)/gone"])
    #expect(outcome.ending == .exited(4) && outcome.errorText.contains("N90"))
    #expect(Files.kind(of: "\(desk.folder)/gone/authorization-letter.pdf") == nil)
  }
}
