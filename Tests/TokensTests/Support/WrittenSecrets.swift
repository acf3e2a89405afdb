// PINs and PUKs that stand written in tests and measurements; the rooms themselves take none from a text.
import Secrets
import Tokens

extension PIN {
  init(_ digits: String) throws(Malformed) { try self.init(SecretBytes(digits.utf8)) }

  init(new digits: String) throws(Malformed) { try self.init(new: SecretBytes(digits.utf8)) }
}

extension PUK {
  init?(_ characters: String) { self.init(SecretBytes(characters.utf8)) }

  var text: String { characters.withBytes { String(decoding: $0, as: UTF8.self) } }
}
