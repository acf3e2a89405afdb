// A job of the print service: what is asked for, and what became of it.

/// What a job asks of the printer. Copies are composed each by itself, so the printer always makes one.
public struct JobTicket: Hashable, Sendable {
  /// Stands in the print service's logs and on its lists: no personal data.
  public let name: String
  /// Whether the printer turns sheets; else every page gets a sheet of its own.
  public let bothSides: Bool
  /// Nil for a document that is sent as PDF.
  public let format: RasterFormat?

  public init(name: String, bothSides: Bool, format: RasterFormat?) {
    self.name = name
    self.bothSides = bothSides
    self.format = format
  }
}

/// A job that the print service knows by a number of its own.
public struct PrintJob: Hashable, Sendable {
  public let number: Int
  public let queue: String
  /// The name it was given, by which a later job with the same number is told apart.
  public let name: String

  public init(number: Int, queue: String, name: String) {
    self.number = number
    self.queue = queue
    self.name = name
  }
}

/// How a job ended.
public enum JobEnd: Hashable, Sendable {
  /// Everything came out, as far as the printer tells.
  case completed
  /// Somebody took it back, here or at the printer.
  case cancelled
  /// The print service or the printer gave it up; their words. A filter that failed leaves the job lying (state 6),
  /// from where an administrator could start it again.
  case failed(String)
  /// The print service does not know the job (any more).
  case unknown
}

/// What became of a job so far.
public enum JobState: Hashable, Sendable {
  /// Its document has not arrived whole; it will never print.
  case incomplete
  case waiting
  case printing
  case ended(JobEnd)

  /// By RFC 8011, 5.3.7.
  init(_ job: Attributes) {
    let reasons = job.words("job-state-reasons")
    switch job.number("job-state") {
    case 9: self = .ended(.completed)
    case 8: self = .ended(.failed(Self.message(of: job)))
    case 7:
      // CUPS says so too of a job that its printer gave up.
      self = .ended(reasons.contains("aborted-by-system") ? .failed(Self.message(of: job)) : .cancelled)
    case 6: self = .ended(.failed(Self.message(of: job)))
    case 5: self = .printing
    default: self = reasons.contains { $0.hasPrefix("job-incoming") } ? .incomplete : .waiting
    }
  }

  private static func message(of job: Attributes) -> String { job.word("job-printer-state-message") ?? "" }
}
