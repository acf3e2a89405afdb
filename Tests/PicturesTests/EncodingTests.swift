// Pictures that a file format cannot hold are refused, never written without what it lacks.
import Domain
import Pictures
import Testing

@Suite struct EncodingTests {
  @Test func `a JPEG has no transparency, so such a picture becomes none`() {
    let glass = Picture(width: 2, height: 2, channels: .colourAndAlpha, pixels: [UInt8](repeating: 9, count: 16))
    let refused = #expect(throws: PictureError.self) { try JPEG.encode(glass) }
    #expect(refused == .cannotEncode && refused?.explanation.code == "G13")
  }

  @Test func `a JPEG is no wider than its format allows`() {
    let wide = Picture(width: 70_000, height: 1, channels: .grey, pixels: [UInt8](repeating: 255, count: 70_000))
    #expect(throws: PictureError.cannotEncode) { try JPEG.encode(wide) }
  }
}
