// payment receipt: the counter receipt, over money for which there is evidence.
internal import Domain

extension Desk {
  /// Writes the receipt of an order's payments that count.
  /// - Throws: `nothingPaid` when none does.
  public func writeReceipt(_ text: String, to folder: String) throws -> WrittenDocument {
    guard try order(text).confirmedFen > 0 else { throw LedgerError.nothingPaid }
    return try writePaper("receipt", of: text, to: folder)
  }
}
