// What a person is told when something cannot be done: a stable code, what happened, and what to do.

/// What happened and what to do about it, in one language.
public struct Wording: Hashable, Sendable {
  public let happened: String
  public let remedy: String

  public init(_ happened: String, remedy: String) {
    self.happened = happened
    self.remedy = remedy
  }
}

/// A stable code with its wording in both languages. Two explanations are the same failure when their codes are.
public struct Explanation: Hashable, Sendable {
  /// One letter for the room and a number, such as `T03`; never reused.
  public let code: String
  public let chinese: Wording
  public let english: Wording

  public init(
    _ code: String, _ chinese: String, remedy chineseRemedy: String, english: String, remedy englishRemedy: String
  ) {
    self.code = code
    self.chinese = Wording(chinese, remedy: chineseRemedy)
    self.english = Wording(english, remedy: englishRemedy)
  }

  public func wording(in language: Language) -> Wording {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}

/// A failure that a person can meet.
public protocol Explained: Error, Sendable {
  var explanation: Explanation { get }

  /// One of each case, so that every code can be listed, explained and checked.
  static var specimens: [Self] { get }
}

/// The language of messages.
public enum Language: Sendable {
  case chinese, english

  /// Chinese unless LC_ALL, LC_MESSAGES or LANG (the first that is set) begins with `en`.
  public init(environment: [String: String]) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
    // C and POSIX say nothing about a reader.
    let chosen = names.first { !$0.isEmpty && !["C", "POSIX"].contains($0.prefix { $0 != "." }) }
    self = chosen?.hasPrefix("en") == true ? .english : .chinese
  }
}
