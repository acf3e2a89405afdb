// What a page shows, sorted by the marked content it stands in (ISO 32000-1, 14.6).

/// A marked part of a page, or of a form drawn on it.
struct Mark: Hashable {
  /// The reference of the page or form whose content it stands in.
  var stream: String
  var number: Int
}

/// All text of a page by mark, with what is wrong in its content stream.
struct PageText {
  private(set) var texts: [Mark: String] = [:]
  /// In drawing order.
  private(set) var marks: [Mark] = []
  private(set) var complaints: [String] = []
  private var open: [(mark: Mark?, isReplaced: Bool)] = []
  private var fonts: [String: [Int: String]] = [:]

  init(_ page: Entry) {
    let content: [UInt8] = page["/Contents"].items.flatMap { (part: Entry) -> [UInt8] in (part.content ?? []) + [10] }
    read(content, stream: page.reference ?? "", resources: page["/Resources"], depth: 0)
    if !open.isEmpty { complaints.append("marked content is not closed") }
  }

  private mutating func read(_ content: [UInt8], stream: String, resources: Entry, depth: Int) {
    var operands: [Token] = []
    var font: [Int: String] = [:]
    for token in ContentTokens(content) {
      guard case .word(let word) = token else {
        operands.append(token)
        continue
      }
      switch word {
      case "BDC", "BMC": begin(operands, stream)
      case "EMC":
        if open.popLast() == nil { complaints.append("marked content closed twice") }
      case "Tf": if case .name(let name)? = operands.first { font = texts(of: resources["/Font"][name]) }
      case "Tj", "'", "\"", "TJ": operands.forEach { show($0, font) }
      case "Do":
        if case .name(let name)? = operands.last { draw(resources["/XObject"][name], resources, depth) }
      case "BI": complaints.append("an inline picture")
      default: break
      }
      operands.removeAll(keepingCapacity: true)
    }
  }

  private mutating func draw(_ object: Entry, _ resources: Entry, _ depth: Int) {
    guard object["/Subtype"].name == "/Form", depth < 8 else { return }
    let own = object["/Resources"]
    read(
      object.content ?? [], stream: object.reference ?? "", resources: own.isNull ? resources : own, depth: depth + 1)
  }

  private mutating func begin(_ operands: [Token], _ stream: String) {
    let isReplaced = open.last?.isReplaced ?? false
    guard case .map(let properties)? = operands.last else { return open.append((open.last?.mark, isReplaced)) }
    var mark = open.last?.mark
    if case .number(let number)? = properties["/MCID"] {
      if mark != nil { complaints.append("marked content inside marked content") }
      mark = Mark(stream: stream, number: Int(number))
      if let mark {
        if marks.contains(mark) { complaints.append("mark \(mark.number) twice on \(stream)") }
        marks.append(mark)
      }
    }
    open.append((mark, isReplaced || properties["/ActualText"] != nil))
    if !isReplaced, case .string(let bytes)? = properties["/ActualText"] { say(Self.utf16(bytes)) }
  }

  private mutating func show(_ token: Token, _ font: [Int: String]) {
    switch token {
    case .list(let items): items.forEach { show($0, font) }
    case .string(let bytes):
      for place in stride(from: 0, to: bytes.count - 1, by: 2) {
        let code = Int(bytes[place]) << 8 | Int(bytes[place + 1])
        guard let text = font[code] else {
          complaints.append("code \(code) has no text")
          continue
        }
        if open.last?.isReplaced != true { say(text) }
      }
    default: break
    }
  }

  private mutating func say(_ text: String) {
    guard let mark = open.last?.mark else { return complaints.append("“\(text)” stands outside the structure") }
    texts[mark, default: ""] += text
  }

  private mutating func texts(of font: Entry) -> [Int: String] {
    let key = font.reference ?? ""
    if let known = fonts[key] { return known }
    let texts = ToUnicode(String(decoding: font["/ToUnicode"].content ?? [], as: UTF8.self)).texts
    fonts[key] = texts
    return texts
  }

  /// Big-endian UTF-16 with its mark.
  private static func utf16(_ bytes: [UInt8]) -> String {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return String(decoding: units, as: UTF16.self)
  }
}
