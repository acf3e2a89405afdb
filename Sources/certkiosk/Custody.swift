// stock and till: what the counter keeps, counted by two people.
internal import CommandLine
internal import Counter
internal import Domain
internal import Services

extension Certkiosk {
  private static let goodArgument = Argument(
    "GOOD", .one, .words(of: Good.allCases, \.words),
    Both("物品：token 介质、cipherCard 密码卡、invoice 定额发票、label 标签", "what: token, cipherCard, invoice, label"))
  private static let serialsArgument = Argument(
    "SERIAL", .any, .text, Both("编号，或 起..止", "serials, or FIRST..LAST"))
  private static let countOption = Option.value(
    "count", "N", .number(1...1_000_000), Both("没有编号的物品的数量", "how many, of what has no serials"))
  private static let secondOptions: [Option] = [
    .value("second", "ID", required: true, Both("第二名人员", "the second person")),
    .value("second-pin-fd", "N", .number(0...1023), Both("从该描述符读取其 PIN", "read their PIN from this descriptor")),
  ]

  static let stock = Command(
    "stock", Both("库存：介质、密码卡、定额发票、标签", "stock: tokens, cipher cards, fixed-amount invoices, labels"),
    examples: [
      Example("certkiosk stock receive token 9A01026001..9A01026050 --person wang", Both("介质入库", "tokens come in"))
    ],
    subcommands: [
      moving(
        "receive", .receive, Both("入库", "pieces come in"), "receive invoice 00128101..00128200 --yuan 100.00",
        [.value("yuan", "YUAN", Both("定额发票每张的面额", "the amount of each fixed-amount invoice"))]),
      moving(
        "issue", .issue, Both("发到订单；交付时一并记入", "take pieces out for an order"), "issue token 9A01026001 --order A-1",
        [.value("order", "ORDER", required: true, Both("订单号或申请编号", "an order's or application's number"))]),
      moving(
        "spoil", .spoil, Both("作废", "pieces are unusable"), "spoil token 9A01026001 --reason 外壳破损", [reasonOption]),
      moving(
        "return", .takeBack, Both("收回：未用的回到库存，申请人交回的待销毁", "pieces come back"),
        "return token 9A01026001 --reason 申请人交回旧介质", [reasonOption]),
      moving(
        "destroy", .destroy, Both("两人销毁作废和收回的物品", "two people destroy what was spoiled or came back"),
        "destroy token 9A01026001 --reason 集中销毁 --second zhao", [reasonOption] + secondOptions),
      stockVerb(
        "list", Both("列出数量；指明物品时列出编号", "counts; serials of a good"), "list token --place stock",
        [.value("place", "PLACE", .words(of: CustodyPlace.allCases, \.words), Both("只列此处", "only this place"))],
        [
          Argument(
            "GOOD", .optional, .words(of: Good.allCases, \.words), Both("物品", "which good"))
        ], listStock),
      stockVerb(
        "count", Both("逐件盘点：与台账比较编号", "compare serials with the ledger"), "count token 9A01026002..9A01026050", [],
        [goodArgument, serialsArgument], countStock),
    ])

  static let till = Command(
    "till", Both("钱箱：两人开箱、关箱", "the till: opened and closed by two people"),
    examples: [
      Example(
        "certkiosk till close --cash 100=15 --cash 50=4 --stock token=41 --second zhao --person wang",
        Both("清点后关箱", "close it with what was counted"))
    ],
    subcommands: [
      stockVerb(
        "open", Both("两人清点后开箱", "open it with what two people counted"), "open --cash 100=5 --second zhao",
        noun: "till",
        countOptions + [.value("difference", "REASON", Both("与上次留存不符的原因", "why it is not what was left"))], []
      ) { session, desk in
        try desk.openTill(
          session.count(), second: session.witness(), difference: session.invocation.value("difference"))
        return try show(session, desk)
      },
      stockVerb(
        "close", Both("两人清点后关箱；现金或库存不符的不能关", "close it; what does not agree keeps it open"),
        "close --cash 100=15 --kept 500.00 --second zhao", noun: "till",
        countOptions + [
          .value("kept", "YUAN", Both("留在钱箱的现金（默认全部）", "what stays in it (everything by default)")),
          .value("to", "DIR", .folder, Both("写出现金、库存盘点表的目录", "write the sheets there")),
          .value("service", "SERVICE", Both("盘点表用哪家机构的称呼", "whose words the sheets use")),
        ], [], closeTill),
      stockVerb("show", Both("应有的现金和库存", "what should be there"), "show", noun: "till", [], [], show),
    ])

  private static let countOptions: [Option] =
    [
      .repeated("cash", "VALUE=COUNT", Both("面额和张数，如 100=15、0.5=3", "notes and coins, such as 100=15 or 0.5=3")),
      .repeated("stock", "GOOD=COUNT", Both("库存实盘，如 token=41", "what was counted, such as token=41")),
    ] + secondOptions

  private static func moving(
    _ name: String, _ move: CustodyMove, _ summary: Both, _ line: String, _ options: [Option] = []
  ) -> Command {
    stockVerb(name, summary, line, options + [countOption], [goodArgument, serialsArgument]) { session, desk in
      let given = Set(options.map(\.name))
      let amount = try given.contains("yuan") && session.invocation.value("yuan") != nil ? session.money("yuan") : nil
      let pieces = try session.pieces(count: session.invocation.number("count"), amount: amount)
      try desk.move(
        pieces, move, order: given.contains("order") ? session.invocation.value("order") : nil,
        reason: given.contains("reason") ? session.invocation.value("reason") : nil,
        second: given.contains("second") ? session.witness() : nil)
      session.console.emit([
        "good": .string(pieces.good.rawValue), "move": .string(move.rawValue), "count": .number(pieces.count),
      ])
      session.console.say(
        Both(
          "\(move.title)：\(pieces.good.title) \(pieces.count) 件",
          "\(move.rawValue): \(pieces.count) \(pieces.good.rawValue)"))
      return .done
    }
  }

