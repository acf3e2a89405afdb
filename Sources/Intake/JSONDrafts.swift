// JSON objects as drafts: one, a list, `{"applications": […]}`, or one on each line.
internal import Domain

final class JSONDrafts: DraftSource {
  private enum State { case start, list(isWrapped: Bool), lines, done }

  private let reader: JSONReader
  private let headings: Headings
  private var state = State.start
  /// What a wrapping object says for all its applications: service and business type.
  private var wrapper: Draft?
  private var isFirst = true
  private(set) var hasTold = false

  init(_ reader: JSONReader, headings: Headings) {
    self.reader = reader
    self.headings = headings
  }

  func next() throws(Stop) -> Draft? {
    switch state {
    case .start: return try start()
    case .list(let isWrapped): return try element(isWrapped: isWrapped)
    case .lines: return try lineObject()
    case .done: return nil
    }
  }

  private func start() throws(Stop) -> Draft? {
    guard try reader.peek() == UInt8(ascii: "[") else {
      state = .lines
      return try lineObject()
    }
    _ = try reader.expect("[")
    state = .list(isWrapped: false)
    return try element(isWrapped: false)
  }

  /// A top-level object: an application, or the wrapper of a list. A broken line is left out and the next one read.
  private func lineObject() throws(Stop) -> Draft? {
    guard try reader.peek() != nil else {
      state = .done
      return nil
    }
    let line = reader.line
    do throws(Stop) {
      var draft = Draft(line: line)
      _ = try reader.expect("{")
      if try members(of: &draft, prefix: "", depth: 1, isTop: true) { return draft }
      wrapper = draft
      state = .list(isWrapped: true)
      return try element(isWrapped: true)
    } catch {
      if case .list = state { throw error }
      return try recover(from: error, begunAt: line)
    }
  }

  private func recover(from stop: Stop, begunAt line: Int) throws(Stop) -> Draft {
    if stop.column == "1", stop.line != line, try reader.peek() == UInt8(ascii: "{") {
      return unreadable(Stop(stop.fault, line: line))
    }
    guard stop.line == line, stop.fault != .endsEarly else { throw stop }
    try reader.skipLine()
    guard try reader.peek() == UInt8(ascii: "{") else {
      guard try reader.peek() == nil else { throw stop }
      state = .done
      return unreadable(stop)
    }
    return unreadable(stop)
  }

  private func unreadable(_ stop: Stop) -> Draft {
    var draft = Draft(line: stop.line ?? reader.line)
    draft.faults = [stop]
    draft.isUnreadable = true
    return draft
  }

  /// The next element of a list.
  private func element(isWrapped: Bool) throws(Stop) -> Draft? {
    if isFirst, try reader.peek() == UInt8(ascii: "]") { return try endOfList(isWrapped: isWrapped) }
    if !isFirst, try reader.expect(",]") == UInt8(ascii: "]") { return try afterList(isWrapped: isWrapped) }
    isFirst = false
    var draft = Draft(line: try startLine())
    draft.faults = wrapper?.faults ?? []
    wrapper?.faults = []
    guard try reader.peek() == UInt8(ascii: "{") else {
      let stop = Stop(.notAnObject, line: draft.line)
      try skipValue(depth: 1)
      return unreadable(stop)
    }
    _ = try reader.expect("{")
    _ = try members(of: &draft, prefix: "", depth: 1, isTop: false)
    if draft.service == nil { draft.service = wrapper?.service }
    if draft.business == nil { draft.business = wrapper?.business }
    return draft
  }

  private func startLine() throws(Stop) -> Int {
    _ = try reader.peek()
    return reader.line
  }

  private func endOfList(isWrapped: Bool) throws(Stop) -> Draft? {
    _ = try reader.expect("]")
    return try afterList(isWrapped: isWrapped)
  }

