// A queue of the print service: where it leads, what it says about itself, and how pages get through it.
internal import CCups

/// A queue as the print service knows it.
public struct Queue: Hashable, Sendable {
  /// The name that people and commands use.
  public let name: String
  /// The queue's own words, such as the room it stands in.
  public let place: String
  public let model: String
  /// Where the queue leads, such as `ipp://printer.local/ipp/print`.
  public let device: String
  public let isDefault: Bool
  let state: Int
  let accepts: Bool
  let reasons: [String]
  let message: String

  init?(_ queue: Attributes, default usual: String?) {
    guard let name = queue.word("printer-name") else { return nil }
    self.name = name
    place = queue.word("printer-info") ?? ""
    model = queue.word("printer-make-and-model") ?? ""
    device = queue.word("device-uri") ?? ""
    isDefault = name == usual
    state = queue.number("printer-state") ?? 3
    accepts = queue.flag("printer-is-accepting-jobs") ?? true
    reasons = queue.words("printer-state-reasons")
    message = queue.word("printer-state-message") ?? ""
  }

  static let wanted = [
    "printer-name", "printer-info", "printer-make-and-model", "device-uri", "printer-state",
    "printer-is-accepting-jobs", "printer-state-reasons", "printer-state-message",
  ]

  /// The printer behind the queue where it speaks IPP; nil for any other way to it.
  var printer: DeviceAddress? { DeviceAddress(device) }
}

/// Where a printer that speaks IPP is reached.
struct DeviceAddress: Hashable, Sendable {
  let host: String
  let port: Int32
  let resource: String
  let isEncrypted: Bool
  let uri: String

  init?(_ uri: String) {
    guard uri.hasPrefix("ipp://") || uri.hasPrefix("ipps://") else { return nil }
    let size = 1024
    var (scheme, user, host, resource) = (Self.room(size), Self.room(size), Self.room(size), Self.room(size))
    var port: Int32 = 631
    let status = httpSeparateURI(
      HTTP_URI_CODING_ALL, uri, &scheme, Int32(size), &user, Int32(size), &host, Int32(size), &port, &resource,
      Int32(size))
    guard status.rawValue >= HTTP_URI_STATUS_OK.rawValue else { return nil }
    (self.host, self.port, self.resource) = (Self.text(host), port, Self.text(resource))
    isEncrypted = uri.hasPrefix("ipps://")
    self.uri = uri
  }

  private static func room(_ size: Int) -> [CChar] { [CChar](repeating: 0, count: size) }

  private static func text(_ bytes: [CChar]) -> String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// How pages get from here onto paper.
public enum Route: Hashable, Sendable {
  /// Drawn here at the printer's own resolution and handed through unchanged: one dot is one dot.
  case raster(RasterFormat)
  /// As PDF, which the print service or the printer may scale.
  case portable(ScaleDoubt)
}

/// Why a queue cannot promise that 100 mm come out as 100 mm.
public enum ScaleDoubt: Hashable, Sendable {
  /// The printer does not speak IPP, so that nobody knows what it does with a page.
  case notIPP
  /// The printer takes no PWG raster.
  case noRaster
  /// The queue turns raster into something else on the way.
  case queueConverts
}
