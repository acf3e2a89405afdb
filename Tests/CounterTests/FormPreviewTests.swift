// form preview: a PDF at every save, and the last good one stays when a save is wrong.
import Files
import Foundation
import Glibc
import Processes
import Testing

@Suite struct FormPreviewTests {
  @Test func `a preview is filled with the example, a sample or nothing`() throws {
    let desk = try FormDesk()
    let form = "\(desk.forms)/bjca/application-form.yaml"
    func text(_ words: [String]) throws -> String {
      let path = "\(desk.folder)/p.pdf"
      #expect(try desk.run(["form", "preview", form, "--to", path] + words).succeeded)
      return try Program.run("pdftotext", [path, "-"]).outputText
    }
    #expect(try text([]).contains("91410100MA44YXQ08L"))
    #expect(try text(["--sample", "\(FormDesk.root)/Samples/bjca-change/applicants.txt"]).contains("永城虚名物流有限公司"))
    #expect(try !text(["--blank"]).contains("91410100MA44YXQ08L"))
  }

  @Test func `a sample is shown for its own business`() throws {
    let desk = try FormDesk()
    let form = "\(desk.forms)/zhongyuan/application-form.yaml", path = "\(desk.folder)/p.pdf"
    func text(_ words: [String]) throws -> String {
      #expect(try desk.run(["form", "preview", form, "--to", path] + words).succeeded)
      return try Program.run("pdftotext", [path, "-"]).outputText
    }
    #expect(try text(["--sample", "\(FormDesk.root)/Samples/zhongyuan-lost/applicants.csv"]).contains("补办原因"))
    #expect(try !text(["--sample", "\(FormDesk.root)/Samples/zhongyuan-new/applicant.json"]).contains("补办原因"))
  }

  @Test func `a fragment and a file outside are refused by name`() throws {
    let desk = try FormDesk()
    let fragment = try desk.run(["form", "preview", "\(desk.forms)/common/signing.yaml"])
    #expect(fragment.ending == .exited(4) && fragment.errorText.contains("N92"))
    try Files.write([], to: "\(desk.folder)/alone.yaml")
    let alone = try desk.run(["form", "preview", "\(desk.folder)/alone.yaml"])
    #expect(alone.ending == .exited(4) && alone.errorText.contains("N91"))
  }

  @Test func `what is no preview is never written over`() throws {
    let desk = try FormDesk()
    let before = try desk.text("bjca/service.yaml")
    let form = "\(desk.forms)/bjca/application-form.yaml"
    for more in [[], ["--watch"]] {
      let outcome = try desk.run(["form", "preview", form, "--to", "\(desk.forms)/bjca/service.yaml"] + more)
      #expect(outcome.ending == .exited(4) && outcome.errorText.contains("N57"))
    }
    #expect(try desk.text("bjca/service.yaml") == before)
  }

  @Test func `a sample that cannot be used is told with what is wrong in it`() throws {
    let desk = try FormDesk()
    let words = ["--sample", "\(FormDesk.root)/Samples/bad/missing-fields.json", "--json"]
    let outcome = try desk.run(
      ["form", "preview", "\(desk.forms)/bjca/application-form.yaml", "--to", "\(desk.folder)/p.pdf"] + words)
    #expect(outcome.ending == .exited(1))
    let codes = FormDesk.lines(outcome).compactMap { $0["code"] as? String }
    #expect(codes.first == "N93" && codes.contains("I49"))
    #expect(Files.kind(of: "\(desk.folder)/p.pdf") == nil)
  }

  @Test func `every save prints again, and a mistake leaves the last good preview`() throws {
    let desk = try FormDesk()
    let form = "\(desk.forms)/bjca/application-form.yaml"
    let preview = try Watching(form, to: "\(desk.folder)/p.pdf")
    #expect(try preview.next()["pages"] as? Int == 2)
    let first = try preview.bytes()
    try desk.edit("bjca/application-form.yaml", "一、业务类型", to: "一、办理的业务")
    #expect(try preview.next()["pages"] as? Int == 2)
    let second = try preview.bytes()
    #expect(first != second)
    try desk.edit("bjca/application-form.yaml", "一、办理的业务", to: "一、{agnet.name}")
    #expect(try preview.next()["code"] as? String == "S43")
    #expect(try preview.bytes() == second)
    // An included file is watched as well.
    try desk.edit("bjca/application-form.yaml", "一、{agnet.name}", to: "一、业务类型")
    #expect(try preview.next()["pages"] as? Int == 2)
    #expect(try preview.bytes() == first)
    try desk.edit("common/signing.yaml", "本单位承诺", to: "我单位承诺")
    #expect(try preview.next()["pages"] as? Int == 2)
    #expect(try preview.bytes() != first)
  }
}

