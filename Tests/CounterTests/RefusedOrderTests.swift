// One order that cannot be served keeps no other waiting, and wishes that cannot be met together are refused.
import Counter
import Domain
import Files
import Foundation
import Layout
import Processes
import Records
import Services
import Testing

@Suite struct RefusedOrderTests {
  private let desk: FormDesk

  /// Two orders; the first one's form has grown too long since.
  init() throws {
    desk = try FormDesk()
    #expect(try certkiosk(["store", "init", "--rehearsal", "--kiosk", "T01"]).succeeded)
    for story in ["bjca-change", "guocai-new"] {
      #expect(try certkiosk(["intake", "\(FormDesk.root)/Samples/\(story)"]).succeeded)
    }
    try desk.edit("bjca/application-form.yaml", "  - space: 3\n", to: "  - space: 3\n  - space: 280\n")
  }

  private func certkiosk(_ words: [String]) throws -> Outcome {
    let house = [
      "--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms, "--json",
    ]
    return try desk.run(words + house)
  }

  private func codes(_ outcome: Outcome) -> [String] { FormDesk.lines(outcome).compactMap { $0["code"] as? String } }

  @Test func `a night goes on after an order whose form no longer fits`() throws {
    let outcome = try certkiosk(["day", "--inbox", "\(desk.folder)/inbox", "--outbox", "\(desk.folder)/outbox"])
    #expect(outcome.ending == .exited(1))
    #expect(codes(outcome).contains("L04"), "\(outcome.outputText) \(outcome.errorText)")
    #expect(Files.kind(of: "\(desk.folder)/outbox/documents/GC-0001/application-form.pdf") == .file)
    #expect(Files.kind(of: "\(desk.folder)/outbox/documents/BJ-0004/application-form.pdf") == nil)
  }

  @Test func `of several orders those that can be are served`() throws {
    let outcome = try certkiosk(["documents", "BJ-0004", "NOBODY", "GC-0001", "--to", "\(desk.folder)/out"])
    #expect(outcome.ending == .exited(1))
    #expect(codes(outcome) == ["L04"] && outcome.errorText.contains("N04"))
    #expect(Files.kind(of: "\(desk.folder)/out/GC-0001/application-form.pdf") == .file)
  }

  @Test func `a slip is made of an order whose form no longer fits`() throws {
    let outcome = try certkiosk(["documents", "BJ-0004", "--paper", "acceptance-receipt", "--to", "\(desk.folder)/out"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(Files.kind(of: "\(desk.folder)/out/acceptance-receipt.pdf") == .file)
  }

  @Test(arguments: [("公司", false), ("企业用户", true), ("个人用户", true), ("enterprise", true)])
  func `the kind of payer is told in a clerk's words or by its id, and others are answered with those there are`(
    word: String, isKnown: Bool
  ) throws {
    let outcome = try certkiosk(
      ["payment", "record", "NOBODY", "--kind", "cash", "--amount", "300.00", "--payer-type", word])
    #expect(!outcome.succeeded && outcome.errorText.contains("U12") != isKnown, "\(outcome.errorText)")
    #expect(isKnown || outcome.errorText.contains("person") && outcome.errorText.contains("enterprise"))
  }

  @Test(arguments: [
    ["A-1", "--print", "--list"], ["A-1", "--print", "--to", "out"], ["A-1", "--print", "--boxes"],
    ["A-1", "--print", "--blank", "--paper", "receipt"], ["A-1", "--paper", "receipt", "--copies", "2"],
    ["A-1", "--blank"], ["A-1", "A-2", "--print", "--reason", "客户遗失"], ["A-1", "A-2", "--print", "--came-out", "yes"],
  ])
  func `wishes that cannot be met together are wrong use`(words: [String]) throws {
    let outcome = try certkiosk(["documents"] + words)
    #expect(outcome.ending == .exited(2), "\(outcome.errorText)")
  }
}

/// The papers around the forms, of a desk whose forms change and whose clock goes on.
@Suite struct SetAgainTests {
  private let forms: FormDesk
  private let store: Store
  private let number: String

  init() throws {
    forms = try FormDesk()
    store = try SettingUp.store(
      at: "\(forms.folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(forms.folder)/store.key"), siteKey: nil
    )
    let desk = Desk(store: store, packs: try Packs.load(from: forms.forms), forms: forms.forms)
    let story = "\(FormDesk.root)/Samples/bjca-change"
    var numbers: [String] = []
    for file in try Files.names(in: story) where !file.hasSuffix(".md") {
      try desk.takeIn("\(story)/\(file)", with: desk.intake()) { taken in
        if case .order(let order, _) = taken { numbers.append(order.number.text) }
      }
    }
    number = try #require(numbers.first)
  }

  private func desk(days: Int = 0) throws -> Desk {
    let now = Clock.system.now()
    return Desk(
      store: store, packs: try Packs.load(from: forms.forms), forms: forms.forms,
      clock: Clock { now.advanced(bySeconds: Int64(86_400 * days)) })
  }

  private func papers(_ desk: Desk) throws -> [[[Item]]] {
    try desk.printedSet(of: desk.order(number), copy: 1, reprint: 0, wished: nil).map { $0.document.pages.map(\.items) }
  }

  @Test func `a set is printed again in its editions and with its day`() throws {
    _ = try desk().writeSet(of: number, to: "\(forms.folder)/out")
    let before = try papers(desk())
    #expect(try forms.run(["form", "freeze", forms.forms]).succeeded)
    for paper in ["checklist", "privacy-consent"] {
      try forms.raise("common/papers/\(paper).yaml")
      try forms.edit("common/papers/\(paper).yaml", "\ncontent:\n", to: "\ncontent:\n  - space: 4\n")
    }
    #expect(try papers(desk(days: 3)) == before)
  }
}
