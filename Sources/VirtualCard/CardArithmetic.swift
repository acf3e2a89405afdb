// What a card computes besides keeping things, exchangeable: trials that are alike in thousands compute it once.
package import Cryptography
internal import Synchronization

/// Making keys, signing and attesting.
package struct CardArithmetic: Sendable {
  /// Makes the key pair of this number in a card's life.
  package var makeKey: @Sendable (KeyAlgorithm, Int) throws -> PrivateKey = { algorithm, _ in
    try PrivateKey.generate(algorithm)
  }
  /// The private operation on a block.
  package var sign: @Sendable (PrivateKey, [UInt8]) throws -> [UInt8] = { try $0.signRaw($1) }
  /// The maker's statement about a key; `facts` are all that it depends on besides the maker.
  package var attest: @Sendable (_ facts: [UInt8], _ make: () throws -> [UInt8]) throws -> [UInt8] = { try $1() }

  package init() {}

  /// The same answers as before to the same questions: the n-th key of one card is the n-th key of all of them.
  package static func remembering() -> CardArithmetic {
    let known = Known()
    var arithmetic = CardArithmetic()
    arithmetic.makeKey = { algorithm, number in try known.key("\(algorithm.rawValue) \(number)", algorithm) }
    arithmetic.sign = { key, block in
      try known.bytes(key.publicKey.spki + block) { try key.signRaw(block) }
    }
    arithmetic.attest = { facts, make in try known.bytes(facts, make) }
    return arithmetic
  }

  private final class Known: Sendable {
    private let keys = Mutex<[String: PrivateKey]>([:])
    private let answers = Mutex<[[UInt8]: [UInt8]]>([:])
    /// Signatures over fresh numbers never come again: more than this is not kept.
    private static let most = 512

    func key(_ name: String, _ algorithm: KeyAlgorithm) throws -> PrivateKey {
      try keys.withLock { keys in
        if let key = keys[name] { return key }
        let key = try PrivateKey.generate(algorithm)
        keys[name] = key
        return key
      }
    }

    func bytes(_ question: [UInt8], _ make: () throws -> [UInt8]) throws -> [UInt8] {
      if let answer = answers.withLock({ $0[question] }) { return answer }
      let answer = try make()
      answers.withLock { answers in
        if answers.count < Self.most { answers[question] = answer }
      }
      return answer
    }
  }
}
