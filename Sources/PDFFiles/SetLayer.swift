// A layer that is set from cast type instead of being drawn: letters are put at their places, as a printer's are.
internal import Compression

/// What is set on the pages of one document, in points from a page's upper left corner.
public struct SetLayer: Sendable {
  /// Letters on one baseline.
  public struct Line: Sendable {
    public var x: Double
    public var y: Double
    /// Of the type, in points.
    public var size: Double
    /// 0 is black, 255 white.
    public var grey: UInt8
    public var spans: [Span] = []

    public init(x: Double, y: Double, size: Double, grey: UInt8) {
      (self.x, self.y, self.size, self.grey) = (x, y, size, grey)
    }
  }

  /// Letters of one face.
  public struct Span: Sendable {
    public struct Letter: Sendable {
      public var glyph: UInt32
      /// From the line's left end, in thousandths of an em.
      public var place: Int

      public init(glyph: UInt32, place: Int) { (self.glyph, self.place) = (glyph, place) }
    }

    public var face: CastFace
    public var letters: [Letter]
    /// Texts and letters that belong together, in order.
    public var clusters: [(bytes: Int, letters: Int)]
    /// In UTF-8.
    public var text: [UInt8]

    public init(face: CastFace, letters: [Letter], clusters: [(bytes: Int, letters: Int)], text: [UInt8]) {
      (self.face, self.letters, self.clusters, self.text) = (face, letters, clusters, text)
    }
  }

  private var finished: [DrawnLayer.Page] = []
  private var fonts: [SetFont] = []
  private var codes: [DrawnLayer.Object] = []

  // MARK: The page that is being set

  private var operators: [UInt8] = []
  private var height = 0.0
  private var nextMark = 0
  private var fontsHere: [Int] = []
  private var codesHere = 0..<0
  /// What the last line was set in.
  private var present: (font: Int, size: Double)?
  private var fill: UInt8 = 0
  private var pen: (grey: UInt8, width: Double, dash: [Double]) = (0, 1, [])

  public init() {}

  /// - Parameter marksBelow: how many marked contents the page has already.
  public mutating func beginPage(height: Double, marksBelow: Int) {
    operators = []
    operators.reserveCapacity(8192)
    (self.height, nextMark) = (height, marksBelow)
    (fontsHere, codesHere) = ([], codes.count..<codes.count)
    (present, fill, pen) = (nil, 0, (0, 1, []))
  }

  public mutating func endPage() {
    var resources = fontsHere.sorted().map {
      DrawnLayer.Resource("/Font", "/g\($0)", PDFText([.reference(1 + 5 * $0)]))
    }
    resources += codesHere.map {
      DrawnLayer.Resource("/XObject", "/y\($0)", PDFText([.reference(Self.firstCode + $0)]))
    }
    finished.append(DrawnLayer.Page(operators: Deflate.packed(operators, .quick), resources: resources))
  }

  /// Objects are numbered before it is known how many fonts there will be.
  private static let firstCode = 1_000_001

