// A small program as the tests' subject, and what it wrote.
import CommandLine
import Domain

struct Said {
  let status: ExitStatus
  let output: String
  let diagnostics: String
}

enum Subject {
  static let tool = tool(
    list { told($0, ["limit", "state", "store"], ["all"], ["skip"], []) },
    fill { told($0, ["to", "store"], [], [], ["FILE", "FORM"]) })

  private static func tool(_ list: Command, _ fill: Command) -> Tool {
    Tool(
      Command(
        "desk", Both("柜台", "a desk"), details: Both("说明。\n.第二段", "Details.\n.Second"),
        examples: [Example("desk order list", Both("列出订单", "list the orders"))],
        options: [.value("store", "DIR", .folder, Both("库", "the store"))],
        subcommands: [
          Command(
            "order", Both("订单", "orders"), examples: [Example("desk order list", Both("列出", "list"))],
            subcommands: [list, show]),
          fill,
        ]), version: "1.2", status: { _ in .deviceMissing })
  }

  private static func list(_ run: @escaping Command.Run) -> Command {
    Command(
      "list", Both("列出订单", "list orders"), examples: [Example("desk order list --limit 5", Both("五个", "five"))],
      options: [
        .value("limit", "N", .number(1...100), Both("最多几个", "how many at most")),
        .value("state", "STATE", .words(["草稿", "待审核"], names: ["draft": "草稿"]), Both("只看这个状态", "only this state")),
        .repeated("skip", "ORDER", Both("跳过", "skip")), .flag("all", Both("全部", "all of them")),
      ], run: run)
  }

  private static let show = Command(
    "show", Both("显示订单", "show an order"), examples: [Example("desk order show A", Both("显示", "show"))],
    arguments: [Argument("ORDER", .one, Both("订单号", "its number"))]
  ) { _ in throw Mishap() }

  private static func fill(_ run: @escaping Command.Run) -> Command {
    Command(
      "fill", Both("填写", "fill in"), examples: [Example("desk fill a.csv --to out", Both("填写", "fill in"))],
      options: [.value("to", "DIR", .folder, required: true, Both("去处", "where to"))],
      arguments: [
        Argument("FILE", .some, .file, Both("文件", "files")), Argument("FORM", .one, Both("表", "a form")),
      ], run: run)
  }

  private static func told(
    _ invocation: Invocation, _ values: [String], _ flags: [String], _ lists: [String], _ arguments: [String]
  ) -> ExitStatus {
    var words = values.compactMap { name in invocation.value(name).map { "\(name)=\($0)" } }
    words += flags.filter(invocation.flag)
    words += lists.map { "\($0)=\(invocation.values($0).joined(separator: "+"))" }
    words += arguments.map { "\($0)=\(invocation.arguments($0).joined(separator: "+"))" }
    invocation.console.tell(words.joined(separator: " "))
    invocation.console.say(Both("好了", "done"))
    invocation.console.emit(["name": .string(invocation.name)])
    return .done
  }

  /// What the command of a line would tell another process.
  static func words(_ line: String, adding more: [String]) -> [String] {
    let output = Output.kept()
    let asking = tool(list { tellWords($0, more) }, fill { tellWords($0, more) })
    _ = asking.run(line.split(separator: " ").map(String.init), language: .english, output: output)
    return output.text.split(separator: " ").map(String.init)
  }

  private static func tellWords(_ invocation: Invocation, _ more: [String]) -> ExitStatus {
    invocation.console.put(invocation.words(adding: more).joined(separator: " "))
    return .done
  }

  static func run(_ line: String, _ language: Language = .english) -> Said {
    let output = Output.kept()
    let diagnostics = Output.kept()
    let words = line.split(separator: " ").map(String.init)
    let status = tool.run(words, language: language, output: output, diagnostics: diagnostics)
    return Said(status: status, output: output.text, diagnostics: diagnostics.text)
  }
}

struct Mishap: Explained {
  var explanation: Explanation {
    Explanation("Z01", "读卡器没有接上", remedy: "请接上。", english: "no reader is there", remedy: "Plug it in.")
  }
  static let specimens = [Mishap()]
}
