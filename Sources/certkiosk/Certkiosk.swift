// The whole tree of commands: nouns, their verbs, and what holds for all of them.
internal import CommandLine
internal import Counter
internal import Domain
internal import Peripherals
internal import Records
internal import Scanners
internal import Tokens

enum Certkiosk {
  static let version = "0.1.0"

  static let command = Command(
    "certkiosk", Both("数字证书受理点柜台", "the counter of a digital-certificate service"),
    details: Both(
      "读取申请数据，制作申请表、授权书和印章采集模板，核验交回的扫描件，把证书写入 USB 介质，并与总部交换数据包。全程离线。",
      "Reads applicant data, makes the application form, the authorization letter and the seal-capture template, judges"
        + " the scans that come back, writes the certificate to the USB token and exchanges bundles with head office."
        + " Works offline."),
    examples: [
      Example("certkiosk compose Samples --to out", Both("为 Samples 中的全部申请制作文件", "make the documents of every sample"))
    ],
    options: Session.options,
    subcommands: [
      compose, check, form, service, intake, order, documents, slip, printer, scanner, scan, page, payment, review,
      invoice,
      token, handover, stock, till, bundle, bank,
      person, store, clock, day,
      rehearse, doctor, explain,
    ])

  /// Devices that are missing end with 3, everything else that stops the work with 4.
  static let status: Tool.Judge = { error in
    if let error = error as? PrinterError { return status(of: error) }
    if error is ScaleFault { return .refused }
    if error is ScannerError { return .deviceMissing }
    guard let error = error as? TokenError else { return .failed }
    switch error.problem {
    case .serviceMissing, .serviceForbidden, .noReader, .noCard, .oneCard, .readerUnknown, .readerGone:
      return .deviceMissing
    default: return .failed
    }
  }

  private static func status(of error: PrinterError) -> ExitStatus {
    switch error {
    case .serviceMissing, .forbidden, .noPrinter, .unknownPrinter, .notReady, .stuck, .brokenOff, .leftLying:
      .deviceMissing
    case .whichPrinter, .scaleUnsure, .undescribed, .refused: .failed
    }
  }
}
