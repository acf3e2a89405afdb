// scanner: which there are, and whether one gives pages; scan --device takes its pages from here.
internal import CommandLine
internal import Domain
internal import Files
internal import Pictures
internal import Scanners
internal import Scans

extension Certkiosk {
  static let scanner = Command(
    "scanner", Both("扫描仪", "the scanners"),
    examples: [Example("certkiosk scanner list", Both("列出扫描仪", "list the scanners"))],
    subcommands: [
      Command(
        "list", Both("列出扫描仪", "list the scanners"),
        examples: [Example("certkiosk scanner list", Both("本机和网络上的", "of this machine and the network"))],
        run: { try listScanners(Session($0)) }),
      Command(
        "test", Both("扫描一页，看尺寸、颜色和分辨率", "scan one page: its size, colour and density"),
        examples: [
          Example("certkiosk scanner test airscan:e0:MFP --to page.jpg", Both("并存下图片", "and keep the picture"))
        ],
        options: [
          .value("to", "FILE", .file, Both("图片写到哪里", "where the picture goes")),
          .value(
            "source", "WHERE", .words(OpenScanner.Source.allCases.map(\.rawValue)),
            Both("平板 flatbed 或进纸器 feeder（默认 flatbed）", "the glass or the feeder (flatbed unless said)")),
        ],
        arguments: [Argument("NAME", .optional, .text, Both("扫描仪（默认第一台）", "a scanner (the first unless named)"))],
        run: { try testScanner(Session($0)) }),
    ])

  private static func listScanners(_ session: Session) throws -> ExitStatus {
    let scanners = try ScannerService().scanners()
    guard !scanners.isEmpty else { throw ScannerError.none }
    for scanner in scanners {
      session.console.emit([
        "name": .string(scanner.name), "maker": .string(scanner.maker), "model": .string(scanner.model),
        "kind": .string(scanner.kind),
      ])
      if !session.console.json {
        session.console.tell("\(scanner.name)  \(scanner.maker) \(scanner.model)  \(scanner.kind)")
      }
    }
    return .done
  }

  private static func testScanner(_ session: Session) throws -> ExitStatus {
    let source = session.invocation.value("source").flatMap(OpenScanner.Source.init) ?? .flatbed
    try Scanning(device: session.invocation.argument("NAME"), source: source, mostPages: 1).pages {
      (upload: Scanning.Page) in
      if let path = session.invocation.value("to") { try Files.write(upload.bytes, to: path, mode: 0o600) }
      let size = upload.size
      session.console.emit([
        "width": .number(size.width), "height": .number(size.height), "colour": .bool(size.isColour),
        "dpi": .number(Scanning.dotsPerInch),
      ])
      session.console.say(
        Both(
          "\(size.width) × \(size.height) 像素，\(Scanning.dotsPerInch) dpi，\(size.isColour ? "彩色" : "灰度")",
          "\(size.width) × \(size.height) pixels, \(Scanning.dotsPerInch) dpi, \(size.isColour ? "colour" : "grey")"))
    }
    return .done
  }
}

/// One run of a scanner: colour, 300 dpi, page after page.
struct Scanning {
  static let dotsPerInch = 300
  /// Nil for the first there is.
  var device: String?
  var source: OpenScanner.Source
  var mostPages = 500

  /// A page as the scanner gave it, coded as a scan file is.
  struct Page {
    let upload: Upload
    let size: (width: Int, height: Int, isColour: Bool)
    var bytes: [UInt8] { upload.bytes }
  }

  /// - Returns: whether the feeder may hold more, because it gave as many pages as one run takes.
  func pages(_ take: (Upload) throws -> Void) throws -> Bool { try pages { (page: Page) in try take(page.upload) } }

  @discardableResult func pages(_ take: (Page) throws -> Void) throws -> Bool {
    var last = 0
    let service = try ScannerService()
    guard let name = try device ?? service.scanners().first?.name else { throw ScannerError.none }
    let scanner = try service.open(name)
    try scanner.setUp(dotsPerInch: Self.dotsPerInch, source: source)
    try scanner.scan(from: source, dotsPerInch: Self.dotsPerInch) { picture, number in
      let size = (picture.width, picture.height, picture.channels == .colour)
      let upload = Upload(name: "\(number)", bytes: try JPEG.encode(picture, quality: 92), isOwnScan: true)
      try take(Page(upload: upload, size: size))
      last = number
      return number < mostPages
    }
    return source == .feeder && last == mostPages
  }
}
