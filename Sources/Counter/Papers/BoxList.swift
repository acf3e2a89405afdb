// The places on a document's pages, as other programs read them.
internal import Layout

/// `<document>.boxes.json`: every named box in millimetres from the page's top left corner.
enum BoxList {
  static func json(of document: LaidOutDocument) -> [UInt8] {
    var rows: [String] = []
    for (index, page) in document.pages.enumerated() {
      for box in page.boxes {
        let place = [("x", box.rectangle.x), ("y", box.rectangle.y)]
        let size = [("width", box.rectangle.width), ("height", box.rectangle.height)]
        let numbers = (place + size).map { "\"\($0.0)\": \(decimal($0.1))" }.joined(separator: ", ")
        rows.append(
          "  {\"page\": \(index + 1), \"name\": \"\(box.name)\", \"kind\": \"\(box.kind.word)\", \(numbers)}")
      }
    }
    return Array("[\n\(rows.joined(separator: ",\n"))\n]\n".utf8)
  }

  /// Millimetres with three decimals, exactly.
  private static func decimal(_ length: Length) -> String {
    let whole = abs(length.micrometres)
    let digits = String(whole % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(length.micrometres < 0 ? "-" : "")\(whole / 1000).\(fraction)"
  }
}

extension NamedBox.Kind {
  /// The kind by which other programs know it; these words never change.
  fileprivate var word: String {
    switch self {
    case .field: "field"
    case .blank: "blank"
    case .signature: "signature"
    case .seal: "seal"
    case .capture: "capture"
    case .pageCode: "page-code"
    case .secondPageCode: "second-page-code"
    case .squareMark: "square-mark"
    case .discMark: "disc-mark"
    case .edgeMark: "edge-mark"
    case .scaleBar: "scale-bar"
    case .text: "text"
    }
  }
}
