// What can stop work on statements, stock, the till and invoices.
public import Domain

public enum LedgerError: Explained, Hashable {
  // Statements
  case noLine(String)
  case lineSettled(String)
  case noReversed
  case nothingPaid
  /// An entry without pictures of its evidence.
  case noEvidence(String)

  // Stock
  case badSerials(String)
  case wrongPlace(Good, serial: String, CustodyMove, CustodyPlace?)
  case tooFew(Good, CustodyPlace, Int)
  case countedGood(Good)
  case serialGood(Good)
  case othersPiece(String)
  case notIssued(String)
  case unknownPiece(Good, String)
  case noAmount
  case amountUnknown(String)
  case amountsDiffer(expected: Money, given: Money)

  // The till
  case otherPerson
  case tillOpen
  case tillClosed
  case cashDiffers(expected: Money, counted: Money)
  case openingDiffers(expected: Money, counted: Money)
  case stockDiffers([StockDifference])
  case cashWaiting(Int)
  case badCash(String)
  case keptTooMuch

  // Invoices
  case unclean([BuyerFinding])
  case noCreditCode

  public static let specimens: [LedgerError] = [
    .noLine("1f"), .lineSettled("1f"), .noReversed, .nothingPaid, .noEvidence("1"), .badSerials("9A-1..8A"),
    .wrongPlace(.token, serial: "9A01", .issue, .given), .tooFew(.label, .stock, 5), .countedGood(.label),
    .serialGood(.token), .othersPiece("9A01"), .notIssued("9A01"), .unknownPiece(.cipherCard, "MK01"), .noAmount,
    .amountUnknown("00128101"), .amountsDiffer(expected: .zero, given: .zero), .otherPerson, .tillOpen, .tillClosed,
    .cashDiffers(expected: .zero, counted: .zero), .openingDiffers(expected: .zero, counted: .zero),
    .stockDiffers([StockDifference(good: .token, expected: 41, counted: 40)]), .cashWaiting(2), .badCash("100x"),
    .keptTooMuch,
    .unclean([
      BuyerFinding(field: "invoice.bank", label: "开户银行", before: "平安银行 济南分行", after: "平安银行济南分行", doubtful: [])
    ]), .noCreditCode,
  ]
}

/// A good whose count is not what the ledger says.
public struct StockDifference: Hashable, Sendable {
  public let good: Good
  public let expected: Int
  /// Nil when it was not counted.
  public let counted: Int?

  public init(good: Good, expected: Int, counted: Int?) {
    self.good = good
    self.expected = expected
    self.counted = counted
  }
}
