// The custody ledger: what the counter keeps, one place for every serial, and which moves there are between places.

/// What is kept at a counter.
public enum Good: String, Hashable, Sendable, Codable, CaseIterable {
  case token, cipherCard, invoice, label

  public var title: String {
    switch self {
    case .token: "证书介质"
    case .cipherCard: "密码卡"
    case .invoice: "定额发票"
    case .label: "标签"
    }
  }

  /// Counted only; everything else has a serial of its own.
  public var isCounted: Bool { self == .label }
}

/// Where a piece is. A piece is in exactly one place.
public enum CustodyPlace: String, Hashable, Sendable, Codable, CaseIterable {
  /// 库存
  case stock
  /// Taken out for an order.
  case issued
  /// With the applicant.
  case given
  /// Unusable, still here.
  case spoiled
  /// Came back from an applicant.
  case returned
  case destroyed

  public var title: String {
    switch self {
    case .stock: "库存"
    case .issued: "已发到订单"
    case .given: "已交付"
    case .spoiled: "作废待销毁"
    case .returned: "已收回"
    case .destroyed: "已销毁"
    }
  }
}

/// A move from place to place.
public enum CustodyMove: String, Hashable, Sendable, Codable, CaseIterable {
  case receive, issue, handOver, spoil, takeBack, destroy

  public var title: String {
    switch self {
    case .receive: "入库"
    case .issue: "发到订单"
    case .handOver: "交付"
    case .spoil: "作废"
    case .takeBack: "收回"
    case .destroy: "销毁"
    }
  }

  /// Where a piece goes that lies there now; nil when the move is not possible from there. A piece that the ledger has
  /// never seen lies nowhere.
  public func destination(from place: CustodyPlace?) -> CustodyPlace? {
    switch (self, place) {
    case (.receive, nil): .stock
    case (.issue, .stock): .issued
    case (.handOver, .issued): .given
    case (.spoil, .stock), (.spoil, .issued): .spoiled
    // What was not used goes back into stock; what an applicant had does not.
    case (.takeBack, .issued): .stock
    case (.takeBack, .given), (.takeBack, nil): .returned
    case (.destroy, .spoiled), (.destroy, .returned): .destroyed
    default: nil
    }
  }

  /// Whether a reason must be given.
  public var needsReason: Bool { self == .spoil || self == .takeBack || self == .destroy }
}

/// Serial numbers as they are written down: single ones, and `00128101..00128200` for a row of them.
public enum SerialRange {
  /// The most pieces of one range.
  public static let limit = 10_000

  /// The serials that a text means; nil when it is malformed, runs backwards or is too long.
  public static func serials(of text: String) -> [String]? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard ends.allSatisfy(isSerial) else { return nil }
    if ends.count == 1 { return ends }
    guard ends.count == 2, ends[0].count == ends[1].count else { return nil }
    let digits = min(tail(of: ends[0]), tail(of: ends[1]))
    let (head, other) = (ends[0].dropLast(digits), ends[1].dropLast(digits))
    guard head == other, let first = Int(ends[0].suffix(digits)), let last = Int(ends[1].suffix(digits)),
      first <= last, last - first < limit
    else { return nil }
    return (first...last).map { head + $0.padded(digits) }
  }

  /// Rows of serials as a sheet prints them, such as `0001 – 0009、0012`.
  public static func summary(of serials: [String]) -> String {
    var runs: [(first: String, last: String)] = []
    for serial in serials.sorted() {
      if let run = runs.last, follows(serial, run.last) {
        runs[runs.count - 1].last = serial
      } else {
        runs.append((serial, serial))
      }
    }
    return runs.map { $0.first == $0.last ? $0.first : "\($0.first) – \($0.last)" }.joined(separator: "、")
  }

  private static func follows(_ next: String, _ serial: String) -> Bool {
    serial != next && serials(of: "\(serial)..\(next)")?.count == 2
  }

  /// How many digits stand at the end; at most 9, so that they are a number.
  private static func tail(of serial: String) -> Int {
    min(9, serial.reversed().prefix { ("0"..."9").contains($0) }.count)
  }

  private static func isSerial(_ text: String) -> Bool {
    (1...40).contains(text.count) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
