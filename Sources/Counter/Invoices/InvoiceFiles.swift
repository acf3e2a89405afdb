// An invoice given out: its data as a text, and the file that head office sent.
internal import Domain
internal import Files

struct InvoiceFiles {
  private let order: Order
  private let invoice: Invoice
  private let number: String
  /// 0 for the first time.
  private let copy: Int
  private let catalogue: FieldCatalogue

  init(_ order: Order, _ invoice: Invoice, number: String, copy: Int, _ catalogue: FieldCatalogue) {
    self.order = order
    self.invoice = invoice
    self.number = number
    self.copy = copy
    self.catalogue = catalogue
  }

  /// Returns the files that were written.
  func write(_ name: String, to folder: String, _ object: (String) throws -> [UInt8]) throws -> [String] {
    try Files.makeFolder(folder)
    try Files.write(Array(text.utf8), to: "\(folder)/\(name).txt")
    guard case .issued(_, _, let id?, let format) = invoice.state else { return ["\(folder)/\(name).txt"] }
    let file = "\(folder)/\(name).\(format ?? "pdf")"
    try Files.write(object(id), to: file)
    return ["\(folder)/\(name).txt", file]
  }

  private var text: String {
    var lines = [
      copy == 0 ? "发票信息" : "发票信息（再次取得，第 \(copy) 次；与原件为同一张发票）", "订单编号：\(order.number.text)",
      "发票类型：\(invoice.request.kind)", "发票号码：\(number)",
    ]
    if case .issued(_, let day, _, _) = invoice.state { lines.append("开票日期：\(day)") }
    if let category = invoice.request.category { lines.append("费用类别：\(category)") }
    lines.append("金额：\(Money(fen: invoice.request.fen)?.yuan ?? "") 元")
    lines += catalogue.fields.compactMap { field in
      invoice.request.buyer[field.id].map { "\(field.label)：\($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
