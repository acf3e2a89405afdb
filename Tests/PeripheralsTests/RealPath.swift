// The whole way from an order to a printer, over CUPS and its virtual IPP printer; one after the other on one stack.
import Foundation
import Glibc
import Testing

/// CUPS and the name service want to be started by root.
@Suite(.serialized, .enabled(if: geteuid() == 0, "the private print service is started by root")) struct RealPath {
  nonisolated(unsafe) static let stack = Result { try PrintStack() }
  nonisolated(unsafe) static let shop = Result { try Shop(of: stack.get()) }
  nonisolated(unsafe) static let printer = Result { try SoftPrinter("Counter", of: stack.get()) }

  let stack: PrintStack
  let shop: Shop
  let printer: SoftPrinter

  init() throws {
    stack = try Self.stack.get()
    shop = try Self.shop.get()
    printer = try Self.printer.get()
    try printer.be(.ok)
    _ = try printer.takePrinted()
  }

  /// `documents … --print` on the shop's printer.
  func print(_ words: String..., wait: Int = 20, signedIn: Bool = false) throws -> Answer {
    try shop.run(["documents", "--print", "--printer", "Counter", "--wait", "\(wait)"] + words, signedIn: signedIn)
  }

  /// Waits until something holds that is bound to come; fails otherwise.
  func eventually(_ holds: () throws -> Bool, _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation)
    rethrows
  {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if try holds() { return }
      usleep(50_000)
    }
    Issue.record(comment, sourceLocation: sourceLocation)
  }
}
