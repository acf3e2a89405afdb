// A print service of the tests' own: message bus, name service and CUPS in a folder that nobody else knows.
import CCups
import CLinux
import Files
import Foundation
import Processes

/// Everything ends, and the folder goes, when this process does: the programs hang on a pipe that it holds.
final class PrintStack {
  let folder: String
  private let programs: Held

  /// What a program needs in its environment to see this print service and no other.
  var environment: [String: String] {
    Program.environment.merging(["CUPS_SERVER": "\(folder)/cups.sock", "LANG": "zh_CN.UTF-8"]) { _, own in own }
  }

  /// - Parameter name: of another one that knows no printer and finds none.
  init(bare name: String? = nil) throws {
    folder = "/tmp/ck-print-\(getpid())\(name.map { "-\($0)" } ?? "")"
    try Files.removeTree(folder)
    // CUPS' filters run as another user and must get here.
    for name in ["", "/etc", "/spool", "/cache", "/state", "/log"] { try Files.makeFolder(folder + name) }
    try Files.makeFolder("\(folder)/tmp")
    chmod("\(folder)/tmp", 0o1777)
    try Self.write(Self.bus(folder), to: "\(folder)/bus.conf")
    try Self.write(Self.names, to: "\(folder)/avahi.conf")
    try Self.write(Self.service(folder), to: "\(folder)/cupsd.conf")
    try Self.write(Self.places(folder), to: "\(folder)/cups-files.conf")
    programs = try Held(
      name == nil ? Self.programs : Self.printServiceAlone, [folder], environment: Program.environment)
    try wait(for: "\(folder)/cups.sock")
  }

  /// Makes the print service forget every job of a queue, as its own housekeeping does after a while.
  func forgetJobs(of queue: String) throws {
    let http = httpConnect2("\(folder)/cups.sock", 0, nil, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1, 5000, nil)
    defer { httpClose(http) }
    let request = ippNewRequest(IPP_OP_PURGE_JOBS)
    ippAddString(
      request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, "ipp://localhost/printers/\(queue)")
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nil, "root")
    ippDelete(cupsDoRequest(http, request, "/admin/"))
    guard cupsLastError() == IPP_STATUS_OK else { throw StackTrouble(String(cString: cupsLastErrorString())) }
  }

  private func wait(for socket: String) throws {
    for _ in 0..<250 where Files.kind(of: socket) == nil { usleep(20_000) }
    guard Files.kind(of: socket) != nil else { throw StackTrouble("\(folder)/log") }
  }

  static func write(_ text: String, to path: String) throws { try Files.write(Array(text.utf8), to: path) }

  /// Each in the background; the last line waits for the pipe to close. avahi-daemon insists on one folder for its
  /// number and socket, which it gets to itself.
  private static let programs = #"""
    cd "$1" || exit 1
    dbus-daemon --config-file="$1/bus.conf" --nofork --nopidfile >log/bus 2>&1 &
    bus=$!
    while [ ! -e bus ]; do sleep 0.05; kill -0 $bus || exit 1; done
    export DBUS_SYSTEM_BUS_ADDRESS=unix:path="$1/bus"
    mkdir -p /run/avahi-daemon
    unshare -m sh -c 'mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon -f "$1/avahi.conf" --no-drop-root --no-chroot --no-rlimits' sh "$1" >log/avahi 2>&1 &
    names=$!
    /usr/sbin/cupsd -f -c "$1/cupsd.conf" -s "$1/cups-files.conf" >log/cupsd 2>&1 &
    cups=$!
    cat >/dev/null
    kill $cups; wait $cups; kill $names $bus; wait
    cd /; rm -rf "$1"
    """#

  /// The name service is there to find printers.
  private static let printServiceAlone = #"""
    cd "$1" || exit 1
    /usr/sbin/cupsd -f -c "$1/cupsd.conf" -s "$1/cups-files.conf" >log/cupsd 2>&1 &
    cups=$!
    cat >/dev/null
    kill $cups; wait
    cd /; rm -rf "$1"
    """#

  private static func bus(_ folder: String) -> String {
    """
    <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>system</type><listen>unix:path=\(folder)/bus</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
    <allow receive_sender="*"/><allow send_type="method_call"/></policy></busconfig>
    """
  }

  private static let names = """
    [server]
    allow-interfaces=lo
    use-ipv6=no
    enable-dbus=yes
    [publish]
    publish-workstation=no
    publish-hinfo=no

    """

  private static func service(_ folder: String) -> String {
    """
    Listen \(folder)/cups.sock
    LogLevel debug
    Browsing Off
    WebInterface No
    DefaultAuthType None
    PreserveJobFiles No
    <Location />
    Allow all
    </Location>
    <Location /printers/Hidden>
    <Limit GET>
    AuthType Basic
    Require user nobody
    </Limit>
    </Location>
    <Policy default>
    <Limit All>
    Order deny,allow
    Allow all
    </Limit>
    </Policy>

    """
  }

  private static func places(_ folder: String) -> String {
    """
    ServerRoot \(folder)/etc
    RequestRoot \(folder)/spool
    CacheDir \(folder)/cache
    StateDir \(folder)/state
    TempDir \(folder)/tmp
    ErrorLog \(folder)/log/error
    AccessLog \(folder)/log/access
    PageLog \(folder)/log/page

    """
  }
}

/// A shell script that ends by itself when this process lets go of it or has gone.
final class Held {
  private let child: Child
  private var end: Int32

  init(_ script: String, _ words: [String], environment: [String: String]) throws {
    var ends: [Int32] = [0, 0]
    guard linux_pipe(&ends) == 0 else { throw StackTrouble("pipe") }
    let silence = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { for used in [ends[0], silence] { close(used) } }
    child = try Child(
      "sh", ["-c", script, "sh"] + words, environment: environment,
      descriptors: [0: ends[0], 1: silence, 2: silence])
    end = ends[1]
  }

  deinit { stop() }

  /// Lets go, and waits until everything has ended.
  func stop() {
    guard end >= 0 else { return }
    close(end)
    end = -1
    _ = child.ended(within: 120)
  }
}

struct StackTrouble: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
