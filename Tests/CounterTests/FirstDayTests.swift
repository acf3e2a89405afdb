// What a clerk gets wrong on her first day is told by its own name: numbers, titles, steps taken twice, papers made early.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Services
import Testing

@Suite struct FirstDayTests {
  private let counter: CounterDesk
  private let number: String
  private var desk: Desk { counter.desk }

  init() throws {
    counter = try CounterDesk()
    number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
  }

  private func record(_ reference: String) throws {
    let fee = try desk.view(desk.order(number)).fee
    _ = try desk.recordPayment(number, kind: .posSlip, amount: fee, payer: nil, reference: reference)
  }

  @Test func `a payment or a correction that is not there is told with those that are`() throws {
    #expect(throws: OrderMistake.noEntry("9", known: [])) { try desk.confirmPayment(number, entry: "9") }
    try counter.pay(number)
    #expect(throws: OrderMistake.noEntry("9", known: ["1"])) {
      try desk.disputePayment(number, entry: "9", reason: "金额不符")
    }
    #expect(throws: OrderMistake.noCorrection("7", waiting: [])) { try desk.confirmCorrection(number, "7") }
    let half = try #require(Money(fen: 1))
    let (_, correction) = try desk.proposeCorrection(number, entry: "1", amount: half, reason: "多录")
    #expect(throws: OrderMistake.noCorrection("7", waiting: [correction])) {
      try desk.declineCorrection(number, "7", reason: "无误")
    }
  }

  @Test func `a slip is one payment, unless the first was disputed`() throws {
    try record("0042")
    #expect(throws: OrderMistake.referenceUsed("0042", entry: "1")) { try record("00 42") }
    #expect(throws: OrderMistake.uncounted("1", .waiting)) {
      try desk.proposeCorrection(number, entry: "1", amount: .zero, reason: "多录")
    }
    _ = try desk.disputePayment(number, entry: "1", reason: "金额不符")
    #expect(throws: OrderMistake.uncounted("1", .disputed)) {
      try desk.proposeCorrection(number, entry: "1", amount: .zero, reason: "多录")
    }
    try record("0042")
    #expect(try desk.order(number).payments.count == 2)
  }

  @Test func `a number is found however it was typed`() throws {
    let wide = String(
      String.UnicodeScalarView(number.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    for typed in [number.lowercased(), " \(number) ", wide, "\u{3000}\(wide.lowercased())"] {
      #expect(try desk.order(typed).number.text == number, "\(typed)")
    }
    #expect(throws: CounterError.noOrder("x")) { try desk.order("x") }
  }

  @Test func `a paper is meant by its title as by its id`() throws {
    let form = try #require(desk.rules(for: desk.order(number)).papers.first { $0.slot == "application-form" })
    #expect(try desk.isForm(form.title, of: number))
    let known = #expect(throws: EntitlementError.self) { try desk.isForm("执照", of: number) }
    #expect(known?.explanation.chinese.remedy.contains("\(form.title)（application-form）") == true)
    #expect(throws: OrderMistake.noPaper("收据", order: number)) {
      try desk.writePaper("收据", of: number, to: counter.folder)
    }
  }

  @Test func `a slip is made neither before what it says nor as a draft`() throws {
    let papers = Set(try desk.papers(of: desk.order(number)).map(\.id))
    try #require(papers.isSuperset(of: ["receipt", "handover-receipt", "approval-slip", "completion-slip"]))
    #expect(throws: LedgerError.nothingPaid) { try desk.writePaper("receipt", of: number, to: counter.folder) }
    let steps = [("approval-slip", Step.review), ("completion-slip", .production), ("handover-receipt", .handover)]
    for (paper, step) in steps {
      let refusal = #expect(throws: OrderMistake.self) { try desk.writePaper(paper, of: number, to: counter.folder) }
      #expect(throws: OrderMistake.self) { try desk.writeDrafts([paper], of: number, to: counter.folder) }
      guard case .paperTooEarly(_, let before)? = refusal else {
        Issue.record("\(paper)")
        continue
      }
      #expect(before == step)
    }
    #expect(throws: OrderMistake.paperUntrue("补正告知书")) {
      try desk.writePaper("correction-notice", of: number, to: counter.folder)
    }
    try counter.pay(number)
    #expect(try desk.writePaper("receipt", of: number, to: counter.folder).pages > 0)
  }

  @Test func `no slip is made empty, a form is`() throws {
    for paper in try desk.papers(of: desk.order(number)) where paper.kind == .slip {
      #expect(throws: OrderMistake.noBlank(paper.title)) {
        try desk.writePaper(paper.id, of: number, to: counter.folder, blank: true)
      }
    }
    #expect(try desk.writePaper("application-form", of: number, to: counter.folder, blank: true).pages == 2)
    let remedy = OrderMistake.paperTooEarly("领取凭证", before: .handover).explanation.chinese.remedy
    #expect(!remedy.contains("--blank"))
  }

  @Test func `a folder with another kiosk's store is left alone`() throws {
    #expect(throws: OrderMistake.otherStore(kiosk: "T01")) {
      try SettingUp.store(
        at: "\(counter.folder)/store", kind: .rehearsal, kiosk: "B02", key: .file("\(counter.folder)/key"),
        siteKey: nil)
    }
  }
}

