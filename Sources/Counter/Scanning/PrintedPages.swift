// Pages drawn once more as they were printed, for the judge to hold scans against.
internal import Services
internal import Documents
internal import Domain
internal import Layout
internal import Pictures

/// Draws pages as pictures and keeps the latest few.
final class PrintedPages {
  private let desk: Desk
  private var kept: [(key: String, picture: Picture)] = []

  /// Finer than any scan, so that reducing it loses nothing that a scan shows.
  private static let dotsPerInch = 400
  private static let most = 4

  init(desk: Desk) { self.desk = desk }

  /// The page that a code names, its copy's own words included.
  func page(of code: PageCode, _ order: Order, _ sheet: KnownSheet) throws -> Picture {
    let key = code.text
    if let known = kept.first(where: { $0.key == key }) { return known.picture }
    let page = try laidOut(code, order, sheet)
    let drawn = try picture(of: page)
    kept.append((key, drawn))
    if kept.count > Self.most { kept.removeFirst() }
    return drawn
  }

  private func laidOut(_ code: PageCode, _ order: Order, _ sheet: KnownSheet) throws -> LaidOutPage {
    guard code.copy != 1 else { return sheet.pages[code.page - 1] }
    let sheets = try desk.sheets(of: order, copy: code.copy, editions: [sheet.slot.id: code.edition])
    let same = sheets.first { $0.slot.id == sheet.slot.id }
    return same?.document.pages[code.page - 1] ?? sheet.pages[code.page - 1]
  }

  private func picture(of page: LaidOutPage) throws -> Picture {
    let dots = Self.dotsPerInch
    let raster = try RasterPage(page, fonts: desk.maker().fonts, dotsPerInch: (dots, dots))
    var levels: [UInt8] = []
    levels.reserveCapacity(raster.width * raster.height)
    for top in stride(from: 0, to: raster.height, by: 512) {
      levels += try raster.draw(rows: top..<min(raster.height, top + 512))
    }
    return Picture(
      width: raster.width, height: raster.height, channels: .grey, pixels: levels, dpi: Double(dots))
  }
}
