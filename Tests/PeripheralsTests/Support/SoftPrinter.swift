// A printer in software (CUPS' ippeveprinter) that keeps what it prints and fails as it is told.
import CCups
import Files
import Foundation
import Glibc
import Processes

/// A printer with its queue. What it printed lies in `printed`, numbered in the order in which it came out.
final class SoftPrinter {
  let name: String
  let folder: String
  let port: UInt16
  private let stack: PrintStack
  private let formats: String
  private var program: Held?

  enum Mode: String {
    case ok
    /// Says so until it is `healed`.
    case paperOut = "media-empty-error", jam = "media-jam-error", coverOpen = "cover-open-error"
    case tonerOut = "toner-empty-error"
    /// Does not move and says nothing, until it is `healed`.
    case silent
    /// Gives every job up.
    case fail
    /// Gives up the job that would be the third one printed.
    case failThird
  }

  init(
    _ name: String, of stack: PrintStack, formats: String = "application/pdf,image/pwg-raster"
  ) throws {
    (self.name, self.stack, self.formats) = (name, stack, formats)
    folder = "\(stack.folder)/\(name)"
    port = try Self.freePort()
    for part in ["", "/printed", "/spool"] { try Files.makeFolder(folder + part) }
    try PrintStack.write(Self.command, to: "\(folder)/command")
    chmod("\(folder)/command", 0o755)
    try switchOn()
    try queue("-m", "everywhere")
  }

  /// Makes the printer's queue, or another one for it.
  func queue(_ model: String..., named other: String? = nil) throws {
    let made = try Program.run(
      "lpadmin", ["-p", other ?? name, "-E", "-v", "ipp://localhost:\(port)/ipp/print"] + model,
      environment: stack.environment)
    guard made.succeeded else { throw StackTrouble(made.errorText) }
  }

  func switchOn() throws {
    var environment = Program.environment
    environment["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=\(stack.folder)/bus"
    program = try Held(
      #"""
      ippeveprinter -r off -n localhost -p "$2" -d "$1/spool" -f "$3" -2 -c "$1/command" "$4" >"$1/log" 2>&1 &
      printer=$!
      cat >/dev/null
      kill $printer; wait
      """#, [folder, "\(port)", formats, name], environment: environment)
    for _ in 0..<250 where !answers { usleep(20_000) }
    guard answers else { throw StackTrouble((try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "") }
  }

  func switchOff() {
    program?.stop()
    program = nil
  }

  func be(_ mode: Mode) throws {
    try? Files.remove("\(folder)/healed")
    try PrintStack.write(mode.rawValue, to: "\(folder)/mode")
  }

  /// Somebody puts paper in, takes the jammed sheet out, closes the cover.
  func heal() throws {
    try PrintStack.write("ok", to: "\(folder)/mode")
    try PrintStack.write("", to: "\(folder)/healed")
  }

  /// Somebody presses cancel at the printer: its newest job goes.
  func cancelAtPanel() throws {
    let request = "\(folder)/cancel.test"
    try PrintStack.write(Self.cancel, to: request)
    for number in (1...100).reversed() {
      let outcome = try Program.run(
        "ipptool", ["-q", "-d", "job=\(number)", "ipp://localhost:\(port)/ipp/print", request])
      if outcome.succeeded { return }
    }
    throw StackTrouble("no job to cancel at \(name)")
  }

  /// What came out since this was asked last.
  func takePrinted() throws -> [Delivered] {
    let names = try Files.names(in: "\(folder)/printed").filter { $0.hasSuffix(".document") }
    return try names.sorted().map { name in
      let path = "\(folder)/printed/\(name)"
      let settings = "\(path.dropLast(".document".count)).settings"
      defer {
        try? Files.remove(path)
        try? Files.remove(settings)
      }
      return Delivered(
        bytes: try Files.read(path, limit: 1 << 28),
        settings: String(decoding: try Files.read(settings, limit: 1 << 20), as: UTF8.self))
    }
  }

  private var answers: Bool {
    let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(line) }
    return Loopback(port: port).answers(on: line)
  }

  private static func freePort() throws -> UInt16 {
    let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(line) }
    var address = Loopback()
    guard address.bind(line) else { throw StackTrouble("no free port") }
    return address.port
  }

  /// What the printer does with a job: `$1` is its document, the environment its settings.
  private static let command = #"""
    #!/bin/sh
    here=$(dirname "$0")
    mode=$(cat "$here/mode" 2>/dev/null || echo ok)
    count=$(ls "$here/printed" | grep -c document)
    case $mode in
    ok) ;;
    silent) while [ ! -e "$here/healed" ]; do sleep 0.1; done ;;
    fail) exit 1 ;;
    failThird) [ "$count" -ge 2 ] && exit 1 ;;
    *)
      echo "STATE: +$mode" >&2
      while [ ! -e "$here/healed" ]; do sleep 0.1; done
      echo "STATE: -$mode" >&2 ;;
    esac
    place=$here/printed/$(printf %04d "$count")
    env | grep ^IPP_ >"$place.settings"
    cp "$1" "$place.partial" && mv "$place.partial" "$place.document"
    """#

  private static let cancel = """
    {
    OPERATION Cancel-Job
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR language attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR integer job-id $job
    ATTR name requesting-user-name root
    STATUS successful-ok
    }

    """
}
