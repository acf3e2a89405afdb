// Empty forms for somebody who has no order yet: all that the business asks for, no slip among them, and taken back later.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Scans
import Services
import Testing

@Suite struct BlankFormTests {
  private let counter: CounterDesk
  private var desk: Desk { counter.desk }

  init() throws { counter = try CounterDesk() }

  private func names(_ service: String, _ business: String?) throws -> Set<String> {
    Set(try desk.writeBlanks(service: service, business: business, to: "\(counter.folder)/\(service)").map(\.document))
  }

  @Test func `somebody without an order gets every form of the business, and no slip`() throws {
    let new = try names("bjca", "初次申请")
    #expect(new.isSuperset(of: ["application-form.blank", "authorization-letter.blank", "agreement.blank"]))
    #expect(!new.contains("loss-statement.blank") && !new.contains("checklist.blank"))
    let replaced = try names("bjca", "补办")
    #expect(replaced.contains("loss-statement.blank"), "nobody knows yet whether it is lost or broken")
    #expect(try names("bjca", nil) == new.union(replaced).union(try names("bjca", "变更")))
    #expect(throws: OrderMistake.noBlank("收款收据")) {
      try desk.writeBlanks(["receipt"], service: "bjca", to: counter.folder)
    }
    #expect(throws: CounterError.noBusinessType("升级", service: "北京数字证书认证中心")) { try names("bjca", "升级") }
    #expect(try desk.store.journal(after: 0).allSatisfy { $0.kind != "printed" })
  }

  @Test func `an empty form has neither number nor code, and comes back by hand`() throws {
    let forms = try desk.writeBlanks(["数字证书申请表"], service: "zhongyuan", business: "新制", to: "\(counter.folder)/out")
    let form = try #require(forms.first)
    #expect(form.pages == 2)
    let name = "\(counter.folder)/page"
    #expect(try Program.run("pdftoppm", ["-r", "150", "-jpeg", form.path, name]).succeeded)
    let pages = try Files.names(in: counter.folder).map { "\(counter.folder)/\($0)" }.filter { $0.hasPrefix(name) }
    for page in pages { #expect(try Program.run("/usr/bin/zbarimg", ["-q", "--raw", page]).outputText.isEmpty) }
    let number = try counter.register("zhongyuan-new")
    let worker = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/certkiosk"
    let kept = try desk.keepFilledByHand(pages.sorted(), as: "application-form", for: number, worker: worker)
    #expect(kept.order.referred?.count == 2)
  }

  @Test func `the command wants a service or an order, not both`() throws {
    let program = "\(Program.folder)/certkiosk"
    let store = ["--store", "\(counter.folder)/store", "--key-file", "\(counter.folder)/key", "--forms", desk.forms]
    func run(_ words: [String]) throws -> Outcome { try Program.run(program, ["documents"] + words + store) }
    let wrong = [
      ["--blank"], ["--service", "bjca"], ["A-1", "--blank", "--service", "bjca"], ["--business", "new"],
    ]
    for words in wrong {
      #expect(try run(words).ending == .exited(2), "\(words)")
    }
    let made = try run(["--blank", "--service", "bjca", "--business", "new", "--to", "\(counter.folder)/forms"])
    #expect(made.ending == .exited(0), "\(made.errorText)")
    #expect(Files.kind(of: "\(counter.folder)/forms/application-form.blank.pdf") == .file)
  }
}
