// A smart-card service of the rehearsal's own: pcscd with nothing but the virtual reader, and the card that goes in.
public import Domain
internal import Files
internal import Glibc
public import Processes

/// One reader of a private service. They come in pairs: vpcd keeps two cards, and a second pair wants a second driver.
public struct VirtualReader: Hashable, Sendable {
  /// Counted from 0.
  public let pair: Int
  /// 0 or 1.
  public let slot: Int

  public init(pair: Int = 0, slot: Int = 0) { (self.pair, self.slot) = (pair, slot) }

  /// As PC/SC programs see it.
  public var name: String { "\(Self.friendlyName(of: pair)) 00 0\(slot)" }

  static func friendlyName(of pair: Int) -> String { pair == 0 ? "Virtual PCD" : "Virtual PCD \(pair)" }

  /// Each reader's card connects to a port of its own.
  func port(from first: UInt16) -> UInt16 { first + UInt16(2 * pair + slot) }
}

/// A private pcscd beside any other one. It knows no real reader, and where the machine allows it lives in a network
/// of its own, because vpcd listens on all interfaces and takes whatever card connects first.
/// Programs find it by `environment`. Leaving scope stops everything; so does the end of this process.
public final class RehearsalCardService {
  public let socket: String
  /// False where no network namespace can be made: then vpcd's port is open to the local network.
  public let isConfined: Bool
  private let folder: String
  private let port: UInt16
  private let program: String
  /// Open as long as this process lives; the children end when it closes.
  private let alive: Descriptor
  private let log: Descriptor
  private let pcscd: String
  private var service: Child
  private var card: Child?
  /// When the last card was pulled out.
  private var removed = ContinuousClock.now - RehearsalCardService.timeToNotice
  /// Returns once the service has seen that the card was pulled out, for whoever can ask it.
  public var untilNoticed: (() -> Void)?

  /// The service looks at the reader twice or so a second; a card put in earlier answers nothing at first.
  private static let timeToNotice = Duration.milliseconds(1_500)

  /// The length that a socket's path may have (unix(7)).
  private static let longestPath = 107

  /// - Parameters:
  ///   - folder: where configuration, socket and log go; made when missing.
  ///   - pcscd: the service's program.
  ///   - virtualToken: the card's program; beside the running program by default.
  ///   - port: vpcd's first port, of importance only where the service is not confined; free ones are found when nil.
  ///   - pairs: how many pairs of readers there are.
  public init(
    folder: String, pcscd: String = "/usr/sbin/pcscd", virtualToken: String = Program.folder + "/virtual-token",
    port: UInt16? = nil, pairs: Int = 1
  ) throws(CardServiceTrouble) {
    socket = folder + "/pcscd.sock"
    guard socket.utf8.count <= Self.longestPath else { throw .pathTooLong(folder) }
    guard let port = port ?? FreePorts.first(of: 2 * pairs) else {
      throw .notStarted("vpcd", reason: SystemErrorNumber(EADDRINUSE).english)
    }
    (self.folder, self.port, self.pcscd, program) = (folder, port, pcscd, virtualToken)
    try Self.prepare(folder, port: port, pairs: pairs, socket: socket)
    alive = try Self.open("\(folder)/alive", O_RDWR)
    log = try Self.open("\(folder)/pcscd.log", O_WRONLY | O_CREAT | O_APPEND)
    isConfined = Self.mayHaveOwnNetwork
    service = try Self.start(pcscd, folder: folder, socket: socket, confined: isConfined, log: log.number)
    try waitForSocket()
  }

  deinit {
    card?.stop()
    service.stop()
    unlink(socket)
    unlink(folder + "/alive")
  }

  /// What a program needs in its environment to see this service and no other.
  public var environment: [String: String] {
    Program.environment.merging(["PCSCLITE_CSOCK_NAME": socket]) { _, own in own }
  }

  /// Stops pcscd in the middle of whatever it does and starts another; a card that was in the reader is taken out.
  /// Clients have to begin a new session. Cards that were begun have to be begun anew.
  /// - Parameter abruptly: pcscd gets no time to say goodbye to its readers.
  public func restart(abruptly: Bool = false) throws(CardServiceTrouble) {
    if abruptly { service.kill(SIGKILL) }
    card?.stop()
    card = nil
    service.stop()
    unlink(socket)
    service = try Self.start(pcscd, folder: folder, socket: socket, confined: isConfined, log: log.number)
    try waitForSocket()
  }

  /// Makes this process a client of the service too. libpcsclite looks once: call it before its first use.
  public func useInThisProcess() { setenv("PCSCLITE_CSOCK_NAME", socket, 1) }

  /// Puts a card into the first reader; a new one is made when the state file is missing. `arguments` go to
  /// virtual-token.
  public func insert(tokenState: String, _ arguments: [String] = []) throws(CardServiceTrouble) {
    removeToken()
    let rest = (removed + Self.timeToNotice - ContinuousClock.now) / .microseconds(1)
    if untilNoticed == nil, rest > 0 { usleep(UInt32(rest)) }
    card = try begin(tokenState: tokenState, arguments, in: VirtualReader())
  }

  /// Puts a card into a reader and hands it over: it is taken out by stopping it. Several threads may do so at once, each
  /// with a reader of its own.
  public func begin(
    tokenState: String, _ arguments: [String] = [], in reader: VirtualReader
  ) throws(CardServiceTrouble) -> Child {
    let words = ["--state", tokenState, "--port", "\(reader.port(from: port))"] + arguments
    let enter = isConfined ? ["nsenter", "--target", "\(service.identifier)", "--net", "--"] : []
    do {
      return try Child(
        "sh", ["-c", Self.watched, "sh", folder + "/alive"] + enter + [program] + words,
        environment: Program.environment, descriptors: [1: log.number, 2: log.number])
    } catch { throw .notStarted(program, reason: error.reason) }
  }

