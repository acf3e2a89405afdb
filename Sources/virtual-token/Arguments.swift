// What virtual-token is asked to do.
import VirtualCard

enum Arguments {
  case showHelp
  case insert(Insertion)

  static let help = """
    usage: virtual-token --state FILE [--profile NAME] [--set SWITCH=VALUE]… [--fault N=WHAT]… [options]

    Inserts a PIV card in software into the virtual reader (vsmartcard-vpcd) of this machine. FILE holds the card's
    whole state; a new card is made when it is missing. SIGTERM removes the card.
      --profile NAME      how a new card behaves: \(CardProfile.all.map(\.name).joined(separator: ", "))
                          (default strict; card-a, card-b and card-c are three cards that were measured)
      --set SWITCH=VALUE  one habit of a new card changed; the switches and their values in "strict":
    \(switches)
      --fault N=WHAT      at the N-th command from 0:
                            pull-before, pull-after   the card leaves before or after it carries the command out
                            swap                      it leaves, and the card of --other comes
                            reset                     it loses power for a moment
                            6F00                      it refuses with this status word
                            answer:HEX                it does nothing and answers with these bytes
                            garbled:HEX, random:COUNT it works, and these or so many random bytes arrive
                            truncated:N, oversized:N  it works; N bytes of the answer are missing or too many
                            delay:MS                  it takes so many milliseconds longer
      --other FILE        the state of the card that comes at "swap"
      --maker FILE        who vouches for keys made on a new card; made when missing, with its root in FILE.pem
      --trace FILE        a line for every command: its header, bytes in and out, status word, microseconds that the
                          card took; never its content
      --host 127.0.0.1    a loopback address
      --port 35963

    example: virtual-token --state /tmp/card.json --profile plain --set largestObject=30000 --fault 25=pull-after
    """

  private static var switches: String {
    CardProfile.strict.switches.map { "    \($0.name)=\($0.value)" }.joined(separator: "\n")
  }

  init(_ words: [String]) throws(CardTrouble) {
    if words.contains("--help") || words.contains("-h") {
      self = .showHelp
      return
    }
    guard words.count.isMultiple(of: 2) else { throw .valueMissing(words.last ?? "") }
    var insertion = Insertion()
    for place in stride(from: 0, to: words.count, by: 2) { try insertion.take(words[place], words[place + 1]) }
    guard !insertion.path.isEmpty else { throw .stateMissing }
    self = .insert(insertion)
  }
}

extension Insertion {
  fileprivate mutating func take(_ option: String, _ value: String) throws(CardTrouble) {
    switch option {
    case "--state": path = value
    case "--other": otherPath = value
    case "--maker": makerPath = value
    case "--trace": tracePath = value
    case "--host": host = try Self.loopback(value)
    case "--port": port = try Self.port(value)
    case "--profile": profile = try Self.profile(value)
    case "--set": profile = try Self.profile(profile, with: value)
    case "--fault": try takeFault(value)
    default: throw .unknownOption(option)
    }
  }

  /// Only this machine: a card on a network would be anyone's card.
  private static func loopback(_ host: String) throws(CardTrouble) -> String {
    if host == "localhost" { return "127.0.0.1" }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard numbers.count == 4, !numbers.contains(nil), numbers[0] == 127 else { throw .notLoopback(host) }
    return host
  }

  private static func port(_ text: String) throws(CardTrouble) -> UInt16 {
    guard let port = UInt16(text), port > 0 else { throw .notAPort(text) }
    return port
  }

  private static func profile(_ name: String) throws(CardTrouble) -> CardProfile {
    guard let profile = CardProfile.all.first(where: { $0.name == name }) else { throw .unknownProfile(name) }
    return profile
  }

  private static func profile(_ profile: CardProfile, with assignment: String) throws(CardTrouble) -> CardProfile {
    guard let changed = profile.setting(assignment) else { throw .notASwitch(assignment) }
    return changed
  }

  private mutating func takeFault(_ text: String) throws(CardTrouble) {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 2, let number = Int(parts[0]), let fault = CardFault(parts[1]) else { throw .notAFault(text) }
    faults.planned[number] = fault
  }
}
