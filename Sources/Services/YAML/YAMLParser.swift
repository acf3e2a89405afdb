// Reads YAML with libyaml into a tree with places; whatever could mislead a reader is refused.
internal import CYAML
internal import Domain

/// Builds the tree from libyaml's events.
final class YAMLParser {
  private static let deepest = 32
  private static let mostNodes = 200_000
  private static let longest = 20_000

  private let file: String
  private let bytes: [UInt8]
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private var nodes = 0

  private init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    self.file = file
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// - Throws: the first fault of the file.
  static func tree(of bytes: [UInt8], file: String) throws(PackFault) -> YAMLNode {
    let parser = YAMLParser(bytes, file: file)
    do { return try parser.document() } catch { throw PackFault([error]) }
  }

  private func document() throws(Fault) -> YAMLNode {
    if let bad = firstBadByte { throw fault(.notUTF8, at: place(ofByte: bad)) }
    return try withInput { () throws(Fault) in
      var root: YAMLNode?
      while true {
        let event = try next()
        switch event.kind {
        case YAML_STREAM_END_EVENT:
          guard let root, !root.isEmpty else { throw fault(.empty, at: Place(file: file, line: 1, column: "1")) }
          return root
        case YAML_DOCUMENT_START_EVENT where root != nil: throw fault(.secondDocument, at: event.place)
        case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT, YAML_DOCUMENT_END_EVENT: break
        default: root = try node(event, depth: 1)
        }
      }
    }
  }

  /// The input must stay put while libyaml reads it.
  private func withInput(_ body: () throws(Fault) -> YAMLNode) throws(Fault) -> YAMLNode {
    let result: Result<YAMLNode, Fault> = bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      do throws(Fault) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private func node(_ event: ParserEvent, depth: Int) throws(Fault) -> YAMLNode {
    nodes += 1
    if nodes > Self.mostNodes { throw fault(.tooMany(Self.mostNodes), at: event.place) }
    if depth > Self.deepest { throw fault(.tooDeep(Self.deepest), at: event.place) }
    if event.isAlias || event.hasAnchor { throw fault(.alias, at: event.place) }
    if event.hasTag { throw fault(.tag, at: event.place) }
    switch event.kind {
    case YAML_SEQUENCE_START_EVENT: return YAMLNode(content: .list(try list(depth)), place: event.place)
    case YAML_MAPPING_START_EVENT: return YAMLNode(content: .map(try map(depth)), place: event.place)
    default:
      // A character has at least one byte; texts that are not long are not counted.
      if event.text.utf8.count > Self.longest, event.text.count > Self.longest {
        throw fault(.tooLong(Self.longest), at: event.place)
      }
      if event.text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }) {
        throw fault(.controlCharacter, at: event.place)
      }
      return YAMLNode(content: .scalar(event.text, plain: event.plain), place: event.place)
    }
  }

  private func list(_ depth: Int) throws(Fault) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if event.kind == YAML_SEQUENCE_END_EVENT { return items }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private func map(_ depth: Int) throws(Fault) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try next()
      if event.kind == YAML_MAPPING_END_EVENT { return entries }
      guard let key = try node(event, depth: depth + 1).text else { throw fault(.keyNotText, at: event.place) }
      if let first = lines[key] { throw fault(.duplicateKey(key, first: first), at: event.place) }
      lines[key] = event.place.line
      entries.append(.init(key: key, keyPlace: event.place, value: try node(try next(), depth: depth + 1)))
    }
  }

  private func next() throws(Fault) -> ParserEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxFault() }
    defer { yaml_event_delete(&event) }
    return ParserEvent(event, file: file)
  }

  private func syntaxFault() -> Fault {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "?"
    if parser.pointee.error == YAML_READER_ERROR {
      let place = place(ofByte: Int(parser.pointee.problem_offset))
      return fault(problem.contains("control") ? .controlCharacter : .notUTF8, at: place)
    }
    let begun = parser.pointee.context_mark
    let begunText = parser.pointee.context == nil ? nil : "\(begun.line + 1):\(begun.column + 1)"
    return fault(.syntax(problem, begun: begunText), at: Place(parser.pointee.problem_mark, file: file))
  }

  private var firstBadByte: Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return offset
  }

  private func place(ofByte offset: Int) -> Place {
    let before = bytes.prefix(offset)
    let line =
      before.lastIndex(of: UInt8(ascii: "\n")).map { before.distance(from: before.startIndex, to: $0) + 1 } ?? 0
    let column = String(decoding: before[line...], as: UTF8.self).count + 1
    return Place(file: file, line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: String(column))
  }

  private func fault(_ mistake: YAMLMistake, at place: Place) -> Fault { Fault(place, mistake.explanation) }
}
