// What keeps a printer from printing, by IPP's keywords (RFC 8011, 5.4.12; PWG 5100.9) and what CUPS adds to them.

/// A trouble at a printer that a person must see to.
public enum PrinterTrouble: Hashable, Sendable {
  case paperOut, paperJam, coverOpen, trayMissing, outputFull, tonerOut, wasteFull
  /// The printer asks for other paper or for paper in another tray.
  case paperWanted
  /// The printer says itself that it is not at work.
  case offline
  /// Nobody answers at the printer's address.
  case unreachable
  /// The queue was stopped; the print service's words.
  case paused(String)
  /// The queue takes no jobs.
  case rejecting
  /// The queue needs a program that is not installed.
  case filterMissing
  /// Another reason, by its keyword.
  case other(String)

  /// Reads a keyword; nil for what keeps nobody from printing.
  package init?(_ keyword: String) {
    let (word, severity) = Self.parts(keyword)
    guard severity != "report" || word == "offline" else { return nil }
    switch word {
    case "none", "connecting-to-device", "cups-ipp-conformance-failure", "com.apple.print.recoverable": return nil
    case "media-empty": self = .paperOut
    case "media-jam": self = .paperJam
    case "media-needed": self = .paperWanted
    case "cover-open", "door-open", "interlock-open": self = .coverOpen
    case "input-tray-missing": self = .trayMissing
    case "output-area-full": self = .outputFull
    case "toner-empty", "marker-supply-empty", "developer-empty": self = .tonerOut
    case "marker-waste-full": self = .wasteFull
    case "offline", "shutdown", "timed-out": self = .offline
    case "cups-missing-filter", "cups-insecure-filter": self = .filterMissing
    case "paused", "moving-to-paused": self = .paused("")
    default:
      guard severity == "error" else { return nil }
      self = .other(word)
    }
  }

  private static func parts(_ keyword: String) -> (word: String, severity: String?) {
    for severity in ["error", "warning", "report"] where keyword.hasSuffix("-\(severity)") {
      return (String(keyword.dropLast(severity.count + 1)), severity)
    }
    return (keyword, nil)
  }

  /// Whether handing over a job now would only leave it lying: somebody must do something about the queue or the
  /// printer first. The others heal at the printer, and the job then prints.
  public var forbidsSending: Bool {
    switch self {
    case .unreachable, .paused, .rejecting, .filterMissing: true
    default: false
    }
  }
}

/// Something that will be a trouble soon.
public enum PrinterNotice: String, Hashable, Sendable {
  case paperLow = "media-low"
  case tonerLow = "toner-low"
  case supplyLow = "marker-supply-low"
  case wasteNearlyFull = "marker-waste-almost-full"

  init?(keyword: String) {
    let known: [PrinterNotice] = [.paperLow, .tonerLow, .supplyLow, .wasteNearlyFull]
    guard let notice = known.first(where: { keyword.hasPrefix($0.rawValue) }) else { return nil }
    self = notice
  }

  public var title: (chinese: String, english: String) {
    switch self {
    case .paperLow: ("纸快用完", "paper is low")
    case .tonerLow, .supplyLow: ("碳粉或墨水快用完", "toner or ink is low")
    case .wasteNearlyFull: ("废粉盒快满", "the waste box is nearly full")
    }
  }
}

/// What a printer does and what ails it, at one moment.
public struct PrinterState: Hashable, Sendable {
  public enum Activity: String, Hashable, Sendable { case idle, printing, stopped }

  public let activity: Activity
  /// In order of weight: what somebody must do first comes first.
  public let troubles: [PrinterTrouble]
  public let notices: [PrinterNotice]
  /// Whether the printer itself was asked; otherwise only the queue's word is known.
  public let askedPrinter: Bool

  /// - Parameter printer: the printer's own answer; nil where it cannot be asked.
  init(queue: Queue, printer: Result<Attributes, ExchangeFailure>?) {
    var troubles: [PrinterTrouble] = []
    if !queue.accepts { troubles.append(.rejecting) }
    if queue.state == 5 { troubles.append(.paused(queue.message)) }
    var words = queue.reasons
    var state = queue.state
    switch printer {
    case .success(let answer):
      // The printer's own word counts; what the queue remembers of it may be old.
      words = queue.reasons.filter { $0.hasPrefix("cups-") } + answer.words("printer-state-reasons")
      if state != 5 { state = answer.number("printer-state") ?? state }
    case .failure: troubles.append(.unreachable)
    case nil: break
    }
    for trouble in words.compactMap({ PrinterTrouble($0) }) where !troubles.contains(trouble) {
      if case .paused = trouble, queue.state == 5 { continue }
      troubles.append(trouble)
    }
    if state == 5, troubles.isEmpty { troubles = [.other(words.first { $0 != "none" } ?? "stopped")] }
    self.troubles = troubles
    notices = words.compactMap { PrinterNotice(keyword: $0) }
    activity = state == 5 ? .stopped : state == 4 ? .printing : .idle
    askedPrinter = (try? printer?.get()) != nil
  }

  public var isReady: Bool { troubles.isEmpty && activity != .stopped }
}
