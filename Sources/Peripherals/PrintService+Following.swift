// Waiting for a job: what the printer needs is told as it changes, and nobody waits for ever.
internal import Glibc

extension PrintService {
  /// Waits until a job has ended.
  /// - Parameters:
  ///   - patience: seconds without any change after which waiting ends; ten times as long where changes never end, as with
  ///     a cover that does not close well.
  ///   - told: what the job waits for, each time that changes; nil when the printer works.
  /// - Throws: `stuck` when patience runs out; the job stays where it is.
  public func follow(
    _ job: PrintJob, patience: Int, told: (PrinterTrouble?) -> Void
  ) throws(PrinterError) -> JobEnd {
    var seen: (state: JobState, trouble: PrinterTrouble?) = (.waiting, nil)
    let begun = Self.uptime
    var changed = begun
    for round in 0... {
      let state = try state(of: job)
      if case .ended(let end) = state { return end }
      // The printer itself is asked less often: some are slow to answer while they print.
      let trouble = round % 4 == 3 ? try trouble(at: job.queue) : seen.trouble
      if trouble != seen.trouble { told(trouble) }
      if state != seen.state || trouble != seen.trouble { changed = Self.uptime }
      seen = (state, trouble)
      let now = Self.uptime
      guard now - changed < patience, (now - begun) / 10 < patience else {
        throw .stuck(job.queue, job: job.number, trouble)
      }
      usleep(round < 10 ? 100_000 : 500_000)
    }
    return .unknown
  }

  private func trouble(at name: String) throws(PrinterError) -> PrinterTrouble? {
    state(of: try queue(name)).troubles.first
  }

  /// Seconds since the machine started, whatever is done to its clock.
  private static var uptime: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
