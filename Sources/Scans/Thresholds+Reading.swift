// Reading the file of limits.
import Foundation
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
    guard let written = try? JSONEncoder().encode(read),
      let given = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      let known = try? JSONSerialization.jsonObject(with: written) as? [String: Any]
    else { return "JSON" }
    for (key, value) in given {
      guard let counterpart = known[key] else { return key }
      guard let group = value as? [String: Any], let kept = counterpart as? [String: Any] else { continue }
      if let odd = group.keys.sorted().first(where: { kept[$0] == nil }) { return "\(key).\(odd)" }
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
