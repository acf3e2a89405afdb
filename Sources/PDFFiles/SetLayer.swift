// A layer that is set from cast type instead of being drawn: letters are put at their places, as a printer's are.
internal import Compression

/// What is set on the pages of one layer, in points from a page's upper left corner.
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

  private let isForm: Bool
  private let producer: String
  private var finished: [DrawnLayer.Page] = []
  private var fonts: [SetFont] = []
  var codes: [DrawnLayer.Object] = []

  // MARK: The page that is being set

  var operators: [UInt8] = []
  private(set) var height = 0.0
  private var nextMark = 0
  private var fontsHere: [Int] = []
  var codesHere = 0..<0
  /// What the last line was set in.
  private var present: (font: Int, size: Double)?
  var fill: UInt8 = 0
  var pen: (grey: UInt8, width: Double, dash: [Double]) = (0, 1, [])

  /// - Parameters:
  ///   - layer: what is set as the form may be shared by many documents, and is packed well for all of them.
  ///   - producer: the drawing library's name for itself.
  public init(as layer: ArchivalDocument.Layer, producer: String) {
    (isForm, self.producer) = (layer == .form, producer)
  }

  /// No name of one layer is one of the other's.
  private var fontName: String { isForm ? "/f" : "/g" }
  var codeName: String { isForm ? "/x" : "/y" }

  /// - Parameter marksBelow: how many marked contents the page has already.
  public mutating func beginPage(height: Double, marksBelow: Int) {
    operators = []
    operators.reserveCapacity(8192)
    (self.height, nextMark) = (height, marksBelow)
    (fontsHere, codesHere) = ([], codes.count..<codes.count)
    (present, fill, pen) = (nil, 0, (0, 1, []))
    if isForm { operators.append("q\n") }
  }

  public mutating func endPage() {
    if isForm { operators.append("Q\n") }
    var resources = fontsHere.sorted().map {
      DrawnLayer.Resource("/Font", "\(fontName)\($0)", PDFText([.reference(1 + 5 * $0)]))
    }
    resources += codesHere.map {
      DrawnLayer.Resource("/XObject", "\(codeName)\($0)", PDFText([.reference(Self.firstCode + $0)]))
    }
    finished.append(DrawnLayer.Page(operators: Deflate.packed(operators, effort), resources: resources))
  }

  private var effort: Deflate.Effort { isForm ? .thorough : .quick }

  /// Objects are numbered before it is known how many fonts there will be.
  private static let firstCode = 1_000_001

  /// The layer, to be laid over another.
  public func layer() -> DrawnLayer {
    var objects: [(number: Int, object: DrawnLayer.Object)] = []
    for (place, font) in fonts.enumerated() {
      let first = 1 + 5 * place
      let tag = (isForm ? "FORMA" : "FILLA") + String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))
      objects += font.objects(tag: tag, from: first, effort).enumerated().map { (first + $0, $1) }
    }
    objects += codes.enumerated().map { (Self.firstCode + $0, $1) }
    return DrawnLayer(pages: finished, objects: objects, producer: producer)
  }

  // MARK: Marks

  /// Content of this structure type until `endMark`.
  public mutating func beginMark(_ type: String) {
    operators.append("/\(type) <</MCID \(nextMark)>> BDC\n")
    nextMark += 1
  }

  public mutating func endMark() { operators.append("EMC\n") }

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
    operators.append("\(fontName)\(font) ")
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
