// Each service's own order of steps, replayed as its manual tells it.
import Domain
import Services
import Testing

@Suite struct FlowTests {
  struct Story: Sendable, CustomTestStringConvertible {
    /// Manual and lines.
    let source: String
    let service: String
    let type: String
    let channel: String
    let steps: [Step]
    var testDescription: String { source }
  }

  static let stories = [
    Story(
      source: "中原云商 43–62 现场办理-新制", service: "zhongyuan", type: "new", channel: "现场办理",
      steps: [.acknowledgement, .submission, .review, .payment, .papers, .production, .handover]),
    Story(
      source: "中原云商 63–82 现场办理-延期", service: "zhongyuan", type: "renew", channel: "现场办理",
      steps: [.acknowledgement, .submission, .review, .payment, .papers, .production, .handover]),
    Story(
      source: "中原云商 84–103 补办", service: "zhongyuan", type: "replace", channel: "现场办理",
      steps: [.acknowledgement, .submission, .review, .payment, .papers, .production, .handover]),
    Story(
      source: "中原云商 94–101 补办，办理途径“远程办理”", service: "zhongyuan", type: "replace", channel: "远程办理",
      steps: [.acknowledgement, .papers, .submission, .review, .payment, .production, .handover]),
    Story(
      source: "中原云商 20–41 远程办理-延期", service: "zhongyuan", type: "renew", channel: "网上申办",
      steps: [.acknowledgement, .payment, .submission, .review, .production, .handover]),
    Story(
      source: "中原云商 1–19 远程办理-新制", service: "zhongyuan", type: "new", channel: "网上申办",
      steps: [.acknowledgement, .payment, .papers, .submission, .review, .production, .handover]),
    Story(
      source: "阳光采购 73–77、199–201 新办", service: "yangguang", type: "new", channel: "受理点",
      steps: [.acknowledgement, .payment, .papers, .submission, .review, .production, .handover]),
    Story(
      source: "国采 67–82 新办", service: "guocai", type: "new", channel: "受理点",
      steps: [.acknowledgement, .payment, .papers, .confirmation, .submission, .review, .production, .handover]),
    Story(
      source: "国采 85–89 续期", service: "guocai", type: "renew", channel: "受理点",
      steps: [.acknowledgement, .payment, .papers, .confirmation, .submission, .production, .handover]),
    Story(
      source: "北京CA 22–49 先付款后资料", service: "bjca", type: "new", channel: "在线办理",
      steps: [.acknowledgement, .confirmation, .payment, .papers, .submission, .review, .production, .handover]),
    Story(
      source: "北京CA 46–49 受理点，先审核后到账", service: "bjca", type: "new", channel: "受理点",
      steps: [.acknowledgement, .confirmation, .papers, .submission, .review, .payment, .production, .handover]),
    Story(
      source: "深圳CA 33–70 有效期外续期", service: "szca", type: "renew-expired", channel: "受理点",
      steps: [
        .acknowledgement, .confirmation, .papers, .payment, .submission, .review, .bankProof, .production, .handover,
      ]),
  ]

  @Test(arguments: [("guocai", "new", "受理点"), ("bjca", "new", "在线办理"), ("yangguang", "new", "受理点")])
  func `papers that are there already let nobody submit before paying`(
    service: String, type: String, channel: String
  ) throws {
    let flow = try flow(
      of: Story(source: "", service: service, type: type, channel: channel, steps: []))
    let done: Set<Step> = [.papers, .confirmation]
    #expect(flow.missing(before: .submission, done: done) == [.payment])
  }

  @Test(arguments: stories)
  func `the manual's order can be walked`(story: Story) throws {
    let flow = try flow(of: story)
    var done: Set<Step> = []
    for step in story.steps {
      #expect(flow.open(done: done).contains(step))
      done.insert(step)
    }
    #expect(done == Set(flow.requirements.keys))
  }

  /// service, channel, the step that must wait, and for which.
  @Test(arguments: [
    ("zhongyuan", "现场办理", Step.payment, Step.review), ("zhongyuan", "网上申办", .submission, .payment),
    ("yangguang", "受理点", .submission, .payment), ("guocai", "受理点", .papers, .payment),
    ("bjca", "受理点", .production, .payment), ("bjca", "受理点", .production, .review),
    ("bjca", "在线办理", .papers, .payment),
  ])
  func `a step out of turn waits for the one the manual puts before it`(
    service: String, channel: String, step: Step, earlier: Step
  ) throws {
    let flow = try #require(try PacksTests.packs()[service]?.businessType("new")?.flow(for: channel))
    let others = Set(flow.requirements.keys).subtracting([step, earlier])
    #expect(flow.missing(before: step, done: others) == [earlier])
  }

  @Test(arguments: ["现场办理", "远程办理"])
  func `a replacement is reviewed before it is paid, whichever way it came`(channel: String) throws {
    let flow = try #require(try PacksTests.packs()["zhongyuan"]?.businessType("replace")?.flow(for: channel))
    #expect(flow.missing(before: .payment, done: [.acknowledgement, .papers, .submission]) == [.review])
    #expect(flow.missing(before: .production, done: [.papers, .review]) == [.payment])
  }

  @Test func `bank proof comes after review and before making`() throws {
    let flow = try #require(try PacksTests.packs()["szca"]?.businessType("renew-expired")?.flow)
    #expect(flow.missing(before: .bankProof, done: [.payment, .papers]) == [.review])
    #expect(flow.missing(before: .production, done: [.payment, .review]) == [.bankProof])
  }

  @Test func `whoever submits does not review, and whoever reviews does not make`() throws {
    for pack in try PacksTests.packs().packs {
      for flow in pack.businessTypes.flatMap(\.ways).map(\.flow) where flow.includes(.review) {
        #expect(flow.separated(from: .review).isSuperset(of: [.submission, .production]))
      }
    }
  }

  private func flow(of story: Story) throws -> Flow {
    let type = try #require(try PacksTests.packs()[story.service]?.businessType(story.type))
    return try #require(type.flow(for: story.channel))
  }
}
