// A page of which the codes are known; its pixels stay with the worker that decoded it until somebody wants them.
internal import Pictures
internal import Synchronization

/// What says which paper a page is: its codes, and where it came from.
public protocol CodedPage {
  /// The upload's name as it was handed in.
  var file: String { get }
  /// Counts from 1 inside the file.
  var number: Int { get }
  var codes: [FoundCode] { get }
}

/// A first look at a page. Handing over its pixels takes much of the time that passes until a page is known, and a page of
/// the wrong paper is refused without them.
public final class PageGlance: CodedPage, Sendable {
  public let file: String
  public let number: Int
  /// How many pages the file holds.
  public let pages: Int
  public let codes: [FoundCode]
  private let isOwnScan: Bool
  private let decoded: DecodeReport.Page
  private let limits: PictureLimits
  /// Nil once its pixels were taken.
  private let worker: Mutex<DecodeChild?>

  init(
    _ upload: Upload, page: Int, of pages: Int, decoded: DecodeReport.Page, limits: PictureLimits,
    worker: sending DecodeChild
  ) {
    (file, isOwnScan) = (upload.name, upload.isOwnScan)
    (number, self.pages) = (page + 1, pages)
    codes = decoded.codes.filter { $0.corners.count == 4 }
    (self.decoded, self.limits) = (decoded, limits)
    self.worker = Mutex(worker)
  }

  /// The page with its pixels, which are there to be taken once.
  /// - Throws: `decoderTooSlow` or `decoderDied` when the worker did not hand them over, or has done so before.
  public func page() throws(ScanError) -> ScannedPage {
    let picture = try worker.withLock { worker throws(ScanError) -> Picture in
      guard let present = worker else { throw .decoderDied }
      worker = nil
      return try present.picture(decoded, limits)
    }
    return ScannedPage(
      file: file, number: number, pages: pages, picture: picture, codes: codes, isOwnScan: isOwnScan)
  }
}
