// A finding: one thing that is wrong or noteworthy in what was handed in, with its place, rule and remedy.

/// Where in a file something stands. Lines count from 1; a column is a heading, a spreadsheet letter or a number.
public struct Place: Hashable, Sendable {
  public var file: String
  public var line: Int?
  public var column: String?

  public init(file: String, line: Int? = nil, column: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// One thing found in an input. An input with an error is refused; warnings and notes let it pass and are shown.
public struct Finding: Hashable, Sendable {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  public var place: Place
  /// The application's number, never an identity number.
  public var application: String?
  /// The field's id in `Forms/common/fields.yaml`.
  public var field: String?
  /// The standard, manual or house rule that speaks, such as `GB 32100-2015`.
  public var rule: String
  public var explanation: Explanation

  public init(
    _ severity: Severity, at place: Place, application: String? = nil, field: String? = nil, rule: String,
    _ explanation: Explanation
  ) {
    self.severity = severity
    self.place = place
    self.application = application
    self.field = field
    self.rule = rule
    self.explanation = explanation
  }
}
