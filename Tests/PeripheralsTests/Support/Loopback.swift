// A socket's address on this machine, by hand: Cups' headers bring sockaddr_in too, and a debug build cannot tell whose it is.
import Glibc

/// struct sockaddr_in (ip(7)): family, port and address in network order, eight bytes of padding.
struct Loopback {
  private var bytes: [UInt8]

  init(port: UInt16 = 0) {
    bytes = [UInt8(AF_INET), 0, UInt8(port >> 8), UInt8(port & 0xFF), 127, 0, 0, 1] + [UInt8](repeating: 0, count: 8)
  }

  var port: UInt16 { UInt16(bytes[2]) << 8 | UInt16(bytes[3]) }

  /// Whether somebody answers there.
  func answers(on line: Int32) -> Bool {
    bytes.withUnsafeBytes { connect(line, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count)) }
      == 0
  }

  /// Binds the socket; a port of 0 becomes the one that was given.
  mutating func bind(_ line: Int32) -> Bool {
    bytes.withUnsafeMutableBytes { bytes in
      guard let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
      var size = socklen_t(bytes.count)
      return Glibc.bind(line, address, size) | getsockname(line, address, &size) == 0
    }
  }
}
