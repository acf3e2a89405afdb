// Writes a tree as YAML with libyaml; what is read back is the same tree.
internal import CYAML

/// Writes one document through libyaml's emitter.
final class YAMLWriter {
  private let emitter = UnsafeMutablePointer<yaml_emitter_t>.allocate(capacity: 1)
  private var bytes: [UInt8] = []

  private init() {
    yaml_emitter_initialize(emitter)
    yaml_emitter_set_unicode(emitter, 1)
    yaml_emitter_set_width(emitter, -1)
    yaml_emitter_set_output(
      emitter,
      { context, buffer, count in
        guard let context, let buffer else { return 0 }
        let writer = Unmanaged<YAMLWriter>.fromOpaque(context).takeUnretainedValue()
        writer.bytes += UnsafeBufferPointer(start: buffer, count: count)
        return 1
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
  }

  static func text(of root: YAMLNode) -> String {
    let writer = YAMLWriter()
    writer.emit { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
    writer.emit { yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
    writer.write(root)
    writer.emit { yaml_document_end_event_initialize($0, 1) }
    writer.emit { yaml_stream_end_event_initialize($0) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let plain): write(text, plain ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    case .list(let items):
      let style = node.isLeaf ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE
      emit { yaml_sequence_start_event_initialize($0, nil, nil, 1, style) }
      for item in items { write(item) }
      emit { yaml_sequence_end_event_initialize($0) }
    case .map(let entries):
      let style = node.isLeaf ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
      emit { yaml_mapping_start_event_initialize($0, nil, nil, 1, style) }
      for entry in entries {
        write(entry.key, YAML_ANY_SCALAR_STYLE)
        write(entry.value)
      }
      emit { yaml_mapping_end_event_initialize($0) }
    }
  }

  /// A style that the text cannot have becomes quotes.
  private func write(_ text: String, _ style: yaml_scalar_style_t) {
    var text = text
    text.withUTF8 { bytes in
      emit { yaml_scalar_event_initialize($0, nil, nil, bytes.baseAddress, Int32(bytes.count), 1, 1, style) }
    }
  }

  /// libyaml fails here only when memory is out.
  private func emit(_ make: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
    var event = yaml_event_t()
    if make(&event) == 1 { yaml_emitter_emit(emitter, &event) }
  }
}

extension YAMLNode {
  /// Whether it holds nothing but scalars, so that it stands well on one line.
  fileprivate var isLeaf: Bool {
    let children = items ?? entries?.map(\.value) ?? []
    return children.allSatisfy { if case .scalar = $0.content { true } else { false } }
  }
}
