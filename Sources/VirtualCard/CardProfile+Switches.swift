// Single switches of a profile, set by their names, as a command line gives them.
internal import Foundation

extension CardProfile {
  /// Every switch with the value it has in this profile, by name.
  public var switches: [(name: String, value: String)] {
    let written = (try? fields()) ?? [:]
    return written.keys.sorted().filter { $0 != "name" }.map { ($0, Self.text(written[$0])) }
  }

  /// The profile with `NAME=VALUE`: a number (0x6F00 or 28416), true or false, a word, or a list with commas. Nil when
  /// there is no such switch or it does not take this value.
  public func setting(_ assignment: String) -> CardProfile? {
    let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, var fields = try? fields(), let old = fields[parts[0]], parts[0] != "name" else {
      return nil
    }
    fields[parts[0]] = Self.value(parts[1], isList: old is [Any])
    guard let data = try? JSONSerialization.data(withJSONObject: fields) else { return nil }
    return try? JSONDecoder().decode(CardProfile.self, from: data)
  }

  private func fields() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: JSONEncoder().encode(self)) as? [String: Any] ?? [:]
  }

  private static func value(_ text: String, isList: Bool) -> Any {
    guard isList else { return single(text) }
    return text.split(separator: ",").map { single(String($0)) }
  }

  private static func single(_ text: String) -> Any {
    if text == "true" || text == "false" { return text == "true" }
    if text.hasPrefix("0x"), let number = Int(text.dropFirst(2), radix: 16) { return number }
    return Int(text).map { $0 as Any } ?? text
  }

  private static func text(_ value: Any?) -> String {
    if let words = value as? [String] { return words.sorted().joined(separator: ",") }
    if let list = value as? [Any] { return list.map { text($0) }.joined(separator: ",") }
    guard let number = value as? NSNumber else { return "\(value ?? "")" }
    return isTruth(number) ? (number.boolValue ? "true" : "false") : "\(number)"
  }

  /// A truth value passes as a number everywhere but in its type.
  private static func isTruth(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
