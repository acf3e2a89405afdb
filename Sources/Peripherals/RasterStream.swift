// PWG raster (PWG 5102.4) written into a job while its pages are drawn.
internal import CCups

/// Pages on their way to a printer. Each is begun and then fed with rows until it is full.
public final class RasterStream {
  public enum Side: Sendable { case front, back }

  public let format: RasterFormat
  private let bothSides: Bool
  private let sink: Sink
  private let raster: OpaquePointer
  private var rowsLeft = 0

  init(_ format: RasterFormat, bothSides: Bool, _ connection: IPPConnection) throws(ExchangeFailure) {
    self.format = format
    self.bothSides = bothSides
    sink = Sink(connection)
    let raster = cupsRasterOpenIO(
      { sink, bytes, count in
        Unmanaged<Sink>.fromOpaque(sink!).takeUnretainedValue().take(bytes, count)
      }, Unmanaged.passUnretained(sink).toOpaque(), CUPS_RASTER_WRITE_PWG)
    guard let raster else { throw .unreachable }
    self.raster = raster
  }

  deinit { cupsRasterClose(raster) }

  /// Begins a page.
  public func beginPage(_ side: Side) throws {
    var header = try self.header(side)
    guard cupsRasterWriteHeader2(raster, &header) != 0 else { throw ExchangeFailure.unreachable }
    rowsLeft = format.height
  }

  /// Rows of grey, 0 black and 255 white, `format.width` bytes each.
  public func write(_ grey: [UInt8]) throws {
    precondition(grey.count % format.width == 0 && grey.count / format.width <= rowsLeft, "rows beyond the page")
    var rows = pixels(grey)
    let count = UInt32(rows.count)
    guard cupsRasterWritePixels(raster, &rows, count) == count, !sink.failed else {
      throw ExchangeFailure.unreachable
    }
    rowsLeft -= grey.count / format.width
  }

  func finish() throws(ExchangeFailure) {
    guard rowsLeft == 0, !sink.failed, sink.flush() else { throw .unreachable }
  }

  private func pixels(_ grey: [UInt8]) -> [UInt8] {
    switch format.pixel {
    case .grey: grey
    case .black: grey.map { 255 - $0 }
    case .colour: grey.flatMap { [$0, $0, $0] }
    }
  }

  private func header(_ side: Side) throws(ExchangeFailure) -> cups_page_header2_t {
    var header = cups_page_header2_t()
    let made = cupsRasterInitPWGHeader(
      &header, pwgMediaForPWG("iso_a4_210x297mm"), format.pixel.rawValue, Int32(format.resolution.x),
      Int32(format.resolution.y), bothSides ? "two-sided-long-edge" : "one-sided",
      side == .back ? format.back.rawValue : nil)
    guard made != 0, Int(header.cupsWidth) == format.width, Int(header.cupsHeight) == format.height else {
      throw .refused(IPP_STATUS_ERROR_INTERNAL, "cupsRasterInitPWGHeader")
    }
    return header
  }
}

/// Gathers what libcups encodes, line by line, into pieces worth sending.
private final class Sink {
  private(set) var failed = false
  private let connection: IPPConnection
  private var waiting: [CChar] = []
  private static let capacity = 1 << 16

  init(_ connection: IPPConnection) { self.connection = connection }

  func take(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    let piece = UnsafeBufferPointer(start: bytes, count: count)
    waiting.append(contentsOf: piece.lazy.map { CChar(bitPattern: $0) })
    if waiting.count >= Self.capacity, !flush() { return -1 }
    return count
  }

  /// - Returns: whether everything so far was taken.
  func flush() -> Bool {
    if !waiting.isEmpty, !failed { failed = !waiting.withUnsafeBufferPointer { connection.write($0) } }
    waiting.removeAll(keepingCapacity: true)
    return !failed
  }
}