  /// What follows the list: the rest of its wrapper, then nothing.
  private func afterList(isWrapped: Bool) throws(Stop) -> Draft? {
    state = .done
    var rest = Draft(line: reader.line)
    if isWrapped, try reader.expect(",}") == UInt8(ascii: ",") {
      _ = try members(of: &rest, prefix: "", depth: 1, isTop: false)
    }
    if try reader.peek() != nil { throw Stop(.syntax(expected: "EOF"), line: reader.line) }
    let faults = (wrapper?.faults ?? []) + rest.faults
    guard !faults.isEmpty else { return nil }
    hasTold = true
    rest.faults = faults
    rest.isUnreadable = true
    return rest
  }

  /// Reads members up to the closing brace. False when it stopped at the list of a wrapper instead.
  private func members(of draft: inout Draft, prefix: String, depth: Int, isTop: Bool) throws(Stop) -> Bool {
    guard depth <= reader.limits.depth else { throw Stop(.tooDeep(reader.limits.depth), line: reader.line) }
    var seen: [String: Int] = [:]
    if try reader.peek() == UInt8(ascii: "}") {
      _ = try reader.expect("}")
      return true
    }
    repeat {
      _ = try reader.peek()
      let line = reader.line
      let key = try reader.string().text
      _ = try reader.expect(":")
      if isTop, key == "applications", try reader.peek() == UInt8(ascii: "[") {
        _ = try reader.expect("[")
        return false
      }
      if let first = seen.updateValue(line, forKey: key) {
        draft.faults.append(Stop(.keyTwice(firstLine: first), line: line, column: prefix + key))
        try skipValue(depth: depth)
        continue
      }
      guard seen.count <= reader.limits.columns else { throw Stop(.tooManyColumns(reader.limits.columns), line: line) }
      try member(prefix + key, line: line, of: &draft, depth: depth)
    } while try reader.expect(",}") == UInt8(ascii: ",")
    return true
  }

  private func member(_ path: String, line: Int, of draft: inout Draft, depth: Int) throws(Stop) {
    switch try reader.peek() {
    case UInt8(ascii: "{"):
      _ = try reader.expect("{")
      _ = try members(of: &draft, prefix: path + ".", depth: depth + 1, isTop: false)
    case UInt8(ascii: "["):
      try skipValue(depth: depth)
      take(JSONScalar(text: "", fault: .listAsValue), path, line: line, into: &draft)
    default:
      let scalar = try reader.scalar()
      take(scalar, path, line: line, into: &draft)
    }
  }

  private func take(_ scalar: JSONScalar, _ path: String, line: Int, into draft: inout Draft) {
    let column = String(path.prefix(80))
    guard let meaning = headings.meaning(of: path) else {
      draft.faults.append(Stop(.unknownHeading(nearest: headings.nearest(to: path)), line: line, column: column))
      return
    }
    let origin: Cell.Origin = scalar.isNumber ? .number(zeroPadded: false) : .text
    var value = SpreadsheetDamage.value(
      of: Cell(text: scalar.text, origin: origin), for: meaning, line: line, column: column)
    if let fault = scalar.fault ?? longNumber(scalar) {
      value.text = ""
      value.faults = [fault]
    }
    if !value.text.isEmpty || !value.faults.isEmpty { draft.put(value, under: meaning) }
  }

  /// Sixteen digits are more than most programs keep of a number.
  private func longNumber(_ scalar: JSONScalar) -> IntakeFault? {
    let digits = scalar.text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return scalar.isNumber && digits > 15 ? .longNumber : nil
  }

  /// Reads a value of any kind and forgets it.
  private func skipValue(depth: Int) throws(Stop) {
    guard depth <= reader.limits.depth else { throw Stop(.tooDeep(reader.limits.depth), line: reader.line) }
    switch try reader.peek() {
    case UInt8(ascii: "{"):
      var ignored = Draft(line: reader.line)
      _ = try reader.expect("{")
      _ = try members(of: &ignored, prefix: "", depth: depth + 1, isTop: false)
    case UInt8(ascii: "["):
      _ = try reader.expect("[")
      if try reader.peek() == UInt8(ascii: "]") {
        _ = try reader.expect("]")
        return
      }
      repeat { try skipValue(depth: depth + 1) } while try reader.expect(",]") == UInt8(ascii: ",")
    default: _ = try reader.scalar()
    }
  }
}
