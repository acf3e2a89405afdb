// What can be wrong in a document definition, each mistake with its place.

public import Domain

/// Why a definition cannot be used: everything found wrong in it, in the order of the file.
public struct FormFault: Error, Hashable, Sendable {
  public let findings: [Finding]
}

enum FormMistake: Error, Hashable, Sendable {
  case unknownKey(String, nearest: String?)
  case missingKey(String)
  case expected(String)
  case unknownName(String, nearest: String?)
  case unknownWord(String, allowed: [String])
  case notALength(String)
  case unclosed(String)
  case unknownFilter(String)
  case notACondition(String)
  case tableTooWide(excess: String)
  case cellCount(expected: Int, found: Int)
  case unknownSeal(String, nearest: String?)
  case unreadableInclude(String)
  case includeLoop(String)
  case otherName(file: String, found: String)
  case badCode(String)
  case noSuchDocument(String, nearest: String?)
}
