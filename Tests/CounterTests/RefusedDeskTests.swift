// What a desk refuses before any step: things that are not there, people who were not asked, letters of another world.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Processes
import Records
import Services
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct RefusedDeskTests {
  private func code(_ act: () throws -> Void) -> String? {
    do {
      try act()
      return nil
    } catch { return (error as? any Explained)?.explanation.code }
  }

  @Test func `a paper, an item and a job that are not there are told`() throws {
    let counter = try TokenCounter()
    let number = try counter.draft("bjca", "new")
    #expect(code { _ = try counter.desk.seeOriginals(number, ["nothing"]) } == "E50")
    #expect(code { _ = try counter.desk.tick(number, ["nothing"]) } == "E50")
    #expect(code { try counter.desk.closeJob(7, reason: "不再做") } == "N77")
    let history = try counter.desk.history(of: counter.desk.order(number))
    #expect(history.map { counter.desk.refusal(in: $0.entry)?.code } == ["E50", "E50"])
  }

  @Test func `nobody resets a token without having asked for unopened bids`() throws {
    let counter = try TokenCounter()
    let card = counter.card()
    let before = card.state
    let reset = code {
      try counter.desk.reset(
        on: TokenSession(PluggedCard(card)), confirming: "serial:1",
        second: SecondPerson("li", pin: TokenCounter.secondPIN), bids: nil)
    }
    #expect(reset == "E54")
    #expect(card.state == before)
  }

  @Test func `an order is handed in once and handed over once`() throws {
    let counter = try TokenCounter()
    let waiting = try counter.order(leaving: ["approved"])
    #expect(throws: OrderMistake.submitted(waiting)) { try counter.desk.submit(waiting) }
    let order = try counter.order()
    try counter.issue(order, on: counter.card())
    let whole = ["USBKey", "密码卡 MK0001", "发票 00012345"]
    _ = try counter.desk.handOver(order, items: whole)
    #expect(throws: OrderMistake.handedOver(order)) { try counter.desk.handOver(order, items: whole) }
  }

  @Test func `a transfer to no account is not asked for`() throws {
    let counter = try TokenCounter()
    let number = try counter.draft("szca", "new")
    #expect(code { _ = try counter.desk.askProofAgain(number, account: nil) } == "Q36")
  }

  @Test func `trust for another world, and a certificate of another kiosk, are not taken`() throws {
    let counter = try CounterDesk()
    _ = try counter.desk.enrolmentRequest()
    try counter.desk.signIn("guan", pin: CounterDesk.pin)
    let (root, _) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "HQ"), algorithm: .p256, years: 20, at: CounterDesk.now)
    try Files.write(Array(root.pem.utf8), to: "\(counter.folder)/k.pem")
    for (isRehearsal, refusal) in [(false, "N36"), (true, "N32")] {
      let trust = TrustFile(
        name: "HQ", rehearsal: isRehearsal, signers: [root], recipients: [root], issuers: [root])
      try Files.write(trust.bytes, to: "\(counter.folder)/trust.json")
      let said = code {
        try counter.desk.setTrust(file: "\(counter.folder)/trust.json", certificate: "\(counter.folder)/k.pem")
      }
      #expect(said == refusal)
    }
    #expect(try counter.desk.store.setting("trust") == nil)
  }

  @Test func `the same application is registered once`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("zhongyuan-new")
    let folder = "\(CounterDesk.root)/Samples/zhongyuan-new"
    let name = try #require(try Files.names(in: folder).first { !$0.hasSuffix(".md") })
    var codes: [String] = []
    try counter.desk.takeIn("\(folder)/\(name)", with: counter.desk.intake()) { taken in
      if case .finding(let finding) = taken { codes.append(finding.explanation.code) }
    }
    #expect(codes.contains("N08"))
    #expect(try counter.desk.order(number).revision == 1)
  }

  @Test func `another application under a number that is taken is refused, and the order stays`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("zhongyuan-new")
    let before = try counter.desk.order(number)
    let other = try counter.sample("zhongyuan-new") { $0.replacingOccurrences(of: "甄示例", with: "甄示范") }
    var codes: [String] = []
    try counter.desk.takeIn(other, with: counter.desk.intake()) { taken in
      if case .finding(let finding) = taken, finding.severity == .error { codes.append(finding.explanation.code) }
    }
    #expect(codes == ["N17"])
    #expect(try counter.desk.order(number) == before)
  }

  @Test func `what a business does not ask for is not kept, and that is said`() throws {
    let counter = try CounterDesk()
    let file = try counter.sample("guocai-upgrade") {
      $0.replacingOccurrences(of: "\"delivery.method\"", with: "\"delivery.urgency\": \"加急6小时\", \"delivery.method\"")
    }
    var (notes, urgencies) = ([String?](), [String?]())
    try counter.desk.takeIn(file, with: counter.desk.intake()) { taken in
      switch taken {
      case .order(let order, _): urgencies.append(order.application.values["delivery.urgency"])
      case .finding(let finding) where finding.explanation.code == "I50": notes.append(finding.application)
      case .finding: break
      }
    }
    #expect(notes == ["GC-0003"] && urgencies == [nil, "加急6小时"])
  }

  @Test func `a count that is none opens no till`() throws {
    let desk = try FormDesk()
    let house = [
      "--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms, "--json",
    ]
    #expect(try desk.run(["store", "init", "--rehearsal", "--kiosk", "T01"] + house).succeeded)
    for count in [["--cash", "100x"], ["--cash", "7=1"], ["--stock", "keys=4"]] {
      let outcome = try desk.run(["till", "open"] + count + ["--second", "zhao"] + house)
      #expect(outcome.ending == .exited(4) && outcome.errorText.contains("M58"), "\(outcome.errorText)")
    }
  }

  @Test func `a medium that is not to be upgraded is told before anything is converted`() throws {
    let forms = NSTemporaryDirectory() + "forms-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: forms) }
    try FileManager.default.copyItem(atPath: "\(CounterDesk.root)/Forms", toPath: forms)
    let pack = "\(forms)/guocai/service.yaml"
    let text = String(decoding: try Files.read(pack, limit: 1 << 20), as: UTF8.self)
    let narrow = text.replacingOccurrences(
      of: "upgrade: {annual: 280.00}", with: "upgrade: {annual: 280.00, media: {蓝色CPP介质: [3B6C00FF]}}")
    try #require(narrow != text)
    try Files.write(Array(narrow.utf8), to: pack)
    let counter = try TokenCounter(forms: forms)
    let card = counter.card()
    try counter.issue(counter.order("guocai"), on: card)
    let number = try counter.draft("guocai", "upgrade")
    #expect(code { _ = try counter.desk.present(number, on: TokenSession(PluggedCard(card))) } == "E44")
    #expect(try counter.desk.order(number).old.upgrade == nil)
  }
}
