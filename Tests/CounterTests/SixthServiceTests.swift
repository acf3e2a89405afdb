// A sixth service is a copied folder with its own words: the same program composes, registers, and walks its steps. Signed
// forms are believed, altered and older ones are not.
import Files
import Foundation
import Processes
import Testing

@Suite struct SixthServiceTests {
  private let desk: FormDesk
  private static let people = [
    ("guan", "administrator", "905128"), ("wang", "clerk", "290175"), ("li", "reviewer", "831046"),
    ("zhao", "finance", "560392"),
  ]
  private static let application = """
    {"application": "N-1", "service": "新家", "business": "密钥续期", "organisation": {"name": "永城市样例贸易有限公司",
     "creditCode": "91350100M000100Y43", "address": "永城市样例路1号", "phone": "0370-8000000"},
     "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
     "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000",
      "email": "agent@example.com"}}
    """

  /// Another service's folder, copied and edited as its docs say.
  init() throws {
    desk = try FormDesk()
    #expect(try Program.run("cp", ["-a", "\(desk.forms)/guocai", "\(desk.forms)/sixth"]).succeeded)
    let path = "sixth/service.yaml"
    try desk.edit(path, "id: guocai\n", to: "id: sixth\n")
    try desk.edit(path, "code: GC\n", to: "code: NJ\n")
    try desk.edit(path, "title: 国采 CA 及电子签章自助系统\n", to: "title: 新家数字证书中心\n")
    try desk.edit(path, "names: [国采, 国采CA, GC]", to: "names: [新家]")
    // Renewals are reviewed here before they are made, and nothing must be proven first.
    try desk.edit(
      path, "      production: [submission, payment]\n",
      to: "      review: [submission]\n      production: [review, payment]\n")
    try desk.edit(
      path, "网上申办: no-papers}\n    preconditions: [registration, certificate]\n", to: "网上申办: no-papers}\n")
    try desk.edit(path, "    window: {days-before: 90}\n", to: "")
  }

  private func certkiosk(_ words: [String], as person: String? = nil, secrets: [String] = []) throws -> Outcome {
    let pins = person.flatMap { id in Self.people.first { $0.0 == id }?.2 }.map { [$0] } ?? []
    let acting = person.map { ["--person", $0, "--pin-fd", "3"] } ?? []
    let house = [
      "--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms, "--json",
    ]
    return try desk.run(words + acting + house, secrets: pins + secrets)
  }

  /// The order's line after a step that must go well.
  @discardableResult
  private func sure(_ words: [String], as person: String? = nil, secrets: [String] = []) throws -> [[String: Any]] {
    let outcome = try certkiosk(words, as: person, secrets: secrets)
    try #require(outcome.succeeded, "\(words): \(outcome.outputText)\(outcome.errorText)")
    return FormDesk.lines(outcome)
  }

  private func open() throws {
    try sure(["store", "init", "--rehearsal", "--kiosk", "T01"])
    for (id, role, pin) in Self.people {
      try sure(
        ["person", "add", id, "--name", id, "--role", role, "--new-pin-fd", id == "guan" ? "3" : "4"],
        as: id == "guan" ? nil : "guan", secrets: [pin])
    }
  }

