// The card in its reader: vpcd's wire protocol, from connection to connection until the process ends.
import Glibc
import VirtualCard

/// One card, where its state is kept, and the reader it goes into.
struct Insertion {
  var path = ""
  var host = "127.0.0.1"
  var port: UInt16 = 35_963
  var profile = CardProfile.strict
  var faults = CardFaults()

  /// Serves the reader until the process is ended; waits for a reader that is not there yet.
  func run() throws(Trouble) {
    let card = try makeCard()
    card.faults = faults
    while true {
      if let link = ReaderLink(host: host, port: port) {
        complain("已插入 / inserted at \(host):\(port)")
        try link.serve(card)
      }
      usleep(100_000)
    }
  }

  private func makeCard() throws(Trouble) -> VirtualCard {
    let exists = access(path, F_OK) == 0
    guard let state = exists ? CardState(file: path) : CardState(profile) else { throw .file(path) }
    do { try state.save(to: path) } catch { throw .file(path) }
    let path = path
    return VirtualCard(state) { state in
      do { try state.save(to: path) } catch {
        // A card that cannot remember must not go on answering.
        complain(Trouble.file(path).words)
        exit(4)
      }
    }
  }
}
