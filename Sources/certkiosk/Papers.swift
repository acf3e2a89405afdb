// documents: papers out.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files

extension Certkiosk {
  static let documents = Command(
    "documents", Both("制作或打印订单当前版次的文件", "make or print the documents of an order's present revision"),
    details: Both(
      "不写 --paper 时，按阅读顺序写出交给申请人的整套纸件：材料清单、须签字盖章的各表、声明、同意书和协议。"
        + "加 --print 时逐份打印（一式两份就是两份各自制作的文件），盖章签字的单面印，等印完为止；印过的不重印，中断后再次执行接着印。",
      "Without --paper the whole set for the applicant is written in reading order. With --print each copy is printed, what"
        + " is stamped or signed on one side only, and waited for. What came out is not printed again; the same command"
        + " goes on where an earlier one stopped."),
    examples: [
      Example("certkiosk documents A-1 --to out", Both("写出待打印的 PDF", "write the PDFs to print")),
      Example("certkiosk documents A-1 --paper receipt --to out", Both("只写收据", "write the receipt only")),
      Example(
        "certkiosk documents A-1 --draft --to out", Both("草稿，请申请人先核对", "drafts for the applicant to read through")),
      Example(
        "certkiosk documents --blank --service SERVICE --to out",
        Both("没有订单的人取空白表", "empty forms for somebody without an order")),
      Example("certkiosk documents A-1 --list", Both("列出可以制作的纸件", "list the papers it can have")),
      Example("certkiosk documents A-1 A-2 --print", Both("打印两份订单的全部文件", "print the papers of two orders")),
      Example("certkiosk documents A-1 --print --reason 客户遗失 --person wang", Both("重印", "print again")),
    ],
    options: [
      .value("to", "DIR", .folder, Both("输出目录（默认当前目录下以申请编号命名）", "where they go")),
      .value("copies", "N", .number(1...9), Both("份数（默认按规定）", "copies (as the service asks by default)")),
      .flag("boxes", Both("同时写出各栏位置", "write the places of all boxes too")),
    ] + paperOptions + printOptions,
    arguments: [Argument("ORDER", .any, .text, Both("订单号或申请编号", "orders' or applications' numbers"))],
    run: { invocation in
      let session = Session(invocation)
      try checkPaperWishes(invocation)
      if let service = invocation.value("service") { return try session.writeBlanks(of: service) }
      let orders = try orders(named: session)
      if invocation.flag("print") { return try print(orders, session) }
      let desk = try session.desk()
      let refused = try session.each(orders, at: desk) { text in
        let order = try desk.order(text)
        if invocation.flag("list") { return session.list(try desk.papers(of: order)) }
        let folder = invocation.value("to").map { orders.count == 1 ? $0 : "\($0)/\(order.application.number)" }
        let written = try session.write(order, at: desk, to: folder ?? order.application.number)
        for document in written { session.tell(document) }
      }
      return refused > 0 ? .refused : .done
    })
}

extension Desk.WrittenDocument {
  var words: Both { Both("\(path)  \(pages) 页", "\(path)  \(pages) page\(pages == 1 ? "" : "s")") }
}

extension Session {
  /// Empty forms for somebody who has no order yet.
  fileprivate func writeBlanks(of service: String) throws -> ExitStatus {
    let written = try desk().writeBlanks(
      invocation.values("paper"), service: service, business: invocation.value("business"),
      to: invocation.value("to") ?? service, boxes: invocation.flag("boxes"))
    for document in written { tell(document) }
    return .done
  }

  func tell(_ document: Desk.WrittenDocument) {
    console.emit([
      "document": .string(document.document), "path": .string(document.path), "pages": .number(document.pages),
      "digest": .string(document.digest),
    ])
    if !console.json { console.tell(document.words.text(in: language)) }
  }

  func files(at path: String) -> [String] { Self.filesBelow(path) }
}
