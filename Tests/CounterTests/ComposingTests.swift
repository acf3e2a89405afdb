// compose over the samples: every good application gets its documents, every bad one a finding, always the same bytes.
import Files
import Foundation
import InkProof
import Processes
import Testing

@Suite struct ComposingTests {
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("compose-\(UUID().uuidString)")
    .path

  /// - Parameter interruption: says where the program is killed.
  private func compose(
    _ words: [String], to name: String, _ interruption: [String: String]? = nil
  ) throws -> Outcome {
    var environment = Program.environment
    if let interruption {
      environment["LD_PRELOAD"] = "\(Program.folder)/libinterruption.so"
      environment.merge(interruption) { _, new in new }
    }
    return try Program.run(
      "\(Program.folder)/certkiosk",
      ["compose", "--to", "\(folder)/\(name)", "--forms", "\(root)/Forms", "--date", "2026-03-09", "--json"] + words,
      environment: environment)
  }

  private func digests(_ name: String) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for application in try Files.names(in: "\(folder)/\(name)") where application != "findings.jsonl" {
      for file in try Files.names(in: "\(folder)/\(name)/\(application)") {
        found["\(application)/\(file)"] = try Files.read("\(folder)/\(name)/\(application)/\(file)", limit: 1 << 26)
      }
    }
    return found
  }

  @Test func `every good sample gets its three documents and every bad file a finding`() throws {
    defer { try? Files.removeTree(folder) }
    let outcome = try compose(["\(root)/Samples", "--boxes"], to: "all")
    #expect(outcome.ending == .exited(1), "bad files are refused")
    for number in ["BJ-0001", "ZY-0002", "GC-0001", "YG-0001", "SZ-0001", "RC-0001", "NM-0001"] {
      for document in ["application-form", "authorization-letter", "seal-template"] {
        #expect(Files.kind(of: "\(folder)/all/\(number)/\(document).pdf") == .file, "\(number) \(document)")
        #expect(Files.kind(of: "\(folder)/all/\(number)/\(document).boxes.json") == .file)
      }
    }
    try proveInk("all")
    let findings = String(decoding: try Files.read("\(folder)/all/findings.jsonl", limit: 1 << 24), as: UTF8.self)
    for file in try Files.names(in: "\(root)/Samples/bad") where !file.hasSuffix(".md") {
      #expect(findings.contains("/\(file)\""), "\(file) has no finding")
    }
  }

  /// Every glyph on every page of every document is the installed font's own.
  private func proveInk(_ name: String) throws {
    let proof = try InkProof()
    var compared = 0
    for (path, bytes) in try digests(name) where path.hasSuffix(".pdf") {
      let report = try proof.report(on: bytes)
      #expect(report.losses.isEmpty, "\(path): \(report.losses)")
      compared += report.compared
    }
    #expect(compared > 5000)
  }

  @Test func `the same data give the same bytes, in one process or in two`() throws {
    defer { try? Files.removeTree(folder) }
    let samples = ["\(root)/Samples/rare-characters", "\(root)/Samples/typed-by-hand"]
    _ = try compose(samples, to: "first")
    _ = try compose(samples, to: "second")
    _ = try compose(samples + ["--jobs", "2"], to: "third")
    let first = try digests("first").filter { $0.key.hasSuffix(".pdf") }
    #expect(first.count >= 6)
    #expect(try digests("second").filter { $0.key.hasSuffix(".pdf") } == first)
    #expect(try digests("third").filter { $0.key.hasSuffix(".pdf") } == first)
  }

  /// What a person at a terminal sees; `script` gives the program one.
  private func watched(_ words: [String]) throws -> String {
    let command = (["\(Program.folder)/certkiosk", "compose", "--forms", "\(root)/Forms"] + words)
      .map { "'\($0)'" }.joined(separator: " ")
    let environment = Program.environment.merging(["LC_ALL": "zh_CN.UTF-8", "TERM": "xterm"]) { _, new in new }
    return try Program.run("script", ["-qec", command, "/dev/null"], environment: environment).outputText
  }

  @Test func `a person sees how many applications are done, whatever the number of processes`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let sample = "\(root)/Samples/yangguang-batch"
    let one = try watched(["--to", "\(folder)/one", "--jobs", "1", sample])
    let made = try Files.names(in: "\(folder)/one").count { !$0.hasSuffix(".jsonl") }
    try #require(made > 1)
    #expect((1...made).allSatisfy { one.contains("已处理 \($0) 份申请") }, "\(one)")
    #expect(try watched(["--to", "\(folder)/two", "--jobs", "2", sample]).contains("已处理 \(made) 份申请，2 个进程"))
  }

  @Test func `many applications are shared among the cores, few are not`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let few = "\(root)/Samples/guocai-new/applicants.csv"
    #expect(try !watched(["--to", "\(folder)/few", few]).contains("个进程"))
    // What makes the file large are lines that are refused at once.
    let text = String(decoding: try Files.read(few, limit: 1 << 20), as: UTF8.self)
    let line = try #require(text.split(whereSeparator: \.isNewline).last)
    let many = "\(folder)/many.csv"
    let broken = String(repeating: "\(line.prefix(8))\n", count: 40_000 / 9)
    try Files.write(Array((text + (text.hasSuffix("\n") ? "" : "\n") + broken).utf8), to: many)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    #expect(try watched(["--to", "\(folder)/many", many]).contains("，\(cores) 个进程") == (cores > 1))
  }

  /// So many good applications, with their numbers.
  private func many(_ numbers: [String], to file: String) throws {
    let lines = try Files.read("\(root)/Samples/guocai-new/applicants.csv", limit: 1 << 20).split(separator: 0x0A)
    let rows = numbers.flatMap { (number: String) -> [UInt8] in
      Array(number.utf8) + lines[1].dropFirst(number.utf8.count) + [0x0A]
    }
    try Files.write(Array(lines[0]) + [0x0A] + rows, to: file)
  }

  @Test func `more applications than are kept together are all made, and made again not at all`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let numbers = (1...40).map { "GC-9\(100 + $0)" }
    try many(numbers, to: "\(folder)/many.csv")
    #expect(try compose(["\(folder)/many.csv", "--jobs", "1"], to: "out").outputText.contains(#""made":40"#))
    #expect(try Files.names(in: "\(folder)/out") == numbers + ["findings.jsonl"])
    let before = try digests("out")
    #expect(before.count >= 4 * numbers.count)
    #expect(try compose(["\(folder)/many.csv", "--jobs", "1"], to: "out").outputText.contains(#""made":0"#))
    #expect(try digests("out") == before)
  }

  /// A group's steps: the disk is synced, then four files and the folder of each set, then each gets its name, then the
  /// folder around them is synced.
  @Test
  func `killed when a group is written, synced or named, sets are whole or not there, and the next run makes the rest`()
    throws
  {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let numbers = ["GC-9101", "GC-9102"]
    try many(numbers, to: "\(folder)/two.csv")
    #expect(try compose(["\(folder)/two.csv"], to: "whole").succeeded)
    let whole = try digests("whole")
    var named: [Int] = []
    for step in [1, 6, 11, 12, 13, 14] {
      let interruption = ["INTERRUPTION_AT": "\(step)", "INTERRUPTION_COUNT": "\(folder)/count.\(step)"]
      #expect(try compose(["\(folder)/two.csv"], to: "\(step)", interruption).ending == .killed(signal: 9), "\(step)")
      let left = try Files.names(in: "\(folder)/\(step)")
      named.append(left.count { numbers.contains($0) })
      for number in left where numbers.contains(number) {
        let files = try Files.names(in: "\(folder)/\(step)/\(number)")
        #expect(
          files.count == 4
            && files.allSatisfy { file in
              (try? Files.read("\(folder)/\(step)/\(number)/\(file)", limit: 1 << 26)) == whole["\(number)/\(file)"]
            })
      }
      #expect(left.count { $0.hasPrefix(".GC") } == numbers.count - named.last!, "\(left)")
      #expect(try compose(["\(folder)/two.csv"], to: "\(step)").succeeded)
      #expect(try Files.names(in: "\(folder)/\(step)") == numbers + ["findings.jsonl"])
      #expect(try digests("\(step)") == whole)
    }
    #expect(named == [0, 0, 0, 1, 2, 2])
  }

  @Test func `made before for other wishes is an error, and as wished a note; shares are added up`() throws {
    defer { try? Files.removeTree(folder) }
    let sample = ["\(root)/Samples/rare-characters"]
    let first = try compose(sample + ["--jobs", "2"], to: "x")
    #expect(first.outputText.split(separator: "\n").filter { $0.contains(#""made""#) }.count == 1)
    #expect(try Files.names(in: "\(folder)/x").allSatisfy { !$0.hasPrefix(".tally") })
    let again = try compose(sample, to: "x")
    #expect(again.succeeded && again.outputText.contains("N40"))
    for wish in [["--copies", "2"], ["--boxes"]] {
      let other = try compose(sample + wish, to: "x")
      #expect(other.ending == .exited(1) && other.outputText.contains("N85"), "\(wish)")
    }
  }

  @Test(arguments: [["--kiosk", "toolong"], ["--date", "2026-02-30"]])
  func `a kiosk or a day that cannot be is refused before anything is written`(words: [String]) throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let key = "\(folder)/site.key"
    try Files.write(Array(String(repeating: "a5", count: 32).utf8), to: key)
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk",
      ["compose", "--to", "\(folder)/out", "--forms", "\(root)/Forms", "--key", key, "\(root)/Samples/rare-characters"]
        + words)
    #expect(outcome.ending == .exited(words[0] == "--date" ? 2 : 4))
    #expect(Files.kind(of: "\(folder)/out") == nil)
  }

  @Test func `processes that share the work know files from options`() throws {
    defer { try? Files.removeTree(folder) }
    let outcome = try compose(["--jobs", "2", "--", "\(root)/Samples/typed-by-hand"], to: "out")
    #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
    #expect(try digests("out").keys.contains { $0.hasSuffix(".pdf") })
  }

  @Test func `a share that stopped is told by its own reason, and no earlier run's findings are taken for new`() throws
  {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder("\(folder)/out")
    try Files.write(Array("{}\n".utf8), to: "\(folder)/out/findings.0.jsonl")
    let outcome = try compose(["--jobs", "2", "--key", "\(folder)/none", "\(root)/Samples/typed-by-hand"], to: "out")
    #expect(outcome.ending == .exited(4))
    #expect(outcome.errorText.contains("\(folder)/none") && !outcome.errorText.contains("findings"))
    #expect(try Files.names(in: "\(folder)/out").isEmpty)
  }

  @Test func `a share that was killed is told, and the next run makes what is missing`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let words = [
      "compose", "--to", "\(folder)/out", "--forms", "\(root)/Forms", "--date", "2026-03-09", "--jobs", "2",
      "\(root)/Samples/typed-by-hand",
    ]
    let interruption = [
      "LD_PRELOAD": "\(Program.folder)/libinterruption.so", "INTERRUPTION_AT": "1",
      "INTERRUPTION_COUNT": "\(folder)/count",
    ]
    let killed = try Program.run(
      "\(Program.folder)/certkiosk", words, environment: Program.environment.merging(interruption) { _, new in new })
    #expect(killed.ending == .exited(4))
    #expect(killed.errorText.contains("N42") && !killed.errorText.contains("E01"))
    #expect(try Program.run("\(Program.folder)/certkiosk", words).ending == .exited(0))
    #expect(try digests("out").keys.contains { $0.hasSuffix("application-form.pdf") })
  }

  @Test func `quiet leaves out notes`() throws {
    defer { try? Files.removeTree(folder) }
    let words = [
      "compose", "--to", "\(folder)/out", "--forms", "\(root)/Forms", "--date", "2026-03-09",
      "\(root)/Samples/typed-by-hand",
    ]
    let runs = try [[], [], ["--quiet"]].map { try Program.run("\(Program.folder)/certkiosk", words + $0).errorText }
    #expect(!runs[0].contains("N40") && runs[1].contains("N40") && runs[2].isEmpty)
  }

  @Test func `what is there already is never overwritten`() throws {
    defer { try? Files.removeTree(folder) }
    let sample = "\(root)/Samples/typed-by-hand"
    _ = try compose([sample], to: "out")
    let before = try digests("out")
    let again = try compose([sample], to: "out")
    #expect(again.outputText.contains("\"N40\""))
    #expect(try digests("out") == before)
    let text = String(decoding: try Files.read("\(sample)/applicants.csv", limit: 1 << 20), as: UTF8.self)
    let other = text.replacingOccurrences(of: "手工录入服务", with: "手工录入商贸")
    try #require(other != text)
    try Files.write(Array(other.utf8), to: "\(folder)/other.csv")
    let refused = try compose(["\(folder)/other.csv"], to: "out")
    #expect(refused.ending == .exited(1) && refused.outputText.contains("\"N41\""), "\(refused.outputText)")
    #expect(try digests("out") == before)
  }

  @Test func `a character that no font has is refused before anything is written`() throws {
    defer { try? Files.removeTree(folder) }
    let outcome = try compose(["\(root)/Samples/bad/no-font.json"], to: "out")
    #expect(outcome.ending == .exited(1))
    #expect(outcome.outputText.contains("\"L03\""))
    #expect(try Files.names(in: "\(folder)/out") == ["findings.jsonl"])
  }
}
