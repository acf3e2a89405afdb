// The parent's side of one page: a worker is given a copy of the upload, and its time is counted.
internal import CLinux
import FoundationEssentials
internal import Glibc
internal import Pictures

/// One worker at work on one page.
final class DecodeChild {
  private let line: DecodeLine
  private let turn: DecodeLine.Turn
  private let report: Descriptor
  private let deadline: Double
  private var isSilent = true
  /// What came behind the report's line: the first of the pixels.
  private var rest: ArraySlice<UInt8> = []

  /// Has the page begun. Everything that the worker is given is a copy in memory.
  /// - Parameter seconds: by the clock, for all of it.
  init(_ line: DecodeLine, upload: [UInt8], request: DecodeRequest, within seconds: Double) throws(ScanError) {
    let source = try Descriptor(holding: upload)
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { throw .cannotStart(errno) }
    report = Descriptor(ends[0])
    let writing = Descriptor(ends[1])
    deadline = Self.clock() + seconds
    self.line = line
    turn = try line.begin(request, upload: source.number, report: writing.number)
    withExtendedLifetime((source, writing)) {}
  }

  deinit { turn.end() }

  /// What the worker reports.
  /// - Throws: `decoderTooSlow` or `decoderDied`; the worker is gone either way when this object is released.
  func answer() throws(ScanError) -> DecodeReport {
    var text: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 1)
    defer { room.deallocate() }
    let most = 1 << 17
    while text.count < most {
      let count = try read(into: room)
      guard count > 0 else { throw turn.death() }
      text.append(contentsOf: room[..<count])
      guard let end = text.firstIndex(of: UInt8(ascii: "\n")) else { continue }
      rest = text[(end + 1)...]
      guard let answer = try? JSONDecoder().decode(DecodeReport.self, from: Data(text[..<end])) else { break }
      return answer
    }
    throw .decoderDied
  }

  /// The decoded page, checked again against the limits; its pixels follow the report.
  func picture(_ page: DecodeReport.Page, _ limits: PictureLimits) throws(ScanError) -> Picture {
    guard let channels = Picture.Channels(rawValue: page.channels), channels != .colourAndAlpha,
      (1...limits.side).contains(page.width), (1...limits.side).contains(page.height),
      page.width * page.height <= limits.pixels
    else { throw .decoderDied }
    var failure: ScanError?
    let picture = Picture(width: page.width, height: page.height, channels: channels, dpi: page.dpi) { pixels in
      do throws(ScanError) { try fill(UnsafeMutableRawBufferPointer(pixels)) } catch { failure = error }
    }
    if let failure { throw failure }
    return picture
  }

  private func fill(_ pixels: UnsafeMutableRawBufferPointer) throws(ScanError) {
    var done = min(rest.count, pixels.count)
    pixels.copyBytes(from: rest.prefix(done))
    while done < pixels.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: pixels[done...]))
      // A worker that has reported has nothing left to do with the upload.
      guard count > 0 else { throw .hostLost }
      done += count
    }
  }

  /// - Returns: how many bytes came; 0 when there are no more.
  private func read(into room: UnsafeMutableRawBufferPointer) throws(ScanError) -> Int {
    while true {
      var waiting = pollfd(fd: report.number, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(max(0, (deadline - Self.clock()) * 1000)))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else {
        if isSilent { line.forget(turn) }
        throw .decoderTooSlow
      }
      isSilent = false
      let count = Glibc.read(report.number, room.baseAddress, room.count)
      if count < 0 && errno == EINTR { continue }
      return max(0, count)
    }
  }

  private static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A descriptor of memory or of a pipe's end, closed with its owner.
private final class Descriptor {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Memory of a fixed size that holds a copy.
  convenience init(holding bytes: [UInt8]) throws(ScanError) {
    self.init(linux_memory_file("upload"))
    guard number >= 0 else { throw .cannotStart(errno) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(number, $0.baseAddress! + done, bytes.count - done, done) }
      guard count > 0 else { throw .cannotStart(errno) }
      done += count
    }
    guard linux_fix_size(number) == 0 else { throw .cannotStart(errno) }
  }

  deinit { if number >= 0 { close(number) } }
}
