// A line of print as tesseract found it on a page.

struct CopyLine {
  private(set) var text = ""
  /// Around those of its words that are mostly digits, in pixels.
  private(set) var left = Int.max
  private(set) var top = Int.max
  private(set) var right = 0
  private(set) var bottom = 0
  private var characters = 0
  private var digits = 0

  /// Whether a number of eighteen characters, or a span of validity, may stand here that was not read well.
  func isPromising(_ limits: Thresholds.Copy) -> Bool {
    characters >= limits.lineCharacters && Double(digits) >= limits.lineDigits * Double(characters)
  }

  /// - Parameter rows: tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence
  ///   and text, with tabs between; words are of level 5.
  static func lines(rows: String, _ limits: Thresholds.Copy) -> [CopyLine] {
    var lines: [CopyLine] = []
    var last: ArraySlice<Substring> = []
    for row in rows.split(separator: "\n") {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == 12, cells[0] == "5" else { continue }
      if cells[1...4] != last || lines.isEmpty { lines.append(CopyLine()) }
      last = cells[1...4]
      lines[lines.count - 1].add(String(cells[11]), box: cells[6...9].compactMap { Int($0) }, limits)
    }
    return lines
  }

  private mutating func add(_ word: String, box: [Int], _ limits: Thresholds.Copy) {
    guard box.count == 4 else { return }
    text += text.isEmpty ? word : " " + word
    let count = word.count { $0.isLetter || $0.isNumber }
    let digits = word.count { $0.isNumber }
    guard count > 0, Double(digits) >= limits.wordDigits * Double(count) else { return }
    characters += count
    self.digits += digits
    left = min(left, box[0])
    top = min(top, box[1])
    right = max(right, box[0] + box[2])
    bottom = max(bottom, box[1] + box[3])
  }
}
