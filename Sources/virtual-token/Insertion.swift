// The card in its reader: vpcd's wire protocol, from connection to connection until the process ends.
import Glibc
import VirtualCard

/// One card, where its state is kept, and the reader it goes into.
struct Insertion {
  var path = ""
  var otherPath = ""
  var makerPath = ""
  var tracePath = ""
  var host = "127.0.0.1"
  var port: UInt16 = 35_963
  var profile = CardProfile.strict
  var faults = CardFaults()

  /// What pcscd needs to see that a card has gone, in microseconds.
  private static let timeToNotice: UInt32 = 1_500_000

  /// Serves the reader until the process is ended; waits for a reader that is not there yet.
  func run() throws(CardTrouble) {
    let trace = try tracePath.isEmpty ? nil : Trace(tracePath)
    var card = try makeCard(path)
    card.faults = faults
    while true {
      if let link = ReaderLink(host: host, port: port, trace: trace) {
        complain("已插入 / inserted at \(host):\(port)")
        if try link.serve(card) == .swapped {
          card = try makeCard(otherPath)
          link.close()
          usleep(Self.timeToNotice)
        }
      }
      usleep(100_000)
    }
  }

  private func makeCard(_ path: String) throws(CardTrouble) -> VirtualCard {
    let exists = access(path, F_OK) == 0
    guard let state = exists ? CardState(file: path) : try newState() else { throw .file(path) }
    do { try state.save(to: path) } catch { throw .file(path) }
    return VirtualCard(state) { state in
      do { try state.save(to: path) } catch {
        // A card that cannot remember must not go on answering.
        complain(.file(path))
        exit(CardTrouble.file(path).exitStatus)
      }
    }
  }

  private func newState() throws(CardTrouble) -> CardState {
    guard !makerPath.isEmpty else { return CardState(profile) }
    do { return CardState(profile, maker: try CardMaker.kept(in: makerPath)) } catch { throw .file(makerPath) }
  }
}

/// A file with a line for every command: `INS P1 P2 in out SW µs`. Never a command's content: PINs travel there.
final class Trace {
  private let file: Int32

  init(_ path: String) throws(CardTrouble) {
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .file(path) }
  }

  deinit { close(file) }

  func note(_ command: [UInt8], _ answer: [UInt8], _ time: Duration) {
    let header = command.prefix(4).dropFirst().map(Self.digits)
    let counts = [
      "\(command.count)", "\(answer.count)", answer.suffix(2).map(Self.digits).joined(),
      "\(Int(time / .microseconds(1)))",
    ]
    let line = (header + counts).joined(separator: " ") + "\n"
    _ = line.withCString { write(file, $0, strlen($0)) }
  }

  private static func digits(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
