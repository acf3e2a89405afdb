// The child's side of decoding: confined first, then one page of one upload is read, decoded and searched for codes.
internal import CLinux
internal import Files
import Foundation
internal import Glibc
internal import Pictures

/// What the binary runs when it is started to decode an upload.
public enum DecodeWorker {
  /// The first argument that asks for this.
  public static let argument = "--decode-worker"

  /// Descriptors: 0 the upload, 1 the report, 3 the memory that takes the pixels.
  /// - Parameter arguments: the page, counting from 0, and the limits, as `DecodeRequest` writes them.
  /// - Returns: the exit status; 0 when a report was written, whatever it says.
  public static func run(_ arguments: [String]) -> Int32 {
    guard let request = DecodeRequest(arguments), confine(request) else { return 70 }
    let report = answer(request)
    guard let line = try? JSONEncoder().encode(report) else { return 74 }
    let written = line.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    return written == line.count ? 0 : 74
  }

  private static func confine(_ request: DecodeRequest) -> Bool {
    linux_tie_to_parent() == 0
      && linux_confine(UInt(request.memory), UInt(request.seconds), 4) == 0
      && linux_allow_computing_only() == 0
  }

  private static func answer(_ request: DecodeRequest) -> DecodeReport {
    var report = DecodeReport()
    do throws(PictureError) {
      let bytes = try upload(limit: request.limits.bytes)
      report.pages = try PictureFile.pages(in: bytes, limits: request.limits)
      let picture = try PictureFile.decode(bytes, page: request.page, limits: request.limits)
      guard place(picture) else { throw .unreadable }
      report.page = .init(
        width: picture.width, height: picture.height, channels: picture.channels.rawValue, dpi: picture.dpi,
        codes: CodeFinder.codes(in: picture))
    } catch {
      report.failure = error
    }
    return report
  }

  private static func upload(limit: Int) throws(PictureError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(0, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else { throw .tooManyBytes(bytes.count + count, most: limit) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Through a mapping, because the child may not write files.
  private static func place(_ picture: Picture) -> Bool {
    let count = picture.pixels.count
    guard let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0), memory != MAP_FAILED else {
      return false
    }
    // In pages of two megabytes where the kernel has them; where it has not, this fails and nothing is lost.
    _ = madvise(memory, count, MADV_HUGEPAGE)
    picture.pixels.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    return munmap(memory, picture.pixels.count) == 0
  }
}
