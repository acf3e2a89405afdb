// What the decoding child tells its parent about one page: one line of JSON.
internal import Pictures

/// The child is not trusted: the parent checks every figure again.
struct DecodeReport: Codable {
  struct Page: Codable {
    let width: Int
    let height: Int
    let channels: Int
    let dpi: Double?
    let codes: [FoundCode]
  }

  /// How many pages the upload holds.
  var pages = 0
  var page: Page?
  var failure: PictureError?
}
