// What a counter asks of any token, whoever speaks to it.
public import Cryptography

/// A token in a reader. PIV cards over PC/SC are the one kind there is (`TokenSession`). USB keys that are reached
/// through their maker's library (SKF, GM/T 0016) would be a second: such a library runs in a process of its own, so
/// that its crash takes nobody along, and its profile names path, word size and packing. See `docs/tokens.md`.
public protocol Token: AnyObject {
  /// Nil on a blank token without a name.
  var identity: TokenIdentity? { get }
  /// Everything that can be seen without a secret.
  func facts(sealObjects: SealObjects, attestationAnchors: [[UInt8]]?, retired: RetiredSlots) throws(TokenError)
    -> TokenFacts
  /// PIN tries left, without spending one; nil where the token does not tell.
  func pinTriesLeft() throws(TokenError) -> Int?
  /// Whoever gives the PIN holds the key of the slot, whose certificate is returned.
  @discardableResult
  func provePossession(of slot: Slot, pin: PIN) throws(TokenError) -> Certificate
  /// Nothing stays verified afterwards.
  func finish() throws(TokenError)
}

extension TokenSession: Token {}
