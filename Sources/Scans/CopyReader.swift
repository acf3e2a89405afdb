// Reads a copy of a licence or card with tesseract: the whole page first, then each line that is nearly a number once more.
internal import Glibc
internal import Pictures
internal import Processes

struct CopyReader {
  /// tesseract's program; looked up in PATH.
  let program: String
  /// An identity card's number has digits and an X; a credit code has other letters too.
  let isCard: Bool
  let limits: Thresholds.Copy

  /// Whether the program is there at all: what it does not read is another matter.
  var isInstalled: Bool { Self.isInstalled(program) }

  static func isInstalled(_ program: String) -> Bool {
    if program.contains("/") { return access(program, X_OK) == 0 }
    let folders = (Program.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// Without the small x tesseract drops what it takes for one.
  private static let letters = "0123456789ABCDEFGHJKLMNPQRTUWXYx.-"

  /// What is read upright and upside down, since the two sides of a card may lie either way, and only where that says
  /// nothing, on its sides.
  func reading(of picture: Picture, until isEnough: (CopyReading) -> Bool) -> CopyReading {
    let plane = picture.red.smallEnoughToRead(limits.halvedFrom)
    var seen = CopyReading()
    for turn in [1, 3, 8, 6] {
      if turn == 8, seen.saysSomething { return seen }
      seen.add(reading(of: plane.turned(by: turn)))
      if isEnough(seen) { return seen }
    }
    return seen
  }

  private func reading(of plane: Picture) -> CopyReading {
    var seen = CopyReading()
    // In the red channel a seal over the number vanishes. Contrast is left alone: on an almost empty page, stretching it
    // makes print of the paper's grain.
    let rows = text(of: plane, ["--psm", "11"], Self.letters, ["tsv"])
    for line in CopyLine.lines(rows: rows, limits) { seen.add(reading(of: line, plane)) }
    return seen
  }

  private func reading(of line: CopyLine, _ plane: Picture) -> CopyReading {
    let seen = CopyReading(line: line.text)
    guard !seen.saysSomething, line.isPromising(limits) else { return seen }
    let strip = LineStrip(line, of: plane, limits)
    let letters = line.text.contains(".") || !isCard ? Self.letters : "0123456789Xx"
    // Tesseract was taught at the first of them.
    return limits.lineHeights.lazy
      .map { CopyReading(line: text(of: strip.picture(height: $0), ["--psm", "7"], letters, [])) }
      .first(where: \.saysSomething) ?? seen
  }

  /// Nothing of the page is written to a disk: the picture goes in through memory, and what is read comes out so.
  private func text(of plane: Picture, _ mode: [String], _ letters: String, _ form: [String]) -> String {
    let words =
      ["40", program, "stdin", "stdout"] + mode + ["-l", "eng", "-c", "tessedit_char_whitelist=\(letters)"] + form
    let environment = Program.environment.merging(["OMP_THREAD_LIMIT": "1"]) { $1 }
    return (try? Program.run("timeout", words, environment: environment, input: plane.portableGreyMap))?.outputText
      ?? ""
  }
}

extension Picture {
  /// The simplest of picture files (netpbm's P5), which costs nothing to make. For one channel.
  fileprivate var portableGreyMap: [UInt8] { Array("P5\n\(width) \(height)\n255\n".utf8) + pixels }

  /// At 600 dpi tesseract takes four times as long to read the same.
  fileprivate func smallEnoughToRead(_ halvedFrom: Int) -> Picture {
    min(width, height) >= max(2, halvedFrom) ? halved.smallEnoughToRead(halvedFrom) : self
  }
}
