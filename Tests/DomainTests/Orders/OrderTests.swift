// An order moves only as its service's flow allows, and its one Chinese state follows.
import Domain
import Foundation
import Testing

@Suite struct OrderTests {
  static let clerk = Person(id: "clerk", roles: [.clerk, .finance])
  static let reviewer = Person(id: "reviewer", roles: [.reviewer, .finance, .maker])

  static let reviewFirst = Flow(
    requirements: [
      .acknowledgement: [], .papers: [], .submission: [.acknowledgement, .papers], .review: [.submission],
      .payment: [.review], .production: [.review, .payment], .handover: [.production],
    ], separations: [[.submission, .review]])
  static let payFirst = Flow(
    requirements: [
      .acknowledgement: [], .payment: [.acknowledgement], .papers: [], .submission: [.payment, .papers],
      .review: [.submission], .production: [.review], .handover: [.production],
    ])

  static let papersLast = Flow(
    requirements: [
      .acknowledgement: [], .submission: [.acknowledgement], .review: [.submission], .payment: [.review],
      .papers: [.payment], .production: [.review, .payment, .papers], .handover: [.production],
    ])

  static func rules(_ flow: Flow) throws -> OrderRules {
    OrderRules(
      flow: flow, papers: [.init(slot: "application-form", title: "申请表", pages: 2)],
      fee: try #require(Money(fen: 30000)))
  }

  static func order() throws -> Order {
    let number = OrderNumber(kiosk: "A01", incarnation: 0, day: try #require(CivilDate("2026-03-09")), serial: 7)
    let application = Application(number: "A-1", service: "s", businessType: "new", values: [:])
    return Order(number, registering: application, by: "clerk")
  }

  static func paper(_ page: Int) -> Event {
    .paperAccepted(Paper(slot: "application-form", page: page, copy: 1, object: "o\(page)", thresholds: "1"))
  }

  static let payment = PaymentEntry(id: "1", kind: .posSlip, fen: 30000, payer: nil, reference: "77")

  static let counterDay: [(Event, Person, OrderState)] = [
    (.acknowledged, clerk, .draft), (paper(1), clerk, .draft), (paper(2), clerk, .draft),
    (.submitted, clerk, .inReview), (.approved, reviewer, .awaitingPayment),
    (.paymentRecorded(payment), clerk, .paymentRecorded), (.paymentConfirmed(entry: "1"), reviewer, .paid),
    (.productionStarted(token: "T"), reviewer, .making),
    (.certificateRequested(id: "R", request: [1]), reviewer, .making),
    (.certificateReceived(id: "R", certificate: [2], chain: []), reviewer, .awaitingDownload),
    (.tokenStep("{}"), reviewer, .writing), (.certificateProven(token: "T", serial: "01"), reviewer, .awaitingHandover),
    (.handedOver(items: ["T"]), clerk, .completed), (.exported(bundle: "B", digest: "d"), clerk, .syncing),
    (.confirmed(bundle: "B"), clerk, .confirmed),
  ]

  static let payFirstMorning: [(Event, Person, OrderState)] = [
    (.acknowledged, clerk, .awaitingPayment), (.paymentRecorded(payment), clerk, .paymentRecorded),
    (.paymentConfirmed(entry: "1"), reviewer, .awaitingSubmission), (paper(1), clerk, .awaitingSubmission),
    (paper(2), clerk, .awaitingSubmission),
    (.submitted, clerk, .inReview), (.approved, reviewer, .approved),
    (.productionStarted(token: "T"), reviewer, .making),
  ]

  static let papersLastMorning: [(Event, Person, OrderState)] = [
    (.acknowledged, clerk, .draft), (.submitted, clerk, .inReview), (.approved, reviewer, .awaitingPayment),
    (.paymentRecorded(payment), clerk, .paymentRecorded), (.paymentConfirmed(entry: "1"), reviewer, .paid),
    (paper(1), clerk, .paid), (paper(2), clerk, .paid), (.productionStarted(token: "T"), reviewer, .making),
  ]

  @Test(arguments: [(reviewFirst, counterDay), (payFirst, payFirstMorning), (papersLast, papersLastMorning)])
  func `an order walks its service's own way`(flow: Flow, day: [(Event, Person, OrderState)]) throws {
    var order = try Self.order()
    for (event, person, state) in day {
      order = try order.after(event, by: person, under: try Self.rules(flow))
      #expect(order.state(under: try Self.rules(flow)) == state, "after \(event.title)")
    }
  }

  @Test func `an order has no more revisions than a page's code can say`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    while order.revision < PageCode.mostRevisions {
      order = try order.after(.amended(order.application), by: Self.clerk, under: rules)
    }
    let last = order
    #expect(throws: OutOfTurn.lastRevision) {
      try last.after(.amended(last.application), by: Self.clerk, under: rules)
    }
    let code = PageCode(
      service: "EX", reference: "A010126030900075", document: "AF", edition: 1, revision: last.revision,
      page: PageCode.mostPages, pages: PageCode.mostPages, copy: 1, digest: [UInt8](repeating: 7, count: 8), key: nil)
    #expect(PageCode(code.text) == code)
  }

