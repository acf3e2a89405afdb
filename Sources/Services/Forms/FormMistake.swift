// What can be wrong in a document definition beyond its YAML.

package enum FormMistake: Error, Hashable, Sendable {
  case notABlock(String, nearest: String?)
  case notACell
  case outOfRange(String, from: String, to: String)
  case unknownName(String, nearest: String?)
  case unclosed(String)
  case notALength(String)
  case unknownFilter(String)
  case notACondition(String)
  case tableTooWide(excess: String)
  case cellCount(expected: Int, found: Int)
  case unknownSeal(String, nearest: String?)
  case unreadableInclude(String)
  case includeLoop(String)
  case otherName(file: String, found: String)
  case badCode(String)
  case notAWidth(String)
  case unknownList(String, nearest: String?)
  case outsideList(String, list: String)
  case notOfTheOrder(String)
}
