// Libraries that are opened by whoever first needs them: a program starts without them, and may find them missing.
internal import COpened

public enum LateLibrary: String, CaseIterable, Sendable {
  case cups = "libcups.so.2"
  case sane = "libsane.so.1"
  case zbar = "libzbar.so.0"
  case qpdf = "libqpdf.so.29"

  /// Debian's package.
  public var package: String {
    switch self {
    case .cups: "libcups2"
    case .sane: "libsane1"
    case .zbar: "libzbar0"
    case .qpdf: "libqpdf29"
    }
  }

  /// Whether it can be opened on this machine, with all that it stands on.
  public var isInstalled: Bool { opened_is_there(rawValue) }
}