  @Test func `where a service says so, an approved and paid order is being made before anybody begins`() throws {
    let usual = try Self.rules(Self.reviewFirst)
    let flow = Flow(requirements: Self.reviewFirst.requirements, isMadeAtOnce: true)
    var order = try Self.order()
    for (event, person, state) in Self.counterDay.prefix(7) {
      order = try order.after(event, by: person, under: usual)
      #expect(try order.state(under: Self.rules(flow)) == (state == .paid ? .making : state))
    }
    #expect(order.state(under: usual) == .paid)
  }

  @Test func `every event of the day is refused at every moment but its own`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    for (moment, (event, person, _)) in Self.counterDay.enumerated() {
      for (later, _, _) in Self.counterDay[(moment + 1)...] {
        guard case .paperAccepted = later else {
          let early = try? order.after(later, by: Self.reviewer, under: rules)
          if case .tokenStep = later, !order.makings.isEmpty { continue }
          #expect(early == nil, "\(later.title) before \(event.title)")
          continue
        }
      }
      order = try order.after(event, by: person, under: rules)
    }
  }

  @Test func `one person cannot submit and review`() throws {
    let both = Person(id: "clerk", roles: [.clerk, .reviewer])
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    for event in [.acknowledged, Self.paper(1), Self.paper(2), .submitted] {
      order = try order.after(event, by: both, under: rules)
    }
    #expect(throws: OutOfTurn.samePerson(.review, .submission)) { try order.after(.approved, by: both, under: rules) }
  }

  @Test func `whoever recorded a payment cannot confirm it`() throws {
    let rules = try Self.rules(Self.payFirst)
    let finance = Person(id: "f", roles: [.clerk, .finance])
    let order = try Self.order().after(.acknowledged, by: Self.clerk, under: rules)
      .after(.paymentRecorded(Self.payment), by: finance, under: rules)
    #expect(throws: OutOfTurn.ownPayment) {
      try order.after(.paymentConfirmed(entry: "1"), by: finance, under: rules)
    }
    #expect(throws: OutOfTurn.ownPayment) {
      try order.after(.paymentConfirmed(entry: "1"), by: Self.clerk, under: rules)
    }
  }

  @Test func `a submitted order is frozen until it is withdrawn, and then its papers are made anew`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    for event in [.acknowledged, Self.paper(1), Self.paper(2), .submitted] {
      order = try order.after(event, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.frozen) {
      try order.after(.amended(order.application), by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.frozen) { try order.after(Self.paper(1), by: Self.clerk, under: rules) }
    let back = try order.after(.withdrawn(reason: "更正"), by: Self.clerk, under: rules)
    #expect(back.revision == order.revision + 1 && back.papers.isEmpty && !back.submitted)
    #expect(try back.after(.amended(order.application), by: Self.clerk, under: rules).revision == back.revision + 1)
    #expect(throws: OutOfTurn.tooEarly(.submission, missing: [.papers])) {
      try back.after(.submitted, by: Self.clerk, under: rules)
    }
  }

  @Test(arguments: [[Role.auditor], [.administrator], [.maker], [.finance]])
  func `who may only look, make or count amends, withdraws and voids nothing`(roles: [Role]) throws {
    let rules = try Self.rules(Self.reviewFirst)
    let order = try Self.order()
    let events: [Event] = [
      .amended(order.application), .withdrawn(reason: "x"), .voided(reason: "x"),
      .paperDecided(digest: "d", accepted: true, reason: nil),
    ]
    for event in events {
      #expect(throws: OutOfTurn.refused(.role(event.title, .clerk)), "\(event.title)") {
        try order.after(event, by: Person(id: "x", roles: Set(roles)), under: rules)
      }
    }
  }

  @Test func `a step that nobody takes holds up what follows until its own conditions are met`() throws {
    let flow = Flow(requirements: [
      .acknowledgement: [], .payment: [.acknowledgement], .papers: [.payment], .submission: [.papers],
    ])
    #expect(flow.missing(before: .submission, done: [.papers]) == [.payment])
    #expect(flow.open(done: [.papers]) == [.acknowledgement])
    #expect(flow.comes(.acknowledgement, before: .submission) && !flow.comes(.submission, before: .papers))
    let rules = try Self.rules(flow)
    let order = try Self.order().after(Self.paper(1), by: Self.clerk, under: rules).after(
      Self.paper(2), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.tooEarly(.submission, missing: [.payment])) {
      try order.after(.submitted, by: Self.clerk, under: rules)
    }
  }

  @Test func `papers that come after the review keep the token waiting, and its beginning ends them`() throws {
    let rules = try Self.rules(Self.papersLast)
    #expect(Self.papersLast.takesPapersLate && !Self.reviewFirst.takesPapersLate && !Self.payFirst.takesPapersLate)
    var order = try Self.order()
    for (event, person, _) in Self.papersLastMorning.dropLast(2) {
      order = try order.after(event, by: person, under: rules)
    }
    let begun = Event.productionStarted(token: "T")
    #expect(throws: OutOfTurn.tooEarly(.production, missing: [.papers])) {
      try order.after(begun, by: Self.reviewer, under: rules)
    }
    order = try order.after(Self.paper(2), by: Self.clerk, under: rules).after(begun, by: Self.reviewer, under: rules)
    #expect(throws: OutOfTurn.tokenBegun) { try order.after(Self.paper(1), by: Self.clerk, under: rules) }
  }

  @Test func `only rejected papers open again`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    for event in [.acknowledged, Self.paper(1), Self.paper(2), .submitted] {
      order = try order.after(event, by: Self.clerk, under: rules)
    }
    order = try order.after(
      .rejected([Rejection(slot: "application-form", reason: "印章不清")]), by: Self.reviewer, under: rules)
    #expect(order.state(under: rules) == .rejected)
    let other = Event.paperAccepted(Paper(slot: "licence", page: nil, copy: 1, object: "x", thresholds: "1"))
    #expect(throws: OutOfTurn.notReopened) { try order.after(other, by: Self.clerk, under: rules) }
    order = try order.after(Self.paper(1), by: Self.clerk, under: rules).after(
      Self.paper(2), by: Self.clerk, under: rules)
    #expect(try order.after(.submitted, by: Self.clerk, under: rules).state(under: rules) == .inReview)
  }

  @Test func `a page waits for a person, who takes it or does not`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    let paper = Paper(slot: "application-form", page: 2, copy: 1, object: "o", original: "u", thresholds: "1")
    let waiting = Event.paperReferred(Referral(paper: paper, digest: "abc", codes: ["C51"]))
    let order = try Self.order().after(waiting, by: Self.clerk, under: rules)
    #expect(order.referred?.count == 1 && order.papers.isEmpty)
    let taken = try order.after(
      .paperDecided(digest: "abc", accepted: true, reason: nil), by: Self.clerk, under: rules)
    #expect(taken.referred?.isEmpty == true && taken.papers == [paper])
    let declined = try order.after(
      .paperDecided(digest: "abc", accepted: false, reason: "不清楚"), by: Self.clerk, under: rules)
    #expect(declined.referred?.isEmpty == true && declined.papers.isEmpty)
    #expect(throws: OutOfTurn.self) {
      try declined.after(.paperDecided(digest: "abc", accepted: true, reason: nil), by: Self.clerk, under: rules)
    }
    // A better scan of the same page makes looking needless.
    #expect(try order.after(Self.paper(2), by: Self.clerk, under: rules).referred?.isEmpty == true)
  }

  @Test func `pages of different copies do not make one document`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    func paper(_ page: Int, copy: Int) -> Event {
      .paperAccepted(Paper(slot: "application-form", page: page, copy: copy, object: "\(page)\(copy)", thresholds: "1"))
    }
    var order = try Self.order().after(paper(1, copy: 1), by: Self.clerk, under: rules)
    order = try order.after(paper(2, copy: 2), by: Self.clerk, under: rules)
    #expect(order.missingPapers(under: rules).map(\.pages).first?.count == 1)
    order = try order.after(paper(1, copy: 2), by: Self.clerk, under: rules)
    #expect(order.missingPapers(under: rules).isEmpty && order.papers.count == 3)
    let out = Event.paperRefused(slot: "application-form", page: 1, codes: ["C63"], object: "12")
    #expect(try order.after(out, by: Self.clerk, under: rules).papers.map(\.object) == ["11", "22"])
  }

  @Test func `a clerk takes a page out with a reason, and nobody does once the order is handed in`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    let day = try Self.counterDay.prefix(4).reduce(Self.order()) { try $0.after($1.0, by: $1.1, under: rules) }
    let paper = try #require(day.papers.first)
    func out(_ reason: String) -> Event {
      .paperRefused(slot: paper.slot, page: paper.page, codes: [], object: paper.object, reason: reason)
    }
    var before = try Self.order().after(.paperAccepted(paper), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.refused(.noReason)) { try before.after(out(""), by: Self.clerk, under: rules) }
    #expect(throws: OutOfTurn.self) { try before.after(out("扫错了"), by: Self.reviewer, under: rules) }
    before = try before.after(out("扫错了"), by: Self.clerk, under: rules)
    #expect(before.papers.isEmpty)
    #expect(throws: OutOfTurn.frozen) { try day.after(out("扫错了"), by: Self.clerk, under: rules) }
  }

  @Test func `events written before orders had several tokens are read as the first token's`() throws {
    let old = #"{"certificateRequested":{"id":"R","request":[1]}}"#
    #expect(
      try JSONDecoder().decode(Event.self, from: Data(old.utf8)) == .certificateRequested(id: "R", request: [1]))
  }
}
