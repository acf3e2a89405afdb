// What the programs say where their surroundings fail them: no terminal, no room for their results, no other program.
import Files
import Foundation
import Processes
import Testing

@Suite struct LonelyProgramTests {
  private let desk: FormDesk

  init() throws { desk = try FormDesk() }

  /// A shell's line with certkiosk as `$0` and the words as `$@`, in a session that has no terminal.
  private func outcome(
    _ line: String, _ words: [String], program: String = "\(Program.folder)/certkiosk",
    _ environment: [String: String] = Program.environment
  ) throws -> Outcome {
    try Program.run("setsid", ["-w", "sh", "-c", line, program] + words, environment: environment)
  }

  private var house: [String] {
    ["--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/key", "--forms", desk.forms]
  }

  private func makeStore() throws {
    #expect(try desk.run(["store", "init", "--rehearsal", "--kiosk", "T01"] + house).succeeded)
  }

  @Test(arguments: [">/dev/full", ">&-"])
  func `results that do not fit or have nowhere to go are no success`(end: String) throws {
    let told = try outcome(#""$0" "$@" "# + end, ["service", "show", "bjca", "--forms", desk.forms])
    #expect(told.ending != .exited(0) && told.errorText.hasPrefix("U20"), "\(told.errorText)")
  }

  @Test func `without a terminal nobody is asked for a PIN, and the other way is named`() throws {
    try makeStore()
    let told = try outcome(#"exec "$0" "$@""#, ["person", "add", "guan", "--name", "guan"] + house)
    #expect(told.ending == .exited(4) && told.errorText.hasPrefix("U30"), "\(told.errorText)")
    #expect(told.errorText.contains("-fd"))
  }

  @Test func `a PUK that the counter keeps unlocks for an order only`() throws {
    try makeStore()
    let told = try outcome(#"exec "$0" "$@""#, ["token", "unlock"] + house)
    #expect(told.ending == .exited(4) && told.errorText.hasPrefix("N98"), "\(told.errorText)")
  }

  @Test func `a program that was installed without its rehearsal says so`() throws {
    let alone = "\(desk.folder)/certkiosk"
    #expect(try Program.run("cp", ["\(Program.folder)/certkiosk", alone]).succeeded)
    let told = try outcome(#"exec "$0" "$@""#, ["rehearse", "--forms", desk.forms], program: alone)
    #expect(told.ending == .exited(4) && told.errorText.hasPrefix("N37"), "\(told.errorText)")
    try Files.write(Array("#!/bin/sh\nkill -9 $$\n".utf8), to: "\(alone)-rehearse", mode: 0o700)
    let killed = try outcome(#"exec "$0" "$@""#, ["rehearse", "--forms", desk.forms], program: alone)
    #expect(killed.ending == .exited(4) && killed.errorText.hasPrefix("N89"), "\(killed.errorText)")
  }

  @Test func `a gallery without the program that draws its pictures is not made`() throws {
    for name in ["guocai", "szca", "yangguang", "zhongyuan"] { try Files.removeTree("\(desk.forms)/\(name)") }
    try Files.makeFolder("\(desk.folder)/bin")
    var environment = Program.environment
    environment["PATH"] = "\(desk.folder)/bin"
    let pictures = "\(desk.folder)/pictures"
    let told = try Program.run(
      "\(Program.folder)/certkiosk",
      ["form", "gallery", "--forms", desk.forms, "--to", pictures, "--page", "\(desk.folder)/forms.md"],
      environment: environment)
    #expect(told.ending == .exited(4) && told.errorText.hasPrefix("N94"), "\(told.errorText)")
    #expect(Files.kind(of: "\(desk.folder)/forms.md") == nil)
  }
}
