// A print service that lets nobody in: every request is forbidden.
import Foundation
import Glibc

/// Listens until it goes.
final class Refuser {
  let port: UInt16
  private let door: Int32
  private let porter: Thread

  init() throws {
    door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Loopback()
    guard address.bind(door), listen(door, 4) == 0 else { throw StackTrouble("no free port") }
    port = address.port
    let door = door
    porter = Thread { Self.serve(door) }
    porter.start()
  }

  deinit {
    shutdown(door, bothWays)
    // The number may be another's as soon as it is closed.
    while !porter.isFinished { usleep(1000) }
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

/// C's `SHUT_RDWR`, which Swift does not import.
let bothWays: Int32 = 2
