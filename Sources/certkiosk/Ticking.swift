// order tick: the material checklist at the counter, item by item.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let ticking = Command(
    "tick", Both("材料清单：列出，或把带来的材料逐项打勾", "the material checklist: list it, or tick what was brought"),
    details: Both(
      "不写 ITEM 时列出清单。ITEM 写编号（business-licence）、名称或清单上的序号。新版次和被退回的材料要重新打勾。",
      "Without ITEM the list is shown. An ITEM is an id (business-licence), a title or its number on the list. A new"
        + " revision, and papers that were sent back, are ticked again."),
    examples: [
      Example("certkiosk order tick A-1", Both("列出清单", "show the list")),
      Example("certkiosk order tick A-1 business-licence 3 --person wang", Both("两项已带来", "two items are here")),
      Example(
        "certkiosk order tick A-1 4 --spared --reason 丢失补办没有原介质 --person wang", Both("本单不需要", "not needed here")),
    ],
    options: [
      .flag("spared", Both("本单不需要这一项，写明原因", "the item is not needed; say why")),
      .flag("undo", Both("取消打勾，写明原因", "take a tick back; say why")),
      .value("reason", "TEXT", Both("原因", "the reason")),
    ],
    arguments: [orderArgument, Argument("ITEM", .any, .text, Both("清单中的项", "items of the list"))],
    run: { try tick(Session($0)) })

  private static func tick(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let text = session.argument("ORDER")
    let items = session.invocation.arguments("ITEM")
    guard let first = items.first else {
      try session.tell(desk.checklist(of: desk.order(text)))
      return .done
    }
    let reason = session.invocation.value("reason") ?? ""
    switch (session.invocation.flag("spared"), session.invocation.flag("undo")) {
    case (false, false): return try session.tell(desk.tick(text, items), at: desk)
    case (true, false) where items.count == 1:
      return try session.tell(desk.spare(text, first, reason: reason), at: desk)
    case (false, true) where items.count == 1:
      return try session.tell(desk.untick(text, first, reason: reason), at: desk)
    default:
      throw UsageError.rule(
        Both("--spared 或 --undo 一次只能写一项，二者不能同时写", "--spared or --undo takes one item, and not both at once"))
    }
  }
}

extension Session {
  fileprivate func tell(_ list: [(item: ChecklistItem, mark: Checklist.Mark?)]) {
    for (number, (item, mark)) in list.enumerated() {
      console.emit([
        "number": .number(number + 1), "item": .string(item.id), "title": .string(item.title),
        "ticked": .bool(mark == .here), "spared": JSON(mark?.reason),
      ])
      guard !console.json else { continue }
      let box = mark == nil ? "[ ]" : "[✓]"
      console.tell(
        Both("\(box) \(number + 1)  \(item.title)", "\(box) \(number + 1)  “\(item.title)”").with(
          mark?.reason.map { Both("  不需要：\($0)", "  not needed: “\($0)”") }))
    }
  }
}

extension Checklist.Mark {
  fileprivate var reason: String? { if case .spared(let reason) = self { reason } else { nil } }
}