extension FormPreviewTests {
  @Test func `a picture is watched, and a mistake among papers is forgotten once it is cured`() throws {
    let desk = try FormDesk()
    let pictures = "\(FormDesk.root)/docs/pictures/forms/bjca"
    func put(_ name: String) throws {
      try Files.write(Files.read("\(pictures)/\(name)", limit: 1 << 22), to: "\(desk.forms)/bjca/mark.png")
    }
    try put("application-form.1.png")
    try desk.write("bjca/tiny.yaml", "  - picture: {file: bjca/mark.png, width: 40, alternative: 图}\n")
    try desk.edit("bjca/tiny.yaml", "code: Z9", to: "code: AF")
    let preview = try Watching("\(desk.forms)/bjca/tiny.yaml", to: "\(desk.folder)/p.pdf")
    #expect(try preview.next()["code"] as? String == "S27")
    try desk.edit("bjca/tiny.yaml", "code: AF", to: "code: Z9")
    #expect(try preview.next()["pages"] as? Int == 1)
    let first = try preview.bytes()
    try put("application-form.2.png")
    #expect(try preview.next()["pages"] as? Int == 1)
    #expect(try preview.bytes() != first)
  }

  @Test func `a sample in the working folder is watched, and one that cannot be used is waited out`() throws {
    let desk = try FormDesk()
    let good = try Files.read("\(FormDesk.root)/Samples/bjca-change/applicants.txt", limit: 1 << 20)
    try Files.write(good, to: "\(desk.folder)/a.txt")
    let preview = try Watching(
      "\(desk.forms)/bjca/application-form.yaml", to: "\(desk.folder)/p.pdf", in: desk.folder, ["--sample", "a.txt"])
    #expect(try preview.next()["pages"] as? Int == 2)
    let first = try preview.bytes()
    try Files.write(Array("{}".utf8), to: "\(desk.folder)/a.txt")
    #expect(try preview.next()["code"] as? String == "N93")
    #expect(try preview.bytes() == first)
    try Files.write(good, to: "\(desk.folder)/a.txt")
    var line = try preview.next()
    while line["code"] != nil { line = try preview.next() }
    #expect(line["pages"] as? Int == 2)
  }
}

/// A preview that runs beside the test.
private final class Watching {
  private let child: Child
  private let path: String
  private let told: String
  private var seen = 0

  init(_ form: String, to path: String, in folder: String? = nil, _ more: [String] = []) throws {
    self.path = path
    told = "\(NSTemporaryDirectory())watching-\(UUID().uuidString).jsonl"
    let output = open(told, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let silent = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { for descriptor in [output, silent] { close(descriptor) } }
    let words = ["form", "preview", form, "--to", path, "--watch", "--json", "--quiet"] + more
    child = try Child(
      "sh", ["-c", "cd \"$0\" && exec \"$@\"", folder ?? ".", "\(Program.folder)/certkiosk"] + words,
      environment: Program.environment, descriptors: [1: output, 2: silent])
  }

  deinit { try? FileManager.default.removeItem(atPath: told) }

  /// The next line that it tells, within two minutes.
  func next() throws -> [String: Any] {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      let hasEnded = child.poll() != nil
      let rest = try Files.read(told, limit: 1 << 20).dropFirst(seen)
      if let end = rest.firstIndex(of: 0x0A) {
        seen = end + 1
        return try JSONSerialization.jsonObject(with: Data(rest[..<end])) as? [String: Any] ?? [:]
      }
      try #require(!hasEnded, "the preview has ended")
      usleep(20_000)
    }
    throw Silence()
  }

  func bytes() throws -> [UInt8] { try Files.read(path, limit: 1 << 26) }

  /// The preview tells nothing more.
  private struct Silence: Error {}
}
