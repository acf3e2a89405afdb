// Reads uploads page by page, each decoded in a child process that cannot harm the counter.
internal import Files
public import Pictures

/// One page of an upload, decoded, with the codes seen on it.
public struct ScannedPage: CodedPage, Sendable {
  /// The upload's name as it was handed in.
  public let file: String
  /// Counts from 1 inside the file.
  public let number: Int
  /// How many pages the file holds.
  public let pages: Int
  public let picture: Picture
  public let codes: [FoundCode]
  /// Whether this program's own run of a scanner made it, so that its density is surely true.
  var isOwnScan = false
}

/// A file that was handed in, read once.
public struct Upload: Sendable {
  public let name: String
  public let bytes: [UInt8]
  /// Whether this program's own run of a scanner made it.
  public let isOwnScan: Bool

  public init(name: String, bytes: [UInt8], isOwnScan: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isOwnScan = isOwnScan
  }
}

public struct ScanReader: Sendable {
  private let line: DecodeLine
  private let reading: Thresholds.Reading

  /// - Parameters:
  ///   - worker: the executable that answers `DecodeHost.argument`; the running binary itself by default. It is started
  ///     with the first upload and ends with the reader.
  public init(worker: String = "/proc/self/exe", reading: Thresholds.Reading) {
    line = DecodeLine(executable: worker)
    self.reading = reading
  }

  /// Opens a file once and reads all of it.
  /// - Throws: `cannotOpen` for anything but a file, `tooManyBytes`, which also ends a file that grows while it is read.
  public func open(_ path: String) throws(ScanError) -> Upload {
    do throws(FileFailure) {
      return Upload(name: Files.name(of: path), bytes: try Files.read(path, limit: reading.bytes))
    } catch {
      throw error.code == 27 ? tooBig : .cannotOpen(error.reason)
    }
  }

  /// Every page of a file, or why it could not be read.
  public func read(file path: String) -> [Result<ScannedPage, ScanError>] {
    do throws(ScanError) { return read(try open(path)) } catch { return [.failure(error)] }
  }

  /// Every page of an upload's bytes.
  /// - Parameter name: goes into the pages as it is.
  public func read(_ bytes: [UInt8], name: String) -> [Result<ScannedPage, ScanError>] {
    read(Upload(name: name, bytes: bytes))
  }

  private func read(_ upload: Upload) -> [Result<ScannedPage, ScanError>] {
    let first = page(0, of: upload)
    guard case .success(let page) = first, page.pages > 1 else { return [first] }
    return [first] + (1..<page.pages).map { self.page($0, of: upload) }
  }

  /// One page of an upload, counted from 0.
  public func page(_ page: Int, of upload: Upload) -> Result<ScannedPage, ScanError> {
    Result { () throws(ScanError) in try glance(at: page, of: upload).page() }
  }

  /// The codes of one page of an upload, counted from 0; its pixels stay with its worker until they are taken.
  /// - Throws: what is wrong with the upload or with the page, as `page` does.
  public func glance(at page: Int, of upload: Upload) throws(ScanError) -> PageGlance {
    let limits = reading.limits
    guard !upload.bytes.isEmpty else { throw .picture(.empty) }
    guard upload.bytes.count <= limits.bytes else {
      throw .picture(.tooManyBytes(upload.bytes.count, most: limits.bytes))
    }
    let request = DecodeRequest(page: page, of: reading)
    let child = try DecodeChild(line, upload: upload.bytes, request: request, within: Double(reading.wallSeconds))
    let report = try child.answer()
    if let failure = report.failure { throw .picture(failure) }
    guard let decoded = report.page, (1...limits.pages).contains(report.pages) else { throw .decoderDied }
    return PageGlance(upload, page: page, of: report.pages, decoded: decoded, limits: limits, worker: child)
  }

  /// The size beyond the limit is not known: reading stopped there.
  private var tooBig: ScanError { .picture(.tooManyBytes(reading.bytes + 1, most: reading.bytes)) }
}
