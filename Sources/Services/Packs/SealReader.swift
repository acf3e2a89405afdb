// Reads the classes of seals with their outlines in millimetres.
internal import Domain

struct SealReader {
  let reader: DefinitionReader
  /// Of all classes.
  private let ids: [String]

  /// The classes of a list.
  static func seals(_ list: YAMLNode?, _ reader: DefinitionReader) -> [SealClass] {
    let nodes = reader.list(list)
    let one = SealReader(reader: reader, ids: nodes.compactMap { $0["id"]?.text })
    return reader.unique(nodes) { one.seal($0) }
  }

  private func seal(_ node: YAMLNode) -> SealClass? {
    let values = reader.fields(node, .seal)
    let shape = shape(values)
    guard let accepted = accepted(values["accepted"]), let id = reader.text(values["id"]),
      let title = reader.text(values["title"]), let shape
    else { return nil }
    if !accepted.contains(shape.measure) {
      reader.report(PackMistake.sizeOutside, at: values["accepted"]?.place ?? node.place)
    }
    let also = values["also"].map { reader.list($0) } ?? []
    return SealClass(
      id: id, title: title, shape: shape, accepted: accepted,
      also: also.compactMap { reader.reference($0, among: ids.filter { $0 != id }, PackMistake.unknownSeal) },
      place: node.place)
  }

  private func accepted(_ node: YAMLNode?) -> ClosedRange<Double>? {
    guard let node else { return nil }
    let bounds = reader.list(node).compactMap(millimetres)
    guard bounds.count == 2, bounds[0] < bounds[1] else {
      reader.report(PackMistake.sizeOutside, at: node.place)
      return nil
    }
    return bounds[0]...bounds[1]
  }

  private func shape(_ values: [String: YAMLNode]) -> SealClass.Shape? {
    switch reader.word(values["shape"], among: [("round", "round"), ("oval", "oval"), ("square", "square")]) {
    case "round": return size("diameter", values).map { .round(diameter: $0) }
    case "square": return size("side", values).map { .square(side: $0) }
    case "oval":
      guard let width = size("width", values), let height = size("height", values) else { return nil }
      return .oval(width: width, height: height)
    default: return nil
    }
  }

  private func size(_ key: String, _ values: [String: YAMLNode]) -> Double? {
    if values[key] == nil, let place = values["shape"]?.place { reader.report(YAMLMistake.missingKey(key), at: place) }
    return values[key].flatMap(millimetres)
  }

  /// A seal's measure: 5 to 80 mm.
  private func millimetres(_ node: YAMLNode) -> Double? {
    guard let value = reader.number(node) else { return nil }
    if (5...80).contains(value) { return value }
    reader.report(PackMistake.sizeOutside, at: node.place)
    return nil
  }
}

extension SealClass.Shape {
  /// What is held against the accepted range: the diameter, the longer side or the side.
  var measure: Double {
    switch self {
    case .round(let diameter): diameter
    case .oval(let width, let height): max(width, height)
    case .square(let side): side
    }
  }
}
