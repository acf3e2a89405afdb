// Reading the file of limits.
import FoundationEssentials
internal import Pictures

extension Thresholds {
  /// Reads the file's text.
  /// - Throws: `ScanError.thresholds` naming the key that is missing, wrong or unknown.
  public init(json: [UInt8]) throws(ScanError) {
    do {
      self = try JSONDecoder().decode(Thresholds.self, from: Data(json))
    } catch let DecodingError.keyNotFound(key, context) {
      throw .thresholds(reason: (context.codingPath + [key]).map(\.stringValue).joined(separator: "."))
    } catch let DecodingError.typeMismatch(_, context) {
      throw .thresholds(reason: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      throw .thresholds(reason: "JSON")
    }
    if let key = Self.unknownKey(json, self) { throw .thresholds(reason: key) }
  }

  /// A key that nobody reads is a threshold that somebody believes to have changed.
  private static func unknownKey(_ json: [UInt8], _ read: Thresholds) -> String? {
    guard let given = try? JSONDecoder().decode(Names.self, from: Data(json)),
      let known = try? JSONDecoder().decode(Names.self, from: JSONEncoder().encode(read))
    else { return "JSON" }
    return given.firstUnknown(to: known)
  }
}

/// The names of an object's members, and of theirs.
private struct Names: Decodable {
  private var members: [String: Names] = [:]

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    guard let object = try? decoder.container(keyedBy: Name.self) else { return }
    for name in object.allKeys { members[name.stringValue] = try object.decode(Names.self, forKey: name) }
  }

  /// The first name that the other has not, with those around it before it.
  func firstUnknown(to other: Names) -> String? {
    for (name, inner) in members.sorted(by: { $0.key < $1.key }) {
      guard let known = other.members[name] else { return name }
      if let odd = inner.firstUnknown(to: known) { return "\(name).\(odd)" }
    }
    return nil
  }
}

extension Thresholds.Reading {
  var limits: PictureLimits { PictureLimits(bytes: bytes, pages: pages, pixels: pixels, side: side) }

  /// How its pages are searched for codes.
  package var codes: CodeSearch {
    CodeSearch(halvedFrom: codeHalvedFrom, doubledBelow: codeDoubledBelow, dark: codeDark, light: codeLight)
  }
}
