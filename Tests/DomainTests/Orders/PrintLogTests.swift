// What is known of printed copies follows from the order's events alone.
import Domain
import Testing

@Suite struct PrintLogTests {
  private func run(_ job: Int, copy: Int, reprint: Int = 0) -> Event {
    .printStarted(
      PrintRun(
        job: job, jobName: "\(job)", printer: "Counter", documents: [:], pages: 2, copy: copy, copies: 2,
        reprint: reprint, reason: reprint > 0 ? "遗失" : nil))
  }

  private func log(_ events: [Event]) -> PrintLog {
    var log = PrintLog()
    for (second, event) in events.enumerated() { log.take(event, at: Instant(seconds: Int64(second))) }
    return log
  }

  @Test func `a copy counts once its job has ended well, or a person saw it`() {
    let half = log([run(1, copy: 1), .printEnded(job: 1, outcome: .completed), run(2, copy: 2)])
    #expect(half.printed == [1] && half.open?.job == 2 && !half.covers(2) && half.covers(1))
    for (outcome, counts) in [
      (PrintOutcome.seen, true), (.completed, true), (.missed, false), (.cancelled, false), (.failed, false),
      (.notSent, false),
    ] {
      let whole = log([
        run(1, copy: 1), .printEnded(job: 1, outcome: .completed), run(2, copy: 2),
        .printEnded(job: 2, outcome: outcome),
      ])
      #expect(whole.covers(2) == counts && whole.open == nil, "\(outcome)")
    }
  }

  @Test func `a reprint begins with nothing printed and keeps its reason`() {
    let again = log([
      run(1, copy: 1), .printEnded(job: 1, outcome: .completed), run(2, copy: 1, reprint: 1),
      .printEnded(job: 2, outcome: .failed),
    ])
    #expect(again.round == 1 && again.reason == "遗失" && again.printed.isEmpty && again.jobs == 2)
  }

  @Test func `a new revision's papers have never been printed`() {
    let fresh = log([run(1, copy: 1), .printEnded(job: 1, outcome: .completed), .withdrawn(reason: "更正")])
    #expect(fresh == PrintLog())
  }

  @Test func `the end of another job says nothing about this one`() {
    let open = log([run(7, copy: 1), .printEnded(job: 6, outcome: .completed)])
    #expect(open.open?.job == 7 && open.printed.isEmpty)
  }
}
