// A picture as plain pixels, upright, whatever file it came from.
internal import Glibc

/// Pixels in rows from the top left, each channel one byte, without padding.
public struct Picture: Hashable, Sendable {
  public enum Channels: Int, Hashable, Sendable {
    case grey = 1
    case colour = 3
    /// Red, green, blue and opacity, not premultiplied.
    case colourAndAlpha = 4
  }

  public let width: Int
  public let height: Int
  public let channels: Channels
  public private(set) var pixels: [UInt8]
  /// Pixels per inch as the file claims; nil when it says nothing.
  public var dpi: Double?

  /// - Precondition: `pixels` holds width × height × channels bytes.
  public init(width: Int, height: Int, channels: Channels, pixels: [UInt8], dpi: Double? = nil) {
    precondition(pixels.count == width * height * channels.rawValue)
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.dpi = dpi
  }

  /// A picture filled by its maker, row by row.
  public init(
    width: Int, height: Int, channels: Channels, dpi: Double? = nil,
    fill: (UnsafeMutableBufferPointer<UInt8>) -> Void
  ) {
    let count = width * height * channels.rawValue
    pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      Self.lieInLargePages(buffer)
      fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      filled = count
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.dpi = dpi
  }

  /// Asks for pages of two megabytes under a large picture, which is had sooner so; where the kernel has none, nothing
  /// is lost.
  private static func lieInLargePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
    let page = 4096
    guard buffer.count >= 1 << 22, let start = buffer.baseAddress else { return }
    let skipped = (page - Int(bitPattern: start) % page) % page
    _ = madvise(start + skipped, (buffer.count - skipped) / page * page, MADV_HUGEPAGE)
  }

  public var bytesPerRow: Int { width * channels.rawValue }

  /// Lends the pixels for drawing.
  public mutating func draw(_ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    pixels.withUnsafeMutableBufferPointer { body($0) }
  }
}
