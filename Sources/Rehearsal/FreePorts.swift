// Ports on this machine that nobody listens on, by the system's own word.
internal import Glibc

/// They are let go of here, and vpcd binds to them when the first client makes pcscd start. In a network of its own nobody else
/// is there to take one meanwhile; where the machine allows none, somebody could, and then no reader is seen (T03): the rehearsal
/// is begun anew, with other ports.
enum FreePorts {
  /// The first of so many ports in a row that are free now; nil where the system finds none.
  static func first(of count: Int) -> UInt16? {
    for _ in 0..<100 {
      guard let port = chosen() else { return nil }
      if (1..<max(1, count)).allSatisfy({ isFree(Int(port) + $0) }) { return port }
    }
    return nil
  }

  private static func chosen() -> UInt16? { bound(to: 0) }

  private static func isFree(_ port: Int) -> Bool { UInt16(exactly: port).map { bound(to: $0) != nil } ?? false }

  /// Binds to a port of all interfaces, as vpcd will, and lets go of it; 0 lets the system choose.
  private static func bound(to port: UInt16) -> UInt16? {
    let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard line >= 0 else { return nil }
    defer { close(line) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(line, $0, size) == 0 && getsockname(line, $0, &size) == 0
      }
    }
    return isBound ? UInt16(bigEndian: address.sin_port) : nil
  }
}
