// What has been read out of DER once: OpenSSL 3 tries all its decoders on every public key, which is dearer than most
// of what is done with one.
internal import Synchronization

/// Public objects by their bytes. When it is full it begins anew.
final class ReadOnce<Value: Sendable>: Sendable {
  private let known = Mutex<[[UInt8]: Value]>([:])
  private let most: Int

  init(most: Int = 256) { self.most = most }

  func value(
    of der: [UInt8], _ read: ([UInt8]) throws(CryptographyError) -> Value
  ) throws(CryptographyError) -> Value {
    if let value = known.withLock({ $0[der] }) { return value }
    let value = try read(der)
    known.withLock { known in
      if known.count == most { known.removeAll() }
      known[der] = value
    }
    return value
  }
}
