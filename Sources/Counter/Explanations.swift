// Every explanation that this program can give, for whoever looks up a code.
internal import Bundles
internal import Cryptography
internal import Documents
public import Domain
internal import Files
internal import Intake
internal import Layout
internal import PDFFiles
internal import Peripherals
internal import Pictures
internal import Records
internal import Scans
internal import Services
internal import Tokens

public enum Explanations {
  public static var all: [Explanation] {
    let counter =
      OutOfTurn.specimens.map(\.explanation) + MoneyRefusal.specimens.map(\.explanation)
      + StatementFault.specimens.map(\.explanation) + LedgerError.specimens.map(\.explanation)
      + CounterError.specimens.map(\.explanation)
      + Ailment.specimens.map(\.explanation) + SlipFault.specimens.map(\.explanation)
      + DeliveryRefusal.specimens.map(\.explanation) + Disagreement.specimens.map(\.explanation)
      + ReleaseFault.specimens.map(\.explanation)
      + DownlinkError.specimens.map(\.explanation)
      + OrderMistake.specimens.map(\.explanation) + EntitlementError.specimens.map(\.explanation)
      + Obstacle.specimens.map(\.explanation)
    let parcels = WaybillFault.specimens.map(\.explanation)
    let data = YAMLMistake.specimens.map(\.explanation) + PackMistake.specimens.map(\.explanation)
    let papers = LayoutFault.specimens.map(\.explanation) + DocumentError.specimens.map(\.explanation)
    let scans = ScanFault.specimens.map(\.explanation) + ScanError.specimens.map(\.explanation)
    let stores = RecordsError.specimens.map(\.explanation) + BundleError.specimens.map(\.explanation)
    let devices = TokenError.specimens.map(\.explanation) + CryptographyError.specimens.map(\.explanation)
    let printers =
      PrinterTrouble.specimens.map(\.explanation) + PrinterError.specimens.map(\.explanation)
      + ScaleFault.specimens.map(\.explanation)
    let machine = FileFailure.specimens.map(\.explanation) + PictureError.specimens.map(\.explanation)
    let values = FormMistake.specimens.map(\.explanation) + PDFFileError.specimens.map(\.explanation)
    let applications = FieldFault.specimens.map(\.explanation) + IntakeFault.specimens.map(\.explanation)
    return counter + applications + parcels + machine + values + data + papers + scans + stores + devices + printers
  }
}
