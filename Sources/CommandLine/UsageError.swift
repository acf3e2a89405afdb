// Ways to use a command wrongly.

/// What is wrong with a command line. Nothing was done.
public enum UsageError: Error, Hashable, Sendable {
  case unknownCommand(String, nearest: String?)
  case commandMissing([String])
  case unknownOption(String, nearest: String?)
  case valueMissing(String)
  case valueNotWanted(String)
  case givenTwice(String)
  case optionMissing(String)
  case argumentMissing(String)
  case argumentNotWanted(String)
  case empty(String)
  case notANumber(String, String, ClosedRange<Int>)
  case notAWord(String, String, [String], nearest: String?)
  /// An option behind a dash, or a value in quotes, of Chinese or typographers' kind.
  case foreignDash(String)
  case foreignQuotes(String)
  /// Options or arguments that cannot stand together, or a rule of the command itself.
  case rule(Both)
}