  /// Pulls the card out. The next one is put in once the service must have noticed.
  public func removeToken() {
    guard let card else { return }
    card.stop()
    self.card = nil
    removed = ContinuousClock.now
    untilNoticed?()
  }

  /// Becomes the program in its words, and ends it when the process that holds the pipe has gone. The watcher makes
  /// sure that the program is still its parent: a number alone may belong to another process by then.
  private static let watched = #"""
    alive=$1; shift
    (read -r _ <"$alive"; read -r _ _ _ parent _ </proc/self/stat; [ "$parent" = $$ ] && kill $$) 2>/dev/null &
    exec "$@"
    """#
}

extension RehearsalCardService {
  /// A machine that lets this process make a network namespace of its own.
  private static var mayHaveOwnNetwork: Bool {
    (try? Program.run("unshare", ["--net", "sh", "-c", "ip link set lo up"]))?.succeeded ?? false
  }

  private static func prepare(
    _ folder: String, port: UInt16, pairs: Int, socket: String
  ) throws(CardServiceTrouble) {
    do {
      for name in ["readers", "drivers"] { try Files.makeFolder("\(folder)/\(name)", mode: 0o700) }
      for pair in 0..<pairs {
        let driver = try driver(of: pair, in: folder)
        let number = VirtualReader(pair: pair).port(from: port)
        let reader = """
          FRIENDLYNAME "\(VirtualReader.friendlyName(of: pair))"
          DEVICENAME /dev/null:\(number)
          LIBPATH \(driver)
          CHANNELID \(number)

          """
        try Files.write(Array(reader.utf8), to: "\(folder)/readers/vpcd\(pair == 0 ? "" : "\(pair)")")
      }
      for name in [socket, "\(folder)/alive"] { try Files.remove(name) }
    } catch { throw .folder(folder, reason: error.reason.english) }
    guard mkfifo("\(folder)/alive", 0o600) == 0 else {
      throw .folder(folder, reason: String(cString: strerror(errno)))
    }
  }

  private static let vpcd = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

  /// vpcd's two cards lie in static memory, whatever it is configured for: only a copy under another name has others.
  private static func driver(of pair: Int, in folder: String) throws(FileFailure) -> String {
    guard pair > 0 else { return vpcd }
    let copy = "\(folder)/vpcd\(pair).so"
    try Files.write(Files.read(vpcd, limit: 1 << 24), to: copy)
    return copy
  }

  private static func open(_ path: String, _ flags: Int32) throws(CardServiceTrouble) -> Descriptor {
    do { return try Descriptor(path, flags) } catch { throw .folder(path, reason: error.reason.english) }
  }

  /// pcscd gets its socket by socket activation, the one way to give it another than the machine's; with an empty
  /// folder of drivers it finds no reader on USB.
  private static func start(
    _ pcscd: String, folder: String, socket: String, confined: Bool, log: Int32
  ) throws(CardServiceTrouble) -> Child {
    let activate = [
      "systemd-socket-activate", "-E", "PCSCLITE_HP_DROPDIR=\(folder)/drivers", "-l", socket, pcscd, "-f", "-c",
      "\(folder)/readers",
    ]
    let own = ["unshare", "--net", "sh", "-c", #"ip link set lo up && exec "$@""#, "sh"]
    do {
      return try Child(
        "sh", ["-c", watched, "sh", "\(folder)/alive"] + (confined ? own : []) + activate,
        environment: Program.environment, descriptors: [1: log, 2: log])
    } catch { throw .notStarted("systemd-socket-activate", reason: error.reason) }
  }

  private func waitForSocket() throws(CardServiceTrouble) {
    for _ in 0..<1500 where Files.kind(of: socket) == nil && service.poll() == nil { usleep(20_000) }
    guard Files.kind(of: socket) != nil else { throw .notStarted("pcscd", reason: "\(folder)/pcscd.log") }
  }
}

/// Why the rehearsal has no card service.
public enum CardServiceTrouble: Explained, Hashable {
  case pathTooLong(String)
  case folder(String, reason: String)
  case notStarted(String, reason: String)

  public var explanation: Explanation {
    switch self {
    case .pathTooLong(let folder):
      Explanation(
        "V10", "文件夹路径太长，放不下智能卡服务的套接字：\(folder)", remedy: "请换一个较短的路径。",
        english: "The folder's path is too long for a socket: \(folder)", remedy: "Use a shorter path.")
    case .folder(let folder, let reason):
      Explanation(
        "V11", "演练用的文件夹无法使用：\(folder)（\(reason)）", remedy: "请检查权限和磁盘空间。",
        english: "The rehearsal's folder cannot be used: \(folder) (\(reason))",
        remedy: "Check permissions and disk space.")
    case .notStarted(let program, let reason):
      Explanation(
        "V12", "无法启动 \(program)：\(reason)", remedy: "请安装 pcscd、vsmartcard-vpcd、systemd、iproute2。",
        english: "\(program) does not start: \(reason)",
        remedy: "Install pcscd, vsmartcard-vpcd, systemd and iproute2.")
    }
  }

  public static let specimens: [CardServiceTrouble] = [
    .pathTooLong("/a"), .folder("/a", reason: "No space left on device"), .notStarted("pcscd", reason: "pcscd.log"),
  ]
}
