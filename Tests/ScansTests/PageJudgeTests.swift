import PaperSimulator
import Scans
import Testing

@Suite struct PageJudgeTests {
  @Test(arguments: ScanModel.Kind.allCases)
  func `a page signed and sealed as it should be is accepted, from a scanner at least`(kind: ScanModel.Kind) throws {
    let (_, verdict) = try Bench.judgeForm(.good, kind, seed: 1)
    #expect(kind == .chat || verdict.verdict == .accepted)
    #expect(verdict.verdict != .refused)
  }
}
