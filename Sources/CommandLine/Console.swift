// How a command speaks: results and findings for people or for programs, in the reader's language.
public import Domain

/// The two streams of a program with the reader's wishes. Under `--json`, standard output carries JSON lines only and
/// the text for people goes to standard error.
public final class Console: Sendable {
  public let language: Language
  public let json: Bool
  public let quiet: Bool
  private let output: Output
  private let diagnostics: Output

  public init(
    language: Language, json: Bool = false, quiet: Bool = false, output: Output = .standard,
    diagnostics: Output = .diagnostics
  ) {
    self.language = language
    self.json = json
    self.quiet = quiet
    self.output = output
    self.diagnostics = diagnostics
  }

  /// A line for people that `--quiet` leaves out.
  public func say(_ line: Both) {
    if !quiet { people.write(harmless(line.text(in: language)) + "\n") }
  }

  /// A line that was asked for, such as one of a list; it stands even under `--quiet`.
  public func tell(_ line: String) {
    people.write(harmless(line) + "\n")
  }

  /// Text made by the program itself, such as help or a completion script, as it is.
  public func put(_ text: String) { output.write(text) }

  /// One JSON object on a line of its own, when programs are listening.
  public func emit(_ line: @autoclosure () -> JSON) {
    if json { output.write(line().text + "\n") }
  }

  /// A failure with its remedy.
  public func explain(_ explanation: Explanation) {
    endProgress()
    let wording = explanation.wording(in: language)
    let remedy = language == .chinese ? "处理：" : "Remedy: "
    diagnostics.write(harmless("\(explanation.code) \(wording.happened)") + "\n")
    diagnostics.write(harmless("    \(remedy)\(wording.remedy)") + "\n")
  }

  /// A failure of any kind. What is not `Explained` is told by its type alone: its text might hold personal data.
  public func explain(_ error: any Error) {
    explain((error as? any Explained)?.explanation ?? Unforeseen(error: error).explanation)
  }

  /// A line on standard error, such as a usage line after a failure.
  public func hint(_ line: String) { diagnostics.write(harmless(line) + "\n") }

  /// Shows how far long work has come, in place, when a person is watching.
  public func progress(_ text: Both) {
    guard showsProgress else { return }
    diagnostics.write("\r\u{1B}[K" + harmless(text.text(in: language)))
    diagnostics.flush()
  }

  /// Clears the progress line.
  public func endProgress() {
    guard showsProgress else { return }
    diagnostics.write("\r\u{1B}[K")
    diagnostics.flush()
  }

  /// Hands over everything. Throws when the results could not be written, so that nobody takes a cut list for whole.
  public func flush() throws(OutputError) {
    diagnostics.flush()
    if let code = output.flush() { throw OutputError(code: code) }
  }

  private var people: Output { json ? diagnostics : output }

  private var showsProgress: Bool { !quiet && diagnostics.isTerminal }
}

/// Text with control characters made visible, so that a file's name cannot steer the terminal.
private func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  return String(
    String.UnicodeScalarView(
      text.unicodeScalars.flatMap { scalar in
        isControl(scalar) ? Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars) : [scalar]
      }))
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A: false
  case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
