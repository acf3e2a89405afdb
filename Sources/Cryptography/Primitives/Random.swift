// Bytes that nobody can guess, from the system's generator.
public import Secrets
internal import COpenSSL

public enum Random {
  public static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let made = RAND_bytes(&bytes, Int32(count))
    precondition(made == 1, "the system gives no random numbers")
    return bytes
  }

  /// The same in memory that leaves no copies.
  public static func secret(_ count: Int) -> SecretBytes {
    SecretBytes(count: count) { bytes in
      let made = RAND_bytes(bytes.bindMemory(to: UInt8.self).baseAddress, Int32(count))
      precondition(made == 1, "the system gives no random numbers")
    }
  }
}
