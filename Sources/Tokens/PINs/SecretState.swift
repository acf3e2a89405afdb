// What a card tells about its PIN or PUK without spending a try.

/// A PIN's or a PUK's state; each part is nil where a card does not tell it.
public struct SecretState: Hashable, Sendable {
  /// Whether the maker's value is still set.
  public let isFactory: Bool?
  public let triesLeft: Int?
  /// How many wrong entries in a row lock it.
  public let tries: Int?

  init(isFactory: Bool? = nil, triesLeft: Int? = nil, tries: Int? = nil) {
    self.isFactory = isFactory
    self.triesLeft = triesLeft
    self.tries = tries
  }

  init(_ metadata: Metadata) {
    self.init(isFactory: metadata.isFactory, triesLeft: metadata.triesLeft, tries: metadata.tries)
  }
}
