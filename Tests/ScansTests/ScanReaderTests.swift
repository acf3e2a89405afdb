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

  @Test func `the child may only compute before it sees a byte of the upload`() throws {
    let upload = Pipe()
    let report = Pipe()
    let child = try Child(
      Bench.worker, ["--decode-worker", "0", "1000", "1", "1000", "100", "1073741824", "10"], environment: [:],
      descriptors: [
        0: upload.fileHandleForReading.fileDescriptor, 1: report.fileHandleForWriting.fileDescriptor,
        2: report.fileHandleForWriting.fileDescriptor, 3: report.fileHandleForWriting.fileDescriptor,
      ])
    var status = ""
    // It waits for its upload, confined by then.
    for _ in 0..<400 where !status.contains("Seccomp:\t2") {
      usleep(25_000)
      let bytes = FileManager.default.contents(atPath: "/proc/\(child.identifier)/status") ?? Data()
      status = String(decoding: bytes, as: UTF8.self)
    }
    #expect(status.contains("Seccomp:\t2") && status.contains("NoNewPrivs:\t1"))
    let limits = FileManager.default.contents(atPath: "/proc/\(child.identifier)/limits") ?? Data()
    #expect(String(decoding: limits, as: UTF8.self).firstMatch(of: #/Max open files +4 /#) != nil)
    // Leaving scope kills it.
    withExtendedLifetime((upload, report, child)) {}
  }

  @Test func `a decoder that dies or says nothing sensible is a finding`() throws {
    let reading = try Bench.thresholds.get().reading
    for worker in ["/bin/false", "/bin/true", "/bin/echo"] {
      let answer = ScanReader(worker: worker, reading: reading).read(try Self.scan.get(), name: "upload")[0]
      guard case .failure(.decoderDied) = answer else {
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
