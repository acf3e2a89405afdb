// Private keys already read out of their DER: a card's state holds bytes, and reading them costs more than using them.
package import Cryptography
internal import Synchronization

package enum ReadKeys {
  private static let known = Mutex<[[UInt8]: PrivateKey]>([:])
  private static let most = 256

  /// Reads PKCS #8, or remembers it.
  package static func key(der: [UInt8]) throws -> PrivateKey {
    if let key = known.withLock({ $0[der] }) { return key }
    let key = try PrivateKey(der: der)
    known.withLock { known in
      if known.count == most { known.removeAll() }
      known[der] = key
    }
    return key
  }
}
