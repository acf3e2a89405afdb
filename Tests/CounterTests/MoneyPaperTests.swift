// The receipt says what counts and by which way, charges apart; nothing that only waits stands on it.
import Counter
import Cryptography
import Domain
import Files
import Foundation
import Processes
import Testing

@Suite(.serialized) struct MoneyPaperTests {
  private func text(_ counter: CounterDesk, _ number: String) throws -> String {
    let made = try counter.desk.writeReceipt(number, to: "\(counter.folder)/out")
    let read = try Program.run("/usr/bin/pdftotext", [made.path, "-"])
    return read.outputText.filter { !$0.isWhitespace }
  }

  @Test func `a receipt lists the payments that count, their way, and charges of their own`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    _ = try desk.acknowledge(number)
    #expect(throws: LedgerError.nothingPaid) { try desk.writeReceipt(number, to: counter.folder) }
    let fee = try desk.view(desk.order(number)).fee
    let part = try #require(Money(fen: fee.fen - 1000)), rest = try #require(Money(fen: 1000))
    try desk.signIn("li", pin: CounterDesk.pin)
    let (_, first) = try desk.recordPayment(
      number,
      Desk.Payment(
        .qrSlip, part, reference: "4200001", handling: Money(fen: 60), payerType: .enterprise, detail: "微信"))
    _ = try desk.recordPayment(number, Desk.Payment(.posSlip, rest, reference: "987654321"))
    try desk.signIn("zhao", pin: CounterDesk.pin)
    _ = try desk.confirmPayment(number, entry: first)
    let text = try text(counter, number)
    for word in ["微信", "企业用户", "4200001", "手续费", "0.60", "¥\(part.yuan)", "¥\(rest.yuan)"] {
      #expect(text.contains(word), "\(word)")
    }
    // The second slip waits for somebody to see it.
    #expect(!text.contains("987654321"))
    #expect(text.contains("人民币\(part.capitals)"))
  }

  @Test func `a receipt names the form as it was printed before the money counted, and keeps it`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("bjca-foreign")
    _ = try desk.acknowledge(number)
    let printed = try desk.writeDocuments(of: number, to: "\(counter.folder)/forms")
    let form = try #require(printed.first { $0.document == "application-form" })
    try counter.pay(number)
    let bytes = try #require([UInt8](hex: form.digest))
    #expect(try text(counter, number).contains(PageCode.digest(bytes)))
    // Another receipt after another print says the same.
    _ = try desk.writeDocuments(of: number, to: "\(counter.folder)/forms")
    #expect(try text(counter, number).contains(PageCode.digest(bytes)))
  }

  @Test func `money paid before anything was printed has a receipt without a form`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    try counter.pay(number)
    _ = try counter.desk.writeDocuments(of: number, to: "\(counter.folder)/forms")
    #expect(try !text(counter, number).contains("申请表摘要"))
  }

  @Test func `a reviewer sends back only papers that the order asks for`() throws {
    let counter = try CounterDesk()
    let number = try counter.register("bjca-foreign")
    let refusal = #expect(throws: EntitlementError.self) {
      try counter.desk.reject(number, [Rejection(slot: "applicationform", reason: "印章不清")])
    }
    #expect(refusal?.explanation.code == "E50")
    #expect(refusal?.explanation.chinese.remedy.contains("（application-form）") == true)
  }

  @Test func `a receipt names the payee with a masked account, or says where its name is found`() throws {
    let counter = try CounterDesk()
    func receipt(_ story: String) throws -> String {
      let number = try counter.register(story)
      let second = SecondPerson("li", pin: CounterDesk.pin)
      for precondition in try counter.desk.rules(for: counter.desk.order(number)).entitlement.preconditions {
        _ = try counter.desk.waive(number, precondition, reason: "平台已审核", second: second)
      }
      _ = try counter.desk.acknowledge(number)
      try counter.pay(number)
      return try text(counter, number)
    }
    let named = try receipt("yangguang-batch")
    #expect(named.contains("收款单位：山东阳光") && named.contains("收款账号：") && named.contains("0021"))
    #expect(!named.contains("15297"))
    let unnamed = try receipt("bjca-foreign")
    #expect(unnamed.contains("收款单位：以右侧所盖的章为准") && !unnamed.contains("收款账号"))
  }
}
