// A PDF file as qpdf's own program tells it: every object as JSON, so that no code under test reads its own work.
import Foundation
internal import Processes

/// A file that qpdf could not read.
package struct UnreadableFile: Error, CustomStringConvertible {
  package var description: String
}

/// All objects of a PDF file by their references, such as `5 0 R`.
package struct ReadFile {
  let version: String
  let trailer: Entry
  let references: [String]
  private let objects: [String: Any]

  package init(_ path: String) throws {
    let outcome = try Program.run(
      "/usr/bin/qpdf", ["--json=2", "--json-stream-data=inline", "--decode-level=generalized", path])
    guard outcome.succeeded else { throw UnreadableFile(description: outcome.errorText) }
    let tree = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    guard let parts = tree?["qpdf"] as? [[String: Any]], parts.count == 2 else {
      throw UnreadableFile(description: "no objects")
    }
    let head = parts[0], found = parts[1]
    version = head["pdfversion"] as? String ?? ""
    objects = Dictionary(
      uniqueKeysWithValues: found.compactMap { name, content in
        guard let content = content as? [String: Any], name.hasPrefix("obj:") else { return nil }
        return (String(name.dropFirst(4)), content["value"] ?? content["stream"] ?? NSNull())
      })
    references = objects.keys.sorted { Self.number($0) < Self.number($1) }
    trailer = Entry(((found["trailer"] as? [String: Any])?["value"]) ?? NSNull(), nil, objects)
  }

  var root: Entry { trailer["/Root"] }
  var all: [Entry] { references.map { Entry($0, nil, objects) } }

  private static func number(_ reference: String) -> Int { Int(reference.prefix { $0 != " " }) ?? 0 }
}

/// A value of a PDF file; references are followed.
struct Entry {
  /// The reference it was reached by.
  let reference: String?
  private let value: Any
  private let objects: [String: Any]

  init(_ value: Any, _ reference: String?, _ objects: [String: Any]) {
    self.objects = objects
    if let text = value as? String, let target = objects[text], text.hasSuffix(" R") {
      (self.value, self.reference) = (target, text)
    } else {
      (self.value, self.reference) = (value, reference)
    }
  }

  private var stream: [String: Any]? {
    guard let map = value as? [String: Any], map["dict"] is [String: Any], map["data"] is String else { return nil }
    return map
  }

  /// A dictionary's entries, a stream's own included.
  var map: [String: Any]? { stream?["dict"] as? [String: Any] ?? value as? [String: Any] }
  var isNull: Bool { value is NSNull }
  var isStream: Bool { stream != nil }
  var keys: [String] { map?.keys.sorted() ?? [] }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var whole: Int? { (value as? NSNumber).flatMap { Int(exactly: $0.doubleValue) } }
  var isTrue: Bool { (value as? NSNumber)?.boolValue == true && value as? Double == 1 }

  /// A name with its slash; empty for anything else.
  var name: String { (value as? String).flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "" }

  /// A string's text; nil for anything else.
  var text: String? { (value as? String).flatMap { $0.hasPrefix("u:") ? String($0.dropFirst(2)) : nil } }

  /// Whether it is a string of text or bytes.
  var isString: Bool { (value as? String).map { $0.hasPrefix("u:") || $0.hasPrefix("b:") } ?? false }

  /// An array's items; anything else stands for itself, null for none.
  var items: [Entry] {
    if let list = value as? [Any] { return list.map { Entry($0, nil, objects) } }
    return isNull ? [] : [self]
  }

  /// A stream's bytes with its filters undone.
  var content: [UInt8]? {
    (stream?["data"] as? String).flatMap { Data(base64Encoded: $0) }.map { Array($0) }
  }

  subscript(key: String) -> Entry { Entry(map?[key] ?? NSNull(), nil, objects) }
}
