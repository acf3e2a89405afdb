// The parent's side of decoding: a child of the same binary, its memory sealed, its time counted.
internal import CLinux
import Foundation
internal import Glibc
internal import Pictures
internal import Processes

/// One child at work on one page.
final class DecodeChild {
  private let child: Child
  private let report: Memory
  private let pixels: Memory

  /// Pictures are some of the largest things a program holds: in pages of two megabytes they are had sooner.
  private static let environment = ["SWIFT_BACKTRACE": "enable=no", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"]

  /// Starts the child. Everything it is given is a copy in memory.
  init(executable: String, upload: [UInt8], request: DecodeRequest) throws(ScanError) {
    pixels = try Memory("pixels", size: request.limits.pixels * 3)
    let source = try Memory("upload", holding: upload)
    let silence = try Memory("errors", size: 0)
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { throw .cannotStart(errno) }
    report = Memory(ends[0])
    let writing = Memory(ends[1])
    do {
      child = try Child(
        executable, request.arguments, environment: Self.environment,
        descriptors: [0: source.number, 1: writing.number, 2: silence.number, 3: pixels.number])
    } catch {
      throw .cannotStart(error.code)
    }
    withExtendedLifetime((source, writing, silence)) {}
  }

  /// What the child reports before the deadline.
  /// - Throws: `tooSlow` or `died`; the child is gone either way when this object is released.
  func answer(within seconds: Double) throws(ScanError) -> DecodeReport {
    let line = try read(until: clock() + seconds)
    guard let answer = try? JSONDecoder().decode(DecodeReport.self, from: Data(line)) else { throw .decoderDied }
    return answer
  }

  /// The decoded page, checked again against the limits.
  func picture(_ page: DecodeReport.Page, _ limits: PictureLimits) throws(ScanError) -> Picture {
    guard let channels = Picture.Channels(rawValue: page.channels), channels != .colourAndAlpha,
      (1...limits.side).contains(page.width), (1...limits.side).contains(page.height),
      page.width * page.height <= limits.pixels
    else { throw .decoderDied }
    let count = page.width * page.height * channels.rawValue
    guard let memory = mmap(nil, count, PROT_READ, MAP_SHARED | MAP_POPULATE, pixels.number, 0), memory != MAP_FAILED
    else {
      throw .cannotStart(errno)
    }
    defer { munmap(memory, count) }
    let copy = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawPointer(buffer.baseAddress!).copyMemory(from: memory, byteCount: count)
      filled = count
    }
    return Picture(width: page.width, height: page.height, channels: channels, pixels: copy, dpi: page.dpi)
  }

  private func read(until deadline: Double) throws(ScanError) -> [UInt8] {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let most = 1 << 17
    while line.count < most {
      var waiting = pollfd(fd: report.number, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(max(0, (deadline - clock()) * 1000)))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { throw .decoderTooSlow }
      let count = Glibc.read(report.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return line }
      line.append(contentsOf: buffer[..<count])
    }
    throw .decoderDied
  }

  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A descriptor of memory or of a pipe's end, closed with its owner.
private final class Memory {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// Memory of a fixed size: the child can neither shrink it under the parent's feet nor grow it.
  init(_ name: String, size: Int) throws(ScanError) {
    number = linux_memory_file(name)
    guard number >= 0, ftruncate(number, size) == 0, linux_fix_size(number) == 0 else { throw .cannotStart(errno) }
  }

  convenience init(_ name: String, holding bytes: [UInt8]) throws(ScanError) {
    try self.init(name, size: bytes.count)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(number, $0.baseAddress! + done, bytes.count - done, done) }
      guard count > 0 else { throw .cannotStart(errno) }
      done += count
    }
  }

  deinit { if number >= 0 { close(number) } }
}