/// What the program says to somebody who sets a counter up.
@Suite struct SettingUpHintTests {
  private let folder = NSTemporaryDirectory() + "hints-\(UUID().uuidString)"

  private func certkiosk(_ words: [String], secrets: [String] = []) throws -> Outcome {
    try Files.makeFolder(folder)
    return try Program.run(
      "\(Program.folder)/certkiosk", words + ["--forms", "\(CounterDesk.root)/Forms"], secrets: secrets)
  }

  @Test func `a new real store is told that no signer of forms is pinned, a rehearsal's is not`() throws {
    defer { try? Files.removeTree(folder) }
    let make = ["store", "init", "--kiosk", "A01", "--store", "\(folder)/real", "--passphrase-fd", "3"]
    let real = try certkiosk(make, secrets: ["correct horse battery staple"])
    #expect(real.succeeded && real.errorText.contains("service trust"), "\(real.errorText)")
    let again = try certkiosk(make, secrets: ["correct horse battery staple"])
    #expect(again.succeeded && !again.errorText.contains("service trust"), "\(again.errorText)")
    let rehearsal = try certkiosk(
      ["store", "init", "--rehearsal", "--kiosk", "A01", "--store", "\(folder)/r", "--key-file", "\(folder)/r.key"])
    #expect(rehearsal.succeeded && !rehearsal.errorText.contains("service trust"))
  }

  @Test func `a folder without forms is told by its path`() throws {
    let none = "\(folder)/none"
    let told = try Program.run(
      "\(Program.folder)/certkiosk",
      ["compose", "--to", "\(folder)/out", "--forms", none, "\(CounterDesk.root)/Samples/guocai-new/applicants.csv"])
    #expect(told.ending == .exited(4) && told.errorText.contains("N09") && told.errorText.contains(none))
    #expect(Files.kind(of: "\(folder)/out") == nil)
  }

  @Test func `several roles after one option are told how to be written`() throws {
    defer { try? Files.removeTree(folder) }
    let told = try certkiosk(["person", "add", "x", "--name", "x", "--role", "clerk", "finance"])
    #expect(told.errorText.contains("U09") && told.errorText.contains("--role clerk --role finance"))
  }

  @Test func `a rehearsal without applicant data stops and says so`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder("\(folder)/samples")
    let told = try certkiosk(["rehearse", "--samples", "\(folder)/samples", "--to", "\(folder)/out"])
    #expect(!told.succeeded && told.errorText.contains("Y01") && told.errorText.contains("samples"))
  }
}
