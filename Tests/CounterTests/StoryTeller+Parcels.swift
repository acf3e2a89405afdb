// The verbs of stories for what leaves the counter: parcels and invoices.
import Bundles
import Counter
import Domain
import Foundation
import HeadOffice

extension StoryTeller {
  static let parcelVerbs: [String: Verb] = [
    "改为邮寄": { teller, words in
      guard words.count == 3 else { throw StoryMistake(description: "改为邮寄 收件人 电话 地址") }
      _ = try teller.desk.choose(.posted, recipient: words[0], phone: words[1], address: words[2], for: teller.number)
    },
    "寄出": { teller, words in try teller.ship(words, invoiceOnly: false) },
    "寄出发票": { teller, words in try teller.ship(words, invoiceOnly: true) },
    "取发票": { teller, words in
      _ = try teller.desk.fetchInvoice(teller.number, words.first ?? "1", to: "\(teller.counter.folder)/invoices")
    },
  ]

  /// `寄出 邮政EMS 1234567890123 [物品：编号 …]`
  private func ship(_ words: [String], invoiceOnly: Bool) throws {
    guard words.count >= 2 else { throw StoryMistake(description: "寄出 快递公司 单号 [物品：编号 …]") }
    let items = words.dropFirst(2).map { $0.replacingOccurrences(of: "：", with: " ") }
    _ = try desk.ship(number, courier: words[0], waybill: words[1], items: items, invoiceOnly: invoiceOnly)
  }

  /// Head office writes the invoice that was asked for first, with this number.
  func writeInvoice(_ invoice: String) throws {
    let answer = InvoicePayload(
      request: "\(number)-I1", outcome: .issued, number: invoice, issued: CounterDesk.now.day,
      file: .init(format: "pdf", bytes: Array("%PDF-1.7".utf8)))
    try office().office.answerInvoice(answer, at: CounterDesk.now)
  }
}
