// Lines, boxes, rings and codes of a layer that is set.

extension SetLayer {
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

  /// How an outline is drawn: its fill and its line, of the greys and widths of `stroke`.
  public struct Paint: Sendable {
    public var fill: UInt8?
    public var line: (width: Double, grey: UInt8, dash: [Double])?

    public init(fill: UInt8?, line: (width: Double, grey: UInt8, dash: [Double])?) {
      (self.fill, self.line) = (fill, line)
    }

    /// The operator that paints a path (ISO 32000-1, 8.5.3).
    fileprivate var painting: String {
      switch (fill, line) {
      case (nil, nil): "n\n"
      case (nil, _): "S\n"
      case (_, nil): "f\n"
      default: "B\n"
      }
    }
  }

  /// Filled to its edges; a line runs centred on them.
  public mutating func rectangle(x: Double, y: Double, width: Double, height: Double, _ paint: Paint) {
    use(paint)
    for value in [x, self.height - y - height, width, height] { operators.append(points: value) }
    operators.append("re \(paint.painting)")
  }

  /// The ellipse that touches the rectangle's sides, as four curves; they leave it by no more than 3 in 10,000 of its radius.
  public mutating func ellipse(x: Double, y: Double, width: Double, height: Double, _ paint: Paint) {
    use(paint)
    let centre = (x: x + width / 2, y: self.height - y - height / 2)
    func append(_ points: [(Double, Double)], _ name: String) {
      for point in points {
        operators.append(points: centre.x + point.0 * width / 2)
        operators.append(points: centre.y + point.1 * height / 2)
      }
      operators.append(name)
    }
    // How far a curve's handles reach, in radii.
    let reach = 4 * (2.0.squareRoot() - 1) / 3
    append([(1, 0)], "m ")
    append([(1, reach), (reach, 1), (0, 1)], "c ")
    append([(-reach, 1), (-1, reach), (-1, 0)], "c ")
    append([(-1, -reach), (-reach, -1), (0, -1)], "c ")
    append([(reach, -1), (1, -reach), (1, 0)], "c h ")
    operators.append(paint.painting)
  }

  private mutating func use(_ paint: Paint) {
    if let grey = paint.fill { useFill(grey) }
    if let line = paint.line { use(line.width, line.grey, line.dash) }
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
    operators.append("cm \(codeName)\(codes.count - 1) Do Q\n")
  }

  mutating func useFill(_ grey: UInt8) {
    guard grey != fill else { return }
    operators.append(points: Double(grey) / 255)
    operators.append("g\n")
    fill = grey
  }
}