  @Test func `a copied folder is composed, registered and walked to the end of review`() throws {
    let file = "\(desk.folder)/new.json"
    try Files.write(Array(Self.application.utf8), to: file)
    try open()
    try sure(["intake", file])
    try sure(["order", "acknowledge", "N-1"], as: "wang")
    let digest = try sure(["order", "show", "N-1", "--values"]).compactMap { $0["digest"] as? String }.first
    try sure(["order", "confirm", "N-1", "--digest", try #require(digest)], as: "wang")
    let early = try certkiosk(["order", "submit", "N-1"], as: "wang")
    #expect(early.errorText.contains("D81") && early.errorText.contains("支付"))
    try sure(["payment", "record", "N-1", "--kind", "cash", "--amount", "280.00"], as: "wang")
    try sure(["payment", "confirm", "N-1", "1"], as: "zhao")
    try sure(["order", "submit", "N-1"], as: "wang")
    let shown = try sure(["review", "approve", "N-1"], as: "li")
    #expect(shown.first?["state"] as? String == "审核通过")
    #expect(shown.contains { $0["slip"] as? String == "approval-slip" })
    let sample = "\(FormDesk.root)/Samples/guocai-new/applicants.csv"
    let converted = try Program.run("iconv", ["-f", "GB18030", "-t", "UTF-8", sample])
    let csv = converted.outputText.replacingOccurrences(of: ",国采,", with: ",新家,")
    try Files.write(Array(csv.utf8), to: "\(desk.folder)/new.csv")
    try sure(["compose", "\(desk.folder)/new.csv", "--to", "\(desk.folder)/out"])
    #expect(Files.kind(of: "\(desk.folder)/out/GC-0001/application-form.pdf") == .file)
    try retire()
  }

  /// The service is gone from the forms: its order is told as such everywhere and stops nothing.
  private func retire() throws {
    try Files.removeTree("\(desk.forms)/sixth")
    let listed = try sure(["order", "list"])
    #expect(listed.map { $0["code"] as? String } == ["N05"])
    #expect(try certkiosk(["order", "due"]).succeeded)
    let boxes = ["--inbox", "\(desk.folder)/inbox", "--outbox", "\(desk.folder)/outbox"]
    let day = try certkiosk(["day"] + boxes)
    #expect(day.succeeded && day.errorText.contains("N05"), "\(day.errorText)")
    #expect(try certkiosk(["order", "show", "N-1"]).errorText.contains("N05"))
  }

  @Test func `the steps, papers and fees of a service are told, and what an edition changes`() throws {
    let shown = try desk.run(["service", "show", "sixth", "--forms", desk.forms])
    #expect(shown.outputText.contains("受理点 · 步骤 审核：须先完成“提交信息”"), "\(shown.outputText)\(shown.errorText)")
    #expect(shown.outputText.contains("费用 加急服务（6小时）：100.00 元/单，“加急服务”为“加急6小时”时"))
    try desk.edit("sixth/service.yaml", "yuan: 280.00", to: "yuan: 290.00")
    let diff = try desk.run(["service", "diff", "\(FormDesk.root)/Forms", desk.forms])
    #expect(diff.outputText.contains("＋ 机构 · 全称：新家数字证书中心"), "\(diff.outputText)\(diff.errorText)")
    let old = "\(desk.folder)/old"
    #expect(try Program.run("cp", ["-a", desk.forms, old]).succeeded)
    try desk.edit("sixth/service.yaml", "yuan: 290.00", to: "yuan: 310.00")
    let price = try desk.run(["service", "diff", old, desk.forms])
    #expect(price.outputText == "sixth\n  ～ 业务 密钥续期 · 费用 密钥续期：290.00 元/套·年 → 310.00 元/套·年\n")
  }

  @Test func `a contradiction is told with its line and column`() throws {
    #expect(try desk.run(["service", "check", desk.forms]).ending == .exited(0))
    try desk.edit("sixth/service.yaml", "express: {加急6小时: 6, 加急12小时: 12}", to: "express: {加急6小时: 6}")
    let outcome = try desk.run(["service", "check", "--json", desk.forms])
    #expect(outcome.ending == .exited(1))
    #expect(desk.places(outcome).contains { $0.hasPrefix("sixth/service.yaml:") && $0.hasSuffix("P28 error") })
  }

  // MARK: Signed forms

  /// A real store that knows the signer; its passphrase comes by descriptor.
  private func real(_ words: [String], as person: String? = nil, secrets: [String] = []) throws -> Outcome {
    let pins = person.flatMap { id in Self.people.first { $0.0 == id }?.2 }.map { [$0] } ?? []
    let acting = person.map { ["--person", $0, "--pin-fd", "4"] } ?? []
    let house = ["--store", "\(desk.folder)/real", "--passphrase-fd", "3", "--forms", desk.forms, "--json"]
    return try desk.run(words + acting + house, secrets: ["一个很长的口令 2026"] + pins + secrets)
  }

  private func sign() throws -> Outcome {
    try desk.run(["service", "sign", desk.forms, "--key", "\(desk.folder)/signer.key"])
  }

  @Test func `a real counter takes what its signer signed, nothing altered and nothing older`() throws {
    #expect(
      try desk.run(["service", "key", "\(desk.folder)/signer.key", "--public", "\(desk.folder)/signer.pem"]).succeeded)
    #expect(try sign().succeeded)
    let key = ["--key", "\(desk.folder)/signer.pem"]
    #expect(try desk.run(["service", "verify", desk.forms] + key).succeeded)
    let other = ["--key", "\(desk.folder)/other.pem"]
    #expect(
      try desk.run(["service", "key", "\(desk.folder)/other.key", "--public", "\(desk.folder)/other.pem"]).succeeded)
    #expect(try desk.run(["service", "verify", desk.forms] + other).errorText.contains("P41"))
    let noKey = ["--key", "\(desk.forms)/sixth/service.yaml"]
    #expect(try desk.run(["service", "verify", desk.forms] + noKey).errorText.contains("P50"))
    let stock = try Program.run(
      "openssl",
      [
        "pkeyutl", "-verify", "-pubin", "-inkey", "\(desk.folder)/signer.pem", "-rawin", "-in",
        "\(desk.forms)/release.json", "-sigfile", "\(desk.forms)/release.sig",
      ])
    #expect(stock.succeeded, "stock OpenSSL checks the signature: \(stock.errorText)")
    let first = "\(desk.folder)/first"
    #expect(try Program.run("cp", ["-a", desk.forms, first]).succeeded)

    #expect(try real(["store", "init", "--kiosk", "T01"]).succeeded)
    #expect(try real(["person", "add", "guan", "--name", "guan", "--new-pin-fd", "4"], secrets: ["905128"]).succeeded)
    let pinned = try real(["service", "trust", "\(desk.folder)/signer.pem"], as: "guan")
    #expect(pinned.succeeded, "\(pinned.errorText)")
    #expect(try real(["order", "list"]).succeeded)

    try Files.removeTree("\(desk.forms)/sixth")
    #expect(try sign().succeeded)
    #expect(try real(["order", "list"]).errorText.contains("P49"), "a service that was seen is gone")
    #expect(try Program.run("sh", ["-c", "rm -r \(desk.forms) && cp -a \(first) \(desk.forms)"]).succeeded)

    try desk.edit("sixth/service.yaml", "yuan: 280.00", to: "yuan: 28.00")
    #expect(try real(["order", "list"]).errorText.contains("P43"))
    #expect(try desk.run(["service", "verify", desk.forms] + key).ending == .exited(1))
    #expect(try sign().errorText.contains("P51"), "a change keeps its edition")
    try desk.raise("sixth/service.yaml")
    #expect(try sign().succeeded)
    #expect(try real(["order", "list"]).succeeded)

    #expect(try Program.run("sh", ["-c", "rm -r \(desk.forms) && cp -a \(first) \(desk.forms)"]).succeeded)
    #expect(try real(["order", "list"]).errorText.contains("P46"), "the earlier release is genuine and older")
    try Files.write(Array("x".utf8), to: "\(desk.forms)/sixth/extra.yaml")
    #expect(try desk.run(["service", "verify", desk.forms] + key).errorText.contains("P45"))
    try Files.remove("\(desk.forms)/sixth/extra.yaml")
    try Files.remove("\(desk.forms)/release.sig")
    #expect(try real(["order", "list"]).errorText.contains("P40"))
  }
}
