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
  case unreadablePicture(String)
  case includeLoop(String)
  case otherName(file: String, found: String)
  case badCode(String)
  case notAWidth(String)
  case unknownList(String, nearest: String?)
  case outsideList(String, list: String)
  case notOfTheOrder(String)
  /// A key that is there with nothing in it.
  case nothingIn(String)
  /// A frozen edition whose file's name says another number than it does itself.
  case otherEdition(file: Int, found: Int)
  /// It no longer looks as its frozen edition does.
  case changedWithoutEdition(Int)
  case editionBehind(Int, frozen: Int)
  case notFrozen(Int)
  case includedNowhere
  /// A place that holds less of a field than the catalogue allows.
  case holdsOnly(String, characters: Int, limit: Int)
  /// Includes that would make a definition of more parts than any paper has.
  case tooManyIncludes(Int)
  /// A signed code would say a person's data unmasked.
  case provesPersonal(String)
}
