// What virtual-token is asked to do.
import VirtualCard

/// Why the program ends early.
enum Trouble: Error {
  case usage(String)
  case file(String)
  case pulled

  var words: String {
    switch self {
    case .usage(let words): "V01 \(words)\n\(Arguments.help)"
    case .file(let path): "V02 状态文件无法读写 / the state file cannot be used: \(path)"
    case .pulled: "V03 按 --fault 的要求拔出 / pulled out, as --fault asked"
    }
  }

  var exitStatus: Int32 {
    switch self {
    case .usage: 2
    case .file: 4
    case .pulled: 0
    }
  }
}

enum Arguments {
  case showHelp
  case insert(Insertion)

  static let help = """
    usage: virtual-token --state FILE [--profile NAME] [--host 127.0.0.1] [--port 35963] [--fault N=WHAT]…

    Inserts a PIV card in software into the virtual reader (vsmartcard-vpcd) at HOST:PORT, which must be this machine.
    FILE holds the card's whole state; a new card is made when it is missing. SIGTERM removes the card.
      --profile NAME   how a new card behaves: \(CardProfile.all.map(\.name).joined(separator: ", ")) (default strict)
      --fault N=WHAT   at the N-th command from 0: pull-before, pull-after, or a status word such as 6F00

    example: virtual-token --state /tmp/card.json --profile plain
    """

  init(_ words: [String]) throws(Trouble) {
    if words.contains("--help") || words.contains("-h") {
      self = .showHelp
      return
    }
    guard words.count.isMultiple(of: 2) else { throw .usage("每个选项要有值 / every option needs a value") }
    var insertion = Insertion()
    for place in stride(from: 0, to: words.count, by: 2) { try insertion.take(words[place], words[place + 1]) }
    guard !insertion.path.isEmpty else { throw .usage("缺少 --state / --state is missing") }
    self = .insert(insertion)
  }
}

extension Insertion {
  fileprivate mutating func take(_ option: String, _ value: String) throws(Trouble) {
    switch option {
    case "--state": path = value
    case "--host": host = try Self.loopback(value)
    case "--port": port = try Self.port(value)
    case "--profile": profile = try Self.profile(value)
    case "--fault": try takeFault(value)
    default: throw .usage("未知选项 / unknown option \(option)")
    }
  }

  /// Only this machine: a card on a network would be anyone's card.
  private static func loopback(_ host: String) throws(Trouble) -> String {
    if host == "localhost" { return "127.0.0.1" }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard numbers.count == 4, !numbers.contains(nil), numbers[0] == 127 else {
      throw .usage("只能连接本机 / only a loopback address is allowed, not \(host)")
    }
    return host
  }

  private static func port(_ text: String) throws(Trouble) -> UInt16 {
    guard let port = UInt16(text), port > 0 else { throw .usage("端口不对 / not a port: \(text)") }
    return port
  }

  private static func profile(_ name: String) throws(Trouble) -> CardProfile {
    guard let profile = CardProfile.all.first(where: { $0.name == name }) else {
      throw .usage("未知卡型 / unknown profile \(name)")
    }
    return profile
  }

  private mutating func takeFault(_ text: String) throws(Trouble) {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 2, let number = Int(parts[0]), let fault = CardFault(parts[1]) else {
      throw .usage("不是 N=WHAT / not N=WHAT: \(text)")
    }
    faults.planned[number] = fault
  }
}

extension CardFault {
  fileprivate init?(_ word: String) {
    switch word {
    case "pull-before": self = .pullBefore
    case "pull-after": self = .pullAfter
    default:
      guard word.count == 4, let status = UInt16(word, radix: 16) else { return nil }
      self = .status(status)
    }
  }
}