  /// The layer, to be laid over another.
  public func layer() -> DrawnLayer {
    var objects: [(number: Int, object: DrawnLayer.Object)] = []
    for (place, font) in fonts.enumerated() {
      let first = 1 + 5 * place
      let tag = "FILLA" + String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))
      objects += font.objects(tag: tag, from: first).enumerated().map { (first + $0, $1) }
    }
    objects += codes.enumerated().map { (Self.firstCode + $0, $1) }
    return DrawnLayer(pages: finished, objects: objects)
  }

  // MARK: Marks

  /// Content of this structure type until `endMark`.
  public mutating func beginMark(_ type: String) {
    operators.append("/\(type) <</MCID \(nextMark)>> BDC\n")
    nextMark += 1
  }

  public mutating func endMark() { operators.append("EMC\n") }

  // MARK: Lines and codes

  /// An open line through points.
  public mutating func stroke(_ points: [(x: Double, y: Double)], width: Double, grey: UInt8, dash: [Double]) {
    use(width, grey, dash)
    for (place, point) in points.enumerated() {
      operators.append(points: point.x)
      operators.append(points: height - point.y)
      operators.append(place == 0 ? "m " : "l ")
    }
    operators.append("S\n")
  }

  private mutating func use(_ width: Double, _ grey: UInt8, _ dash: [Double]) {
    if grey != pen.grey {
      operators.append(points: Double(grey) / 255)
      operators.append("G ")
    }
    if width != pen.width {
      operators.append(points: width)
      operators.append("w ")
    }
    if dash != pen.dash {
      operators.append("[")
      for length in dash { operators.append(points: length) }
      operators.append("] 0 d ")
    }
    pen = (grey, width, dash)
  }

  /// A square of black modules, `modules` along one side; each row's bits begin a byte of their own, the first one highest.
  public mutating func code(rows: [UInt8], modules: Int, x: Double, y: Double, side: Double) {
    codes.append(
      DrawnLayer.Object(
        text: PDFText([
          .text(
            """
            << /Type /XObject /Subtype /Image /ImageMask true /Width \(modules) /Height \(modules) \
            /BitsPerComponent 1 /Decode [1 0] >>
            """)
        ]), stream: rows))
    codesHere = codesHere.lowerBound..<codes.count
    useFill(0)
    operators.append("q ")
    operators.append(points: side)
    operators.append("0 0 ")
    operators.append(points: side)
    operators.append(points: x)
    operators.append(points: height - y - side)
    operators.append("cm /y\(codes.count - 1) Do Q\n")
  }

  private mutating func useFill(_ grey: UInt8) {
    guard grey != fill else { return }
    operators.append(points: Double(grey) / 255)
    operators.append("g\n")
    fill = grey
  }

  // MARK: Letters

  /// - Throws: `unfinished` for a glyph that was not cast; the layer is then of no use.
  public mutating func set(_ line: Line) throws(PDFFileError) {
    useFill(line.grey)
    operators.append("BT ")
    operators.append(points: line.x)
    operators.append(points: height - line.y)
    operators.append("Td ")
    var pen = 0
    for span in line.spans {
      let font = place(of: span.face)
      use(font, line.size)
      try set(span, font, &pen)
    }
    operators.append("ET\n")
  }

  private mutating func use(_ font: Int, _ size: Double) {
    if let present, present == (font, size) { return }
    operators.append("/g\(font) ")
    operators.append(points: size)
    operators.append("Tf ")
    present = (font, size)
  }

  private mutating func place(of face: CastFace) -> Int {
    let place = fonts.firstIndex { $0.face.name == face.name } ?? fonts.count
    if place == fonts.count { fonts.append(SetFont(face)) }
    if !fontsHere.contains(place) { fontsHere.append(place) }
    return place
  }

  /// - Parameter pen: where the last letter ended, in thousandths of an em from the line's left end.
  private mutating func set(_ span: Span, _ font: Int, _ pen: inout Int) throws(PDFFileError) {
    var showing = Showing()
    var letter = 0
    var byte = 0
    for cluster in span.clusters {
      let letters = span.letters[letter..<letter + cluster.letters]
      let text = span.text[byte..<byte + cluster.bytes]
      let isWhole = cluster.letters == 1
      var codes: [Int] = []
      var isTold = isWhole
      for letter in letters {
        guard let found = fonts[font].code(of: letter.glyph, text: isWhole ? text : nil) else {
          throw .unfinished("glyph \(letter.glyph)")
        }
        isTold = isTold && found.isTold
        codes.append(found.code)
      }
      if !isTold { showing.begin(text, in: &operators) }
      for (code, letter) in zip(codes, letters) {
        showing.show(code, after: pen - letter.place, in: &operators)
        pen = letter.place + fonts[font].width(of: code)
      }
      if !isTold { showing.endText(in: &operators) }
      letter += cluster.letters
      byte += cluster.bytes
    }
    showing.end(in: &operators)
  }
}

/// A show operator in the making (ISO 32000-1, 9.4.3).
private struct Showing {
  private enum State { case closed, array, string }

  private var state = State.closed

  /// - Parameter gap: thousandths of an em that the letter moves left.
  mutating func show(_ code: Int, after gap: Int, in operators: inout [UInt8]) {
    if state == .closed {
      operators.append("[")
      state = .array
    }
    if gap != 0 {
      if state == .string { operators.append(">") }
      operators.append(decimal: gap)
      state = .array
    }
    if state == .array {
      operators.append("<")
      state = .string
    }
    operators.append(hexadecimal: code)
  }

  mutating func end(in operators: inout [UInt8]) {
    if state == .closed { return }
    operators.append(state == .string ? ">] TJ\n" : "] TJ\n")
    state = .closed
  }

  /// What follows stands for this text, whatever its codes stand for (14.9.4).
  mutating func begin(_ text: ArraySlice<UInt8>, in operators: inout [UInt8]) {
    end(in: &operators)
    operators.append("/Span <</ActualText \(String(decoding: text, as: UTF8.self).pdfText)>> BDC\n")
  }

  mutating func endText(in operators: inout [UInt8]) {
    end(in: &operators)
    operators.append("EMC\n")
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// A number with at most three decimals, and a blank behind it: a third of a micrometre.
  fileprivate mutating func append(points value: Double) {
    let thousandths = Int((value * 1000).rounded())
    let magnitude = thousandths.magnitude
    if thousandths < 0 { append(UInt8(ascii: "-")) }
    append(decimal: Int(magnitude / 1000))
    var rest = magnitude % 1000
    if rest > 0 {
      append(UInt8(ascii: "."))
      while rest > 0 {
        append(UInt8(ascii: "0") + UInt8(rest / 100))
        rest = rest % 100 * 10
      }
    }
    append(UInt8(ascii: " "))
  }
}
