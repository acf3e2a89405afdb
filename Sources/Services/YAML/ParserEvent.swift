// One event of libyaml, copied out so that libyaml may forget it.
internal import CYAML
internal import Domain

struct ParserEvent {
  let kind: yaml_event_type_t
  let place: Place
  private(set) var text = ""
  private(set) var plain = false
  private(set) var hasTag = false
  private(set) var hasAnchor = false

  var isAlias: Bool { kind == YAML_ALIAS_EVENT }

  init(_ event: yaml_event_t, file: String) {
    kind = event.type
    place = Place(event.start_mark, file: file)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      plain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      hasTag = scalar.tag != nil
      hasAnchor = scalar.anchor != nil
    case YAML_SEQUENCE_START_EVENT:
      hasTag = event.data.sequence_start.tag != nil
      hasAnchor = event.data.sequence_start.anchor != nil
    case YAML_MAPPING_START_EVENT:
      hasTag = event.data.mapping_start.tag != nil
      hasAnchor = event.data.mapping_start.anchor != nil
    default: break
    }
  }
}

extension Place {
  /// libyaml counts from 0, in characters.
  init(_ mark: yaml_mark_t, file: String) {
    self.init(file: file, line: Int(mark.line) + 1, column: String(mark.column + 1))
  }
}
