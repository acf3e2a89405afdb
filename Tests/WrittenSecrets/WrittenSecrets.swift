// PINs and PUKs that stand written in tests and measurements; the rooms themselves take none from a text.
internal import Secrets
public import Tokens

extension PIN {
  public init(_ digits: String) throws(Malformed) { try self.init(SecretBytes(digits.utf8)) }

  public init(new digits: String) throws(Malformed) { try self.init(new: SecretBytes(digits.utf8)) }
}

extension PUK {
  public init?(_ characters: String) { self.init(SecretBytes(characters.utf8)) }

  public var text: String { characters.withBytes { String(decoding: $0, as: UTF8.self) } }
}
