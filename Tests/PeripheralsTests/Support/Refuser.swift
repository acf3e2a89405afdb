// A print service that lets nobody in: every request is forbidden.
import Foundation
import Glibc

/// Listens until it goes.
final class Refuser {
  let port: UInt16
  private let door: Int32

  init() throws {
    door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let door = door
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(door, $0, size) | getsockname(door, $0, &size) }
    }
    guard bound == 0, listen(door, 4) == 0 else { throw StackTrouble("no free port") }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { Self.serve(door) }
  }

  deinit {
    shutdown(door, Int32(SHUT_RDWR))
    close(door)
  }

  private static func serve(_ door: Int32) {
    while true {
      let guest = accept(door, nil, nil)
      guard guest >= 0 else { return }
      Thread.detachNewThread { refuse(guest) }
    }
  }

  /// Answers each request once its head is there.
  private static func refuse(_ guest: Int32) {
    defer { close(guest) }
    let answer = Array("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".utf8)
    var said: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(guest, &bytes, bytes.count)
      guard count > 0 else { return }
      said += bytes[..<count]
      while let end = said.firstRange(of: Array("\r\n\r\n".utf8)) {
        let isRequest = said.starts(with: Array("POST".utf8))
        said.removeFirst(end.upperBound)
        if isRequest { _ = send(guest, answer, answer.count, Int32(MSG_NOSIGNAL)) }
      }
    }
  }
}
