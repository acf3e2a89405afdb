import CLinux
import Domain
import Files
import Foundation
import PaperSimulator
import Pictures
import Processes
import Scans
import Testing

@Suite struct ScanReaderTests {
  static let scan = Result {
    let paper = try Bench.form.get()
    let simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(.office, seed: 5), seed: 5)
    return try JPEG.encode(simulation.run(on: Bench.printedForm.get()).picture, quality: 80)
  }

  static func failure(_ bytes: [UInt8]) throws -> ScanError? {
    guard case .failure(let error) = try Bench.reader().read(bytes, name: "upload")[0] else { return nil }
    return error
  }

  @Test func `the child gives back the pixels and the code`() throws {
    let bytes = try Self.scan.get()
    let page = try Bench.reader().read(bytes, name: "upload")[0].get()
    let limits = PictureLimits(bytes: 20_000_000, pages: 1, pixels: 60_000_000, side: 20_000)
    #expect(try page.picture == PictureFile.decode(bytes, limits: limits))
    #expect(PageJudge.code(on: page) == (try Bench.form.get().code))
    #expect(page.number == 1 && page.pages == 1)
  }

  @Test func `a page's codes are known before its pixels are handed over, which happens once`() throws {
    let upload = Upload(name: "upload", bytes: try Self.scan.get())
    let glance = try Bench.reader().glance(at: 0, of: upload)
    #expect(PageJudge.code(on: glance) == (try Bench.form.get().code))
    #expect(glance.file == "upload" && glance.number == 1 && glance.pages == 1)
    let page = try glance.page()
    #expect(page.codes == glance.codes && page.picture.width > 1000)
    #expect(throws: ScanError.decoderDied) { try glance.page() }
  }

  @Test(arguments: 1...9)
  func `a scan cut at any tenth is answered by a finding`(tenth: Int) throws {
    let bytes = try Self.scan.get()
    #expect(try Self.failure(Array(bytes[..<(bytes.count * tenth / 10)])) == .picture(.damaged))
  }

  @Test(arguments: 1...12)
  func `changed bytes never harm the reader`(seed: Int) throws {
    var bytes = try Self.scan.get()
    var state = UInt64(seed)
    for _ in 0..<40 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
    }
    // Whole or refused: what may not happen is a reader that is gone.
    switch try Bench.reader().read(bytes, name: "upload")[0] {
    case .success(let page): #expect(page.picture.width > 0)
    case .failure(let error): #expect(!error.explanation.code.isEmpty)
    }
  }

  @Test(arguments: [
    ([], ScanError.picture(.empty)),
    (Array("not a picture".utf8), .picture(.unknownFormat)),
    (Array("%PDF-1.4".utf8), .picture(.damaged)),
  ])
  func `what is no scan is refused by name`(bytes: [UInt8], error: ScanError) throws {
    #expect(try Self.failure(bytes) == error)
  }

  /// The worker asks its library for a cipher only when it is confined already.
  @Test(arguments: ["", "open"])
  func `a PDF with a password is told as one by the worker too`(password: String) throws {
    let (plain, locked) = try (Bench.form.get().pdf, "\(Bench.form.get().pdf).\(password)locked")
    defer { unlink(locked) }
    let made = try Program.run("qpdf", ["--encrypt", password, "own", "256", "--", plain, locked])
    #expect(made.succeeded, "\(made.errorText)")
    #expect(try Self.failure(Files.read(locked, limit: 1 << 22)) == .picture(.pdfLocked))
  }

  @Test func `a file beyond the limit is not even decoded`() throws {
    let bytes = [UInt8](repeating: 0xFF, count: 20_000_001)
    let isTooBig = try Self.failure(bytes) == .picture(.tooManyBytes(20_000_001, most: 20_000_000))
    #expect(isTooBig)
  }

  @Test func `a folder, a missing file and a pipe are not opened`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let pipe = "\(folder)/pipe-\(UUID().uuidString)"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [folder, "\(folder)/none-\(UUID().uuidString)", pipe] {
      guard case .failure(.cannotOpen) = try Bench.reader().read(file: path)[0] else {
        Issue.record("\(path) was read")
        continue
      }
    }
    unlink(pipe)
  }

  /// A pipe of which no other child keeps an end.
  private final class Ends {
    private var numbers: [Int32] = [-1, -1]

    init() { _ = linux_pipe(&numbers) }
    deinit { for number in numbers where number >= 0 { close(number) } }

    var reading: Int32 { numbers[0] }
    var writing: Int32 { numbers[1] }

    func closeWriting() {
      close(writing)
      numbers[1] = -1
    }

    /// Everything, when nobody can write any more.
    var contents: String {
      var (text, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
      while case let count = read(reading, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// A host of our own with a line to it.
  private static func host() throws -> (child: Child, line: Int32) {
    var ends: [Int32] = [-1, -1]
    #expect(linux_socket_pair(&ends) == 0)
    defer { close(ends[1]) }
    return (try Child(Bench.worker, ["--decode-host"], environment: [:], descriptors: [0: ends[1]]), ends[0])
  }

  private static func begin(_ number: Int, on line: Int32, _ upload: Ends, _ report: Ends) {
    let text = Array("decode \(number) 0 20000000 1 60000000 20000 1073741824 10 3000 2400 1 90".utf8)
    #expect(linux_send(line, text, UInt(text.count), [upload.reading, report.writing], 2) == 0)
    report.closeWriting()
  }

  private static func told(_ file: String, of process: Int32) -> String {
    String(decoding: FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data(), as: UTF8.self)
  }

  private static func filters(_ process: Int32) -> Int {
    told("status", of: process).firstMatch(of: #/Seccomp_filters:\t(\d+)/#).flatMap { Int($0.1) } ?? 0
  }

  /// The host's child, once it is confined.
  private static func worker(of host: Int32) -> Int32? {
    for _ in 0..<800 {
      let children = told("task/\(host)/children", of: host).split(separator: " ")
      if let worker = children.first.flatMap({ Int32($0) }), filters(worker) > filters(host) { return worker }
      usleep(25_000)
    }
    return nil
  }

  @Test func `a worker may only compute before it sees a byte of the upload, and its host never sees one`() throws {
    let (upload, report) = (Ends(), Ends())
    let (host, line) = try Self.host()
    defer { close(line) }
    Self.begin(1, on: line, upload, report)
    // It waits for its upload, confined by then.
    let worker = try #require(Self.worker(of: host.identifier))
    for process in [worker, host.identifier] {
      let status = Self.told("status", of: process)
      #expect(status.contains("Seccomp:\t2") && status.contains("NoNewPrivs:\t1"))
    }
    #expect(Self.told("limits", of: worker).firstMatch(of: #/Max open files +3 /#) != nil)
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd")
    #expect(open.sorted() == ["0", "1", "2"])
    withExtendedLifetime((host, upload, report)) {}
  }

  @Test func `when a worker is killed its host goes on with the next page`() throws {
    let (host, line) = try Self.host()
    defer { close(line) }
    let (upload, report) = (Ends(), Ends())
    Self.begin(1, on: line, upload, report)
    kill(try #require(Self.worker(of: host.identifier)), SIGKILL)
    #expect(report.contents.isEmpty)
    withExtendedLifetime(upload) {}
    let (another, answer) = (Ends(), Ends())
    Self.begin(2, on: line, another, answer)
    #expect(write(another.writing, "GIF89a", 6) == 6)
    another.closeWriting()
    let text = answer.contents
    #expect(text.contains("failure") && text.hasSuffix("\n"), "\(text)")
    #expect(host.poll() == nil)
  }

  /// A program that stands in for the decoder, in a folder of its own, which is where it runs.
  private final class OddDecoder {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("decoder-\(UUID().uuidString)").path
    var path: String { "\(folder)/decoder" }

    init(_ script: String) throws {
      try Files.makeFolder(folder)
      try Files.write(Array("#!/bin/sh\ncd \(folder)\n\(script)\n".utf8), to: path)
      #expect(chmod(path, 0o700) == 0)
    }

    deinit { try? Files.removeTree(folder) }
  }

  @Test func `a reader whose decoder went away starts another`() throws {
    let decoder = try OddDecoder("[ -e seen ] && exec \(Bench.worker) \"$@\"\n: > seen")
    defer { withExtendedLifetime(decoder) {} }
    let reader = ScanReader(worker: decoder.path, reading: try Bench.thresholds.get().reading)
    _ = reader.read(try Self.scan.get(), name: "upload")
    let again = try reader.read(Self.scan.get(), name: "upload")[0].get()
    #expect(again.codes.count == 2)
  }

  @Test func `a decoder that lets a page wait without a word is given up, and the next page has another`() throws {
    let decoder = try OddDecoder("echo >> begun\n[ -e asked ] && exit 1\nexec sleep 60")
    var limits =
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(Bench.thresholds.get().reading))
      as? [String: Any] ?? [:]
    limits["wallSeconds"] = 1
    let reading = try JSONDecoder().decode(
      Thresholds.Reading.self, from: JSONSerialization.data(withJSONObject: limits))
    let reader = ScanReader(worker: decoder.path, reading: reading)
    let told = try (0..<2).map { _ -> ScanError? in
      defer { _ = FileManager.default.createFile(atPath: "\(decoder.folder)/asked", contents: nil) }
      guard case .failure(let error) = reader.read(try Self.scan.get(), name: "upload")[0] else { return nil }
      return error
    }
    #expect(told[0] == .decoderTooSlow && told[1] != nil)
    #expect(try Files.read("\(decoder.folder)/begun", limit: 100).count == 2)
  }

  @Test func `a decoder that could not open its libraries is told as such, and no loader is asked`() throws {
    let decoder = try OddDecoder("exit 127")
    defer { withExtendedLifetime(decoder) {} }
    let reader = ScanReader(worker: decoder.path, reading: try Bench.thresholds.get().reading)
    guard case .failure(let error) = reader.read(try Self.scan.get(), name: "upload")[0] else {
      Issue.record("nothing was told")
      return
    }
    #expect(error == .cannotStart(ELIBACC))
  }

  @Test func `a decoder that dies or says nothing sensible is a finding`() throws {
    let reading = try Bench.thresholds.get().reading
    for worker in ["/bin/false", "/bin/true", "/bin/echo"] {
      let answer = ScanReader(worker: worker, reading: reading).read(try Self.scan.get(), name: "upload")[0]
      guard case .failure(.hostLost) = answer else {
        Issue.record("\(worker): \(answer)")
        continue
      }
    }
    let absent = ScanReader(worker: "/nowhere/certkiosk", reading: reading).read(try Self.scan.get(), name: "upload")
    guard case .failure(.cannotStart) = absent[0] else {
      Issue.record("a missing worker was not told")
      return
    }
  }
}
