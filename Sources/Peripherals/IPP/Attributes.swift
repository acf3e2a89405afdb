// What an IPP answer says, as values: each group of attributes by their names (RFC 8011).
internal import CCups

/// A value of an attribute; all of an attribute's values are of one kind.
enum AttributeValue: Hashable, Sendable {
  case word(String)
  case number(Int)
  case flag(Bool)
  case resolution(Resolution)
}

/// The attributes of one printer or job.
struct Attributes: Sendable {
  private var values: [String: [AttributeValue]] = [:]

  var isEmpty: Bool { values.isEmpty }

  /// The words of an attribute; empty when it is absent.
  func words(_ name: String) -> [String] {
    (values[name] ?? []).compactMap { if case .word(let word) = $0 { word } else { nil } }
  }

  func word(_ name: String) -> String? { words(name).first }

  func number(_ name: String) -> Int? {
    (values[name] ?? []).lazy.compactMap { if case .number(let number) = $0 { number } else { nil } }.first
  }

  func flag(_ name: String) -> Bool? {
    (values[name] ?? []).lazy.compactMap { if case .flag(let flag) = $0 { flag } else { nil } }.first
  }

  func resolutions(_ name: String) -> [Resolution] {
    (values[name] ?? []).compactMap { if case .resolution(let resolution) = $0 { resolution } else { nil } }
  }

  fileprivate mutating func add(_ attribute: OpaquePointer, named name: String) {
    values[name] = (0..<ippGetCount(attribute)).compactMap { AttributeValue(attribute, $0) }
  }
}

extension Attributes {
  /// The groups of an answer that carry this tag, in their order.
  static func groups(_ tag: ipp_tag_t, of answer: OpaquePointer) -> [Attributes] {
    var groups: [Attributes] = []
    var open = Attributes()
    var attribute = ippFirstAttribute(answer)
    while let next = attribute {
      if ippGetGroupTag(next) == tag, let name = ippGetName(next) {
        open.add(next, named: String(cString: name))
      } else if !open.isEmpty {
        // A group ends with an attribute that has no name.
        groups.append(open)
        open = Attributes()
      }
      attribute = ippNextAttribute(answer)
    }
    return open.isEmpty ? groups : groups + [open]
  }
}

extension AttributeValue {
  fileprivate init?(_ attribute: OpaquePointer, _ place: Int32) {
    switch ippGetValueTag(attribute) {
    case IPP_TAG_INTEGER, IPP_TAG_ENUM: self = .number(Int(ippGetInteger(attribute, place)))
    case IPP_TAG_BOOLEAN: self = .flag(ippGetBoolean(attribute, place) != 0)
    case IPP_TAG_RESOLUTION:
      var (y, unit) = (Int32(0), IPP_RES_PER_INCH)
      let x = ippGetResolution(attribute, place, &y, &unit)
      guard unit == IPP_RES_PER_INCH else { return nil }
      self = .resolution(Resolution(x: Int(x), y: Int(y)))
    default:
      guard let text = ippGetString(attribute, place, nil) else { return nil }
      self = .word(String(cString: text))
    }
  }
}