  private static func stockVerb(
    _ name: String, _ summary: Both, _ line: String, noun: String = "stock", _ options: [Option],
    _ arguments: [Argument], _ run: @escaping @Sendable (Session, Desk) throws -> ExitStatus
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk \(noun) \(line) --person wang", summary)], options: options,
      arguments: arguments,
      run: { invocation in
        let session = Session(invocation)
        return try run(session, session.desk())
      })
  }

  @Sendable private static func listStock(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let place = session.invocation.value("place").flatMap { CustodyPlace(rawValue: $0) }
    guard let good = session.invocation.argument("GOOD").flatMap({ Good(rawValue: $0) }) else {
      for (good, counts) in try desk.custody().sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        session.tell(good, counts)
      }
      return .done
    }
    for piece in try desk.pieces(good, in: place) {
      session.console.emit([
        "good": .string(good.rawValue), "serial": .string(piece.serial), "place": .string(piece.place.rawValue),
        "order": JSON(piece.order?.text),
      ])
      if !session.console.json {
        let order = piece.order.map { "  \($0.text)" } ?? ""
        session.console.tell(
          Both("\(piece.serial)  ", "\(piece.serial)  ").with(piece.place.words).with(Both(order, order)))
      }
    }
    if good.isCounted { session.tell(good, try desk.custody()[good] ?? [:]) }
    return .done
  }

  @Sendable private static func countStock(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let (missing, surplus) = try desk.compare(session.pieces(count: nil))
    let lists = [
      ("missing", Both("台账有而未见：", "in the ledger but not seen: "), missing),
      ("surplus", Both("见到而台账没有：", "seen but not in the ledger: "), surplus),
    ]
    for (word, title, serials) in lists where !serials.isEmpty {
      session.console.emit([word: .array(serials.map { .string($0) })])
      if !session.console.json {
        let summary = SerialRange.summary(of: serials)
        session.console.tell(title.with(Both(summary, summary)))
      }
    }
    if missing.isEmpty && surplus.isEmpty { session.console.say(Both("与台账一致", "as the ledger says")) }
    return missing.isEmpty && surplus.isEmpty ? .done : .refused
  }

  @Sendable private static func closeTill(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let kept = try session.invocation.value("kept").map { _ in try session.money("kept") }
    let facts = try desk.closeTill(session.count(), second: session.witness(), kept: kept)
    if let folder = session.invocation.value("to") {
      let service = session.invocation.value("service") ?? desk.packs.packs.first?.id ?? ""
      for sheet in ["till-count", "stock-count"] {
        session.tell(try desk.writeSheet(sheet, service: service, counted: facts, to: folder))
      }
    }
    return try show(session, desk)
  }

  @Sendable private static func show(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let till = try desk.till()
    session.console.emit([
      "open": .bool(till.isOpen), "since": JSON(till.opened?.chinaText), "opening": .string(till.opening.yuan),
      "taken": .string(till.taken.yuan), "expected": .string(till.expected.yuan), "waiting": .number(till.waiting),
    ])
    if !session.console.json {
      session.console.tell(
        till.isOpen
          ? Both(
            "钱箱已开（\(till.opened?.wallClock ?? "")）  期初 \(till.opening.yuan)  现金收入 \(till.taken.yuan)  应有 \(till.expected.yuan)  待清点 \(till.waiting) 笔",
            "the till is open (\(till.opened?.wallClock ?? ""))  opening \(till.opening.yuan)  taken \(till.taken.yuan)  expected \(till.expected.yuan)  \(till.waiting) to be counted"
          ) : Both("钱箱已关  留存 \(till.opening.yuan)", "the till is closed  kept \(till.opening.yuan)"))
    }
    for (good, count) in till.goods.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      session.tell(good, [.stock: count])
    }
    return .done
  }
}

extension Session {
  fileprivate func pieces(count: Int?, amount: Money? = nil) throws -> Desk.Pieces {
    guard let good = Good(rawValue: argument("GOOD")) else { throw LedgerError.badSerials(argument("GOOD")) }
    return try Desk.Pieces(good, invocation.arguments("SERIAL"), count: count, amount: amount)
  }

  fileprivate func count() throws -> TillCount {
    var count = TillCount()
    for text in invocation.values("cash") {
      guard let (fen, pieces) = TillCount.cash(text) else { throw LedgerError.badCash(text) }
      count.cash[fen, default: 0] += pieces
    }
    for text in invocation.values("stock") {
      guard let (good, pieces) = TillCount.good(text) else { throw LedgerError.badCash(text) }
      count.goods[good, default: 0] += pieces
    }
    return count
  }

  fileprivate func tell(_ good: Good, _ counts: [CustodyPlace: Int]) {
    let places = CustodyPlace.allCases.filter { counts[$0] ?? 0 > 0 }
    console.emit([
      "good": .string(good.rawValue),
      "places": .object(places.map { .init($0.rawValue, .number(counts[$0] ?? 0)) }),
    ])
    if !console.json {
      let here = places.map { $0.words.with(Both(" \(counts[$0] ?? 0)", " \(counts[$0] ?? 0)")) }
      console.tell(here.reduce(good.words) { $0.with(Both("  ", "  ")).with($1) })
    }
  }
}
