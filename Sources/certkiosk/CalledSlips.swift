// Slips that a step calls for: named after it, and printed at once where that is asked for.
internal import CommandLine
internal import Counter
internal import Domain
internal import Peripherals
internal import Services

extension Certkiosk {
  static let slipOptions: [Option] = [
    .flag("print", Both("随即打印该步骤的单据", "print the step's slips at once")), printerOption,
  ]
}

extension Session {
  /// An order's line after a step, and the slips that the applicant gets now.
  func tell(_ order: Order, at desk: Desk, slips wanted: [String]) throws -> ExitStatus {
    _ = try tell(order, at: desk)
    return try call(for: wanted, of: order, at: desk)
  }

  /// Once every token of an order is done, its completion slip goes with it.
  func tellCompletion(of text: String, at desk: Desk) throws -> ExitStatus {
    let order = try desk.order(text)
    guard order.provenTokens >= (try desk.rules(for: order)).tokens else { return .done }
    return try call(for: ["completion-slip"], of: order, at: desk)
  }

  /// Prints them where that was asked for, or where the counter has a printer of its own; else says what to print.
  private func call(for wanted: [String], of order: Order, at desk: Desk) throws -> ExitStatus {
    let known = try desk.papers(of: order)
    let slips = wanted.compactMap { kind in known.first { $0.id == kind } }
    guard !slips.isEmpty else { return .done }
    let own = try desk.counterPrinter()
    if invocation.flag("print") { return try print(slips, of: order, at: desk, on: invocation.value("printer") ?? own) }
    guard let own else { return remind(of: slips, of: order) }
    do { return try print(slips, of: order, at: desk, on: own) } catch {
      // The step is done; a printer that does not work keeps nobody from printing the slip later.
      console.explain(error)
      return remind(of: slips, of: order)
    }
  }

  /// Names an order's papers and how each is printed.
  func remind(of wanted: [String], of order: Order, at desk: Desk) throws {
    let known = try desk.papers(of: order)
    _ = remind(of: wanted.compactMap { kind in known.first { $0.id == kind } }, of: order)
  }

  private func remind(of slips: [DocumentDefinition], of order: Order) -> ExitStatus {
    for slip in slips {
      console.emit(["order": .string(order.number.text), "slip": .string(slip.id), "title": .string(slip.title)])
      console.say(
        Both(
          "  请打印《\(slip.title)》：certkiosk documents \(order.number) --paper \(slip.id) --print",
          "  to print: \(slip.id) (certkiosk documents \(order.number) --paper \(slip.id) --print)"))
    }
    return .done
  }

  private func print(
    _ slips: [DocumentDefinition], of order: Order, at desk: Desk, on printer: String?
  ) throws -> ExitStatus {
    var wishes = Printing.Wishes()
    wishes.printer = printer
    let printing = try Printing(desk: desk, wishes: wishes) { _ in }
    let pages = try printing.print(slips.map(\.id), of: order.number.text)
    console.emit([
      "order": .string(order.number.text), "papers": .array(slips.map { .string($0.id) }), "pages": .number(pages),
      "outcome": "completed",
    ])
    console.say(Both("  已打印 \(slips.map(\.title).joined(separator: "、"))", "  printed \(pages) pages"))
    return .done
  }
}
