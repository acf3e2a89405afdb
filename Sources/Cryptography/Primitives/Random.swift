// Bytes that nobody can guess, from the system's generator.
internal import COpenSSL

public enum Random {
  public static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let made = RAND_bytes(&bytes, Int32(count))
    precondition(made == 1, "the system gives no random numbers")
    return bytes
  }
}
