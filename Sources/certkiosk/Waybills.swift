// order waybills: a courier's list of parcels.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let waybills = Command(
    "waybills", Both("成批登记寄出：从快递公司的清单导入单号", "record parcels from a courier's list"),
    details: Both(
      "CSV（UTF-8 或 GB18030）或 XLSX，第一行写栏目：订单号、快递公司、快递单号，可另有物品（用顿号分开）和内容（写“发票”的只寄发票）。"
        + "逐行登记并说明；再次导入同一清单不重复登记。",
      "CSV (UTF-8 or GB18030) or XLSX whose first row names order, courier and waybill; items and content may follow. Each"
        + " line is recorded by itself; importing a list again records nothing twice."),
    examples: [
      Example("certkiosk order waybills 已寄出.csv --person wang", Both("导入当日寄出的单号", "import today's parcels"))
    ],
    arguments: [Argument("LIST", .some, .file, Both("清单", "lists"))], run: { try importWaybills(Session($0)) })

  private static func importWaybills(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    var refused = 0
    for file in session.invocation.arguments("LIST") {
      let summary = try desk.importWaybills(file) { session.tell($0) }
      refused += summary.refused
      session.console.say(
        Both(
          "登记 \(summary.shipped) 行，已有 \(summary.known) 行，未登记 \(summary.refused) 行",
          "\(summary.shipped) recorded, \(summary.known) known, \(summary.refused) refused"))
    }
    return refused > 0 ? .refused : .done
  }
}

extension Session {
  fileprivate func tell(_ taken: Desk.TakenWaybill) {
    switch taken {
    case .finding(let finding): tell(finding)
    case .shipped(let order, let place): tell(order.number, place, "shipped", Both("已登记", "recorded"))
    case .known(let number, let place): tell(number, place, "known", Both("已有", "known"))
    }
  }

  private func tell(_ order: OrderNumber, _ place: Place, _ word: String, _ title: Both) {
    console.emit([
      "file": .string(place.file), "line": place.line.map { .number($0) } ?? .null, "order": .string(order.text),
      "outcome": .string(word),
    ])
    if !console.json { console.tell("\(place.file):\(place.line ?? 0)  \(order)  \(title.text(in: language))") }
  }
}
