// A finding as one line of JSON, for scripts and for `findings.jsonl`.

extension Finding {
  /// One object without line breaks; its keys are file, line, column, application, field, code, rule, message, remedy,
  /// severity, always in this order; what is not known is null.
  public func json(in language: Language) -> String {
    let wording = explanation.wording(in: language)
    let members: [(String, String)] = [
      ("file", JSONText.quoted(place.file)), ("line", place.line.map(String.init) ?? "null"),
      ("column", place.column.map(JSONText.quoted) ?? "null"),
      ("application", application.map(JSONText.quoted) ?? "null"), ("field", field.map(JSONText.quoted) ?? "null"),
      ("code", JSONText.quoted(explanation.code)), ("rule", JSONText.quoted(rule)),
      ("message", JSONText.quoted(wording.happened)), ("remedy", JSONText.quoted(wording.remedy)),
      ("severity", JSONText.quoted(severity.rawValue)),
    ]
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}

/// Strings as JSON writes them (RFC 8259, section 7).
public enum JSONText {
  /// Control characters, line separators and direction marks are escaped, so that a line stays one and shows as it is.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{200E}", "\u{200F}",
        "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
