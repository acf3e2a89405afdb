// printer test --measure: whether a printer keeps the scale, measured on a scan of its scale check page.
internal import Domain
internal import Files
internal import Layout
internal import Pictures
internal import Scans

/// How long the two bars of the scale check page came out.
public struct PrintedScale: Hashable, Sendable {
  /// In millimetres; both should be 100.
  public let across: Double
  public let along: Double
  /// Of the scan, as its file says.
  public let dpi: Double

  package init(across: Double, along: Double, dpi: Double) {
    (self.across, self.along, self.dpi) = (across, along, dpi)
  }

  /// Of the bar that is worse, in percent; below zero where it came out too short.
  public var error: Double {
    let errors = [across - 100, along - 100]
    return abs(errors[0]) >= abs(errors[1]) ? errors[0] : errors[1]
  }

  /// What a form may be off by, in percent, and what a printer in good order is off by.
  public static let limit = 1.0
  public static let good = 0.5

  /// Why forms must not be printed on this printer; nil when they may.
  public var fault: ScaleFault? {
    guard abs(error) > Self.limit else { return nil }
    return abs(across - along) > Self.good ? .uneven(self) : .offScale(self)
  }
}

/// Measures scans of the scale check page.
public struct ScaleMeasuring {
  private let thresholds: Thresholds
  private let reader: ScanReader

  /// - Parameters:
  ///   - forms: the path of `Forms/`, where the figures that scans are held to stand.
  ///   - worker: the program that decodes the scan; the running one by default.
  public init(forms: String, worker: String = "/proc/self/exe") throws {
    thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    reader = ScanReader(worker: worker, reading: thresholds.reading)
  }

  /// - Throws: `ScanError` for a file that cannot be read, `ScaleFault` when the page is not seen on it or nobody can
  ///   say how large a dot of the scan is.
  public func measure(_ file: String) throws -> PrintedScale {
    let scan = try reader.page(0, of: try reader.open(file)).get().picture
    let bars = ScaleBars(ScalePage.document(printer: "", day: "", resolution: "").pages[0], thresholds)
    guard let dpi = scan.dpi, bars.canMeasure(at: dpi) else { throw ScaleFault.noResolution(scan.dpi) }
    guard let lengths = bars.lengths(on: scan, dpi: dpi),
      let across = lengths[ScalePage.across], let along = lengths[ScalePage.along]
    else { throw ScaleFault.noScalePage }
    return PrintedScale(across: across / dpi * 25.4, along: along / dpi * 25.4, dpi: dpi)
  }
}
