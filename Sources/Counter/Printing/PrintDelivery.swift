// The way of a job to the printer: as dots of its own resolution, or as PDF where somebody insists on such a queue.
internal import Documents
internal import Layout
internal import Peripherals

/// What is drawn before a job is made, so that nothing can stop it half-way for a reason of ours.
struct PrintDelivery {
  private let content: Content
  let ticket: JobTicket

  private enum Content {
    case raster([(page: RasterPage, side: RasterStream.Side)])
    case pdf([UInt8])
  }

  init(_ sides: Sides, named name: String, route: Route, title: String, maker: PaperMaker) throws {
    switch route {
    case .raster(let format):
      ticket = JobTicket(name: name, bothSides: sides.bothSides, format: format)
      content = .raster(
        try sides.sides.map { side in
          (try maker.raster(side.sheet, format, isBack: side.isBack), side.isBack ? .back : .front)
        })
    case .portable:
      ticket = JobTicket(name: name, bothSides: sides.bothSides, format: nil)
      let pages = sides.sides.map(\.sheet)
      content = .pdf(try maker.renderer.render(LaidOutDocument(title: title, subject: "", pages: pages)))
    }
  }

  /// Hands everything over.
  /// - Parameter told: how many sides are under way, of so many.
  func send(_ job: PrintJob, to service: PrintService, told: (Int, Int) -> Void) throws {
    switch content {
    case .pdf(let bytes): try service.send(job, pdf: bytes)
    case .raster(let pages):
      try service.send(job, ticket) { stream in
        for (number, (page, side)) in pages.enumerated() {
          told(number + 1, pages.count)
          try stream.beginPage(side)
          for first in stride(from: 0, to: page.height, by: Self.strip) {
            try stream.write(page.draw(rows: first..<min(first + Self.strip, page.height)))
          }
        }
      }
    }
  }

  /// Rows drawn at once: 20 MB at 600 dpi.
  private static let strip = 1024
}

extension Side {
  /// The side as a sheet of A4; a smaller paper, such as a label, stands in its top left corner.
  fileprivate var sheet: LaidOutPage {
    var sheet = page ?? LaidOutPage()
    sheet.size = .a4
    return sheet
  }
}

/// Fonts and pens for papers.
struct PaperMaker {
  let fonts: FontBook
  let renderer: PDFRenderer

  func raster(_ page: LaidOutPage, _ format: RasterFormat, isBack: Bool) throws(DocumentError) -> RasterPage {
    let resolution = (x: format.resolution.x, y: format.resolution.y)
    return try RasterPage(page, fonts: fonts, dotsPerInch: resolution, turn: isBack ? format.back.turn : .none)
  }
}

extension RasterFormat.Back {
  /// How the back must be sent when the sheet is turned over its long edge.
  fileprivate var turn: RasterPage.Turn {
    switch self {
    case .normal, .manualTumble: .none
    case .rotated: .around
    case .flipped: .flipped
    }
  }
}
