import Pictures
import Scans
import Testing

@Suite struct PlanesTests {
  private static func picture(_ channels: Picture.Channels) -> Picture {
    let count = 7 * 5 * channels.rawValue
    let pixels = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 &* 7) }
    return Picture(width: 7, height: 5, channels: channels, pixels: pixels)
  }

  @Test(arguments: [Picture.Channels.grey, .colour, .colourAndAlpha])
  func `red at half the size is the half of red, also of odd sides`(channels: Picture.Channels) {
    let picture = Self.picture(channels)
    let half = picture.redHalved
    #expect(half.width == 3 && half.height == 2 && half.pixels == picture.red.halved.pixels)
    let four = [0, 1, 7, 8].map { Int(picture.pixels[$0 * channels.rawValue]) }
    #expect(Int(half.pixels[0]) == (four.reduce(0, +) + 2) / 4)
  }
}
