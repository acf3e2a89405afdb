// The worker's side of decoding: confined first, then one page of one upload is read, decoded and searched for codes.
internal import CLinux
internal import Files
import FoundationEssentials
internal import Glibc
internal import Pictures

enum DecodeWorker {
  /// Descriptors: 0 the upload, 1 the report, 2 nowhere. Nothing else is open.
  /// - Returns: the exit status; 0 when a report was written, whatever it says.
  static func run(_ request: DecodeRequest) -> Int32 {
    guard confine(request) else { return 70 }
    let (report, picture) = answer(request)
    guard var line = try? JSONEncoder().encode(report) else { return 74 }
    line.append(UInt8(ascii: "\n"))
    guard line.withUnsafeBytes(written) else { return 74 }
    return picture?.pixels.withUnsafeBytes(written) ?? true ? 0 : 74
  }

  private static let emptyPDF = Array("%PDF-1.7\n".utf8)

  /// Once through all that a worker does, on a picture of the house's own, so that no worker has to link or load anything.
  static func warmUp() {
    let blank = Picture(
      width: 64, height: 64, channels: .colour, pixels: [UInt8](repeating: 255, count: 64 * 64 * 3), dpi: 300)
    let limits = PictureLimits(bytes: 1 << 20, pages: 1, pixels: 1 << 12, side: 64)
    // What reads PDF is opened by its first file, and a worker may open nothing.
    _ = try? PictureFile.pages(in: emptyPDF, limits: limits)
    guard let file = try? JPEG.encode(blank), let picture = try? PictureFile.decode(file, limits: limits) else {
      return
    }
    let everyWay = CodeSearch(halvedFrom: 0, doubledBelow: .max, dark: 0, light: 100)
    _ = try? JSONEncoder().encode(report(of: picture, pages: 1, everyWay))
  }

  private static func confine(_ request: DecodeRequest) -> Bool {
    linux_forbid_privileges() == 0 && linux_tie_to_parent() == 0
      && linux_confine(UInt(request.memory), UInt(request.seconds), 3) == 0
      && linux_allow_computing_only() == 0
  }

  private static func answer(_ request: DecodeRequest) -> (DecodeReport, Picture?) {
    var failed = DecodeReport()
    do throws(PictureError) {
      let bytes = try upload(limit: request.limits.bytes)
      failed.pages = try PictureFile.pages(in: bytes, limits: request.limits)
      let picture = try PictureFile.decode(bytes, page: request.page, limits: request.limits)
      return (report(of: picture, pages: failed.pages, request.codes), picture)
    } catch {
      failed.failure = error
      return (failed, nil)
    }
  }

  private static func report(of picture: Picture, pages: Int, _ search: CodeSearch) -> DecodeReport {
    var report = DecodeReport(pages: pages)
    report.page = .init(
      width: picture.width, height: picture.height, channels: picture.channels.rawValue, dpi: picture.dpi,
      codes: CodeFinder.codes(in: picture, search))
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

  private static func written(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = write(1, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
