// A connection to vpcd: messages of a two-byte length and bytes; one byte is control, more is a command.
import Glibc
import VirtualCard

/// The socket between card and reader. Closing it removes the card.
final class ReaderLink {
  private let socket: Int32
  private let trace: Trace?
  private var isOpen = true

  private enum Control {
    static let powerOff: UInt8 = 0
    static let powerOn: UInt8 = 1
    static let reset: UInt8 = 2
    static let answerToReset: UInt8 = 4
  }

  /// Nil while no reader listens there.
  init?(host: String, port: UInt16, trace: Trace? = nil) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { return nil }
    self.socket = socket
    self.trace = trace
    guard Self.connect(socket, host: host, port: port) else { return nil }
    switchOn(TCP_NODELAY)
  }

  deinit { close() }

  /// Takes the card out.
  func close() {
    if isOpen { Glibc.close(socket) }
    isOpen = false
  }

  private func switchOn(_ option: Int32) {
    var yes: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), option, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func connect(_ socket: Int32, host: String, port: UInt16) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return false }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Answers until the reader hangs up or a planned fault puts another card in this one's place; throws when one
  /// pulls the card.
  func serve(_ card: VirtualCard) throws(CardTrouble) -> Departure? {
    card.reset()
    while let message = receive() {
      if message.count == 1 {
        guard control(message[0], card) else { return nil }
        continue
      }
      let start = ContinuousClock.now
      guard let answer = card.answer(message) else {
        guard card.departure == .swapped else { throw .pulled }
        return .swapped
      }
      trace?.note(message, answer, start.duration(to: .now))
      guard send(answer) else { return nil }
    }
    return nil
  }

  /// False when the reader has gone.
  private func control(_ number: UInt8, _ card: VirtualCard) -> Bool {
    switch number {
    case Control.answerToReset: return send(card.answerToReset)
    case Control.powerOff, Control.powerOn, Control.reset: card.reset()
    default: complain(.unknownControl(number))
    }
    return true
  }

  private func receive() -> [UInt8]? {
    // vpcd sends length and bytes apart and waits for the first to be acknowledged: 40 ms a command if we let it.
    switchOn(TCP_QUICKACK)
    guard let head = read(2) else { return nil }
    return read(Int(head[0]) << 8 | Int(head[1]))
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + done, count - done, 0) }
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return nil }
      done += got
    }
    return bytes
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    // The reader's protocol counts in two bytes.
    guard bytes.count <= 0xFFFF else { return false }
    let message = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    var done = 0
    while done < message.count {
      let count = message.withUnsafeBytes { Glibc.send(socket, $0.baseAddress! + done, message.count - done, 0) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
