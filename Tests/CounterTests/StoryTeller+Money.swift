// The verbs of stories for money: what is said to have been paid, the bank's statements, and invoices.
import Counter
import Domain
import Files
import Foundation
import Services

extension StoryTeller {
  static let moneyVerbs: [String: Verb] = [
    "登记付款": { teller, words in try teller.recordPayment(words) },
    "核对付款": { teller, words in _ = try teller.desk.confirmPayment(teller.number, entry: words.first ?? "1") },
    "导入对账单": { teller, words in try teller.importStatement(words) },
    "申请开票": { teller, words in try teller.requestInvoice(of: teller.number, words) },
    "放弃开票": { teller, _ in _ = try teller.desk.declineInvoice(teller.number) },
  ]

  /// `登记付款 现金 300.00 [凭据号] [付款人=姓名]`; 应付 stands for the whole fee.
  private func recordPayment(_ words: [String]) throws {
    let (order, named) = (try desk.order(number), words.filter { !$0.hasPrefix("付款人=") })
    let payer = words.first { $0.hasPrefix("付款人=") }.map { String($0.dropFirst("付款人=".count)) }
    guard named.count >= 2, let kind = PaymentEntry.Kind.allCases.first(where: { $0.title == named[0] }),
      let amount = try named[1] == "应付" ? desk.view(order).fee : Money(yuan: named[1])
    else {
      throw StoryMistake(
        description: "登记付款 种类 金额 [凭据号] [付款人=姓名]；种类有 \(PaymentEntry.Kind.allCases.map(\.title))")
    }
    let isPerson = payer.map { $0 != order.application.values["organisation.name"] } ?? false
    _ = try desk.recordPayment(
      number,
      Desk.Payment(
        kind, amount, payer: payer, reference: named.count > 2 ? named[2] : nil,
        payerType: isPerson ? .person : nil))
  }

  /// `导入对账单 流水号 金额 付款方`: a bank's file with one line.
  private func importStatement(_ words: [String]) throws {
    guard words.count == 3 else { throw StoryMistake(description: "导入对账单 流水号 金额 付款方") }
    let path = "\(counter.folder)/\(words[0]).csv"
    let line = "\(CounterDesk.now.day),\(words[0]),,\(words[1]),\(words[2]),,CA费用"
    try Files.write(Array("交易日期,交易流水号,借方金额,贷方金额,对方户名,对方账号,附言\n\(line)\n".utf8), to: path)
    let summary = try desk.importStatement(path)
    guard summary.lines == 1 else { throw StoryMistake(description: "对账单没有读出") }
  }

  /// `申请开票 [栏目=内容 …]`: the kind and the buyer follow from the application where nothing is told.
  func requestInvoice(of order: String, _ words: [String]) throws {
    var wish = Desk.InvoiceWish()
    for pair in words.map({ $0.split(separator: "=", maxSplits: 1).map(String.init) }) where pair.count == 2 {
      guard let field = desk.packs.catalogue.field(headed: pair[0]) else {
        throw StoryMistake(description: "没有“\(pair[0])”这一栏")
      }
      wish.values[field.id] = pair[1]
    }
    guard case .requested = try desk.requestInvoice(order, wish) else {
      throw StoryMistake(description: "开票资料须清理")
    }
  }
}
