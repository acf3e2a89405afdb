// The machine's scanners, as SANE knows them. SANE wants one thread; so does this.
internal import CSANE

/// A scanner that can be chosen.
public struct Scanner: Hashable, Sendable {
  /// As SANE names it, such as `airscan:e0:MFP`.
  public let name: String
  public let maker: String
  public let model: String
  /// Such as `flatbed scanner`.
  public let kind: String
}

/// SANE begun. It is never ended with `sane_exit`: a backend's reading thread that was cancelled in the middle of the
/// loader's work leaves the loader locked, and closing the backends would wait for it for ever. Devices are closed one by
/// one, and the process ends without unloading anything.
public final class ScannerService {
  /// - Throws: `ScannerError.failed` when SANE cannot begin.
  public init() throws(ScannerError) {
    var version: SANE_Int = 0
    try check(sane_init(&version, nil))
  }

  /// Every scanner that answers; over the network this takes some seconds.
  public func scanners() throws(ScannerError) -> [Scanner] {
    var list: UnsafeMutablePointer<UnsafePointer<SANE_Device>?>?
    try check(sane_get_devices(&list, SANE_Bool(SANE_FALSE)))
    var found: [Scanner] = []
    var place = list
    while let device = place?.pointee {
      found.append(
        Scanner(
          name: String(cString: device.pointee.name), maker: String(cString: device.pointee.vendor),
          model: String(cString: device.pointee.model), kind: String(cString: device.pointee.type)))
      place = place?.advanced(by: 1)
    }
    return found
  }

  /// Opens a scanner by its name.
  public func open(_ name: String) throws(ScannerError) -> OpenScanner {
    var handle: SANE_Handle?
    let status = sane_open(name, &handle)
    if status == SANE_STATUS_INVAL { throw .unknown(name, known: try scanners().map(\.name)) }
    try check(status)
    guard let handle else { throw .failed(Int(status.rawValue)) }
    return OpenScanner(self, handle)
  }
}

/// - Throws: what the status means, unless all is well.
func check(_ status: SANE_Status) throws(ScannerError) {
  switch status {
  case SANE_STATUS_GOOD: return
  case SANE_STATUS_DEVICE_BUSY: throw .busy
  case SANE_STATUS_NO_DOCS: throw .feederEmpty
  case SANE_STATUS_JAMMED: throw .jammed
  case SANE_STATUS_COVER_OPEN: throw .coverOpen
  case SANE_STATUS_IO_ERROR: throw .lost
  case SANE_STATUS_ACCESS_DENIED: throw .denied
  case SANE_STATUS_CANCELLED: throw .cancelled
  default: throw .failed(Int(status.rawValue))
  }
}
