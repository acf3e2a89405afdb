// Reads small drawings: shapes by their millimetres, such as the pictures that show how to stamp.

internal import Domain
internal import Layout

extension FormReader {
  func drawing(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["width", "height", "alternative", "align", "shapes"])
    for key in ["width", "height", "alternative", "shapes"] where keys[key] == nil {
      missing(key, at: node)
    }
    guard let width = length(keys["width"]), let height = length(keys["height"]),
      let alternative = text(keys["alternative"]), let shapes = keys["shapes"]
    else { return nil }
    var items: [Item] = []
    each(shapes) { items.append(contentsOf: shape($0)) }
    let drawing = Drawing(
      size: Size(width: width, height: height), items: items, alternative: alternative,
      alignment: word(keys["align"]) ?? .centre)
    return { _ in [.drawing(drawing)] }
  }

  /// `circle: [x, y, diameter]` by its middle, `oval` and `box: [x, y, width, height]`, `path: [x, y, x, y, …]`.
  private func shape(_ node: YAMLNode) -> [Item] {
    let keys = keys(node, ["circle", "oval", "box", "path", "grey", "thickness", "dash", "fill"])
    var stroke = Stroke(thickness: length(keys["thickness"]) ?? .mm(0.3))
    stroke.colour = whole(keys["grey"], 0...255).map { Colour(grey: UInt8($0)) } ?? .black
    stroke.dash = keys["dash"].map { dash($0) } ?? []
    let fill = whole(keys["fill"], 0...255).map { Colour(grey: UInt8($0)) }
    if let circle = keys["circle"] {
      let place = numbers(circle, count: 3)
      guard place.count == 3 else { return [] }
      let corner = Rectangle(
        x: place[0] - place[2] / 2, y: place[1] - place[2] / 2, width: place[2], height: place[2])
      return [.ellipse(corner, stroke: stroke, fill: fill)]
    }
    for kind in ["oval", "box"] {
      guard let node = keys[kind] else { continue }
      let place = numbers(node, count: 4)
      guard place.count == 4 else { return [] }
      let rectangle = Rectangle(x: place[0], y: place[1], width: place[2], height: place[3])
      return [
        kind == "oval"
          ? .ellipse(rectangle, stroke: stroke, fill: fill) : .rectangle(rectangle, stroke: stroke, fill: fill)
      ]
    }
    guard let path = keys["path"] else {
      missing("path", at: node)
      return []
    }
    let places = numbers(path, count: nil)
    let points = stride(from: 0, to: places.count - 1, by: 2).map { Point(x: places[$0], y: places[$0 + 1]) }
    return [.polyline(points, stroke: stroke)]
  }

  /// Drawn and open lengths in turn; a dash of no length is nothing that could be drawn.
  private func dash(_ node: YAMLNode) -> [Length] {
    reader.list(node).compactMap { number($0, 0.01...300) }.map { .mm($0) }
  }

  private func numbers(_ node: YAMLNode, count: Int?) -> [Length] {
    let lengths = reader.list(node).compactMap { length($0) }
    if let count, lengths.count != count {
      reader.report(YAMLMistake.wrongKind(expected: "\(count) 个数 (\(count) numbers)"), at: node.place)
    }
    return lengths
  }
}
