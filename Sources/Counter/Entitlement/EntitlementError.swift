// What the counter refuses while it finds out whether an applicant is entitled.
public import Domain

public enum EntitlementError: Explained, Hashable {
  /// The token's certificate names another owner.
  case otherHolder(String)
  case otherNumber
  /// The serial number that was typed is another certificate's.
  case otherSerial(typed: String, found: String)
  /// The business type asks for no certificate.
  case noOldCertificate(String)
  /// This counter keeps no finished order of the organisation.
  case noRecord
  case unknownFact(String)
  case factsDiffer(triesLeft: Int)
  /// Neither an order of this store nor head office's list names a certificate.
  case notKnown
  /// Where the number parts from the record, counted from 1.
  case numberDiffers(place: Int)
  case numberMissing
  case otherDocument(String)
  case withoutCarriedYear(String)
  case noSuchPaper(String, known: [String])
  /// A reset was asked for without asking for unopened bids.
  case bidsUnasked
  case bidsUnopened(Instant)
  case nothingFound
  case noReleaseCode
  /// Labels of what differs from the last time.
  case changesUntold([String])
  /// Several certificates, by serial number, may be the one that was lost or broke.
  case whichCertificate([String])

  public static let specimens: [EntitlementError] = [
    .otherHolder("某某有限公司"), .otherNumber, .otherSerial(typed: "12ab", found: "34cd"), .noOldCertificate("新办"),
    .noRecord,
    .unknownFact("fax"), .factsDiffer(triesLeft: 3), .notKnown, .numberDiffers(place: 12), .numberMissing,
    .otherDocument("护照"),
    .withoutCarriedYear("A01002603090007S"), .noSuchPaper("licence", known: ["营业执照（business-licence）"]),
    .noSuchPaper("licence", known: []), .bidsUnasked,
    .bidsUnopened(Instant(seconds: 1_780_000_000)), .nothingFound, .noReleaseCode,
    .changesUntold(["经办人姓名", "经办人手机"]), .whichCertificate(["12ab", "34cd"]),
  ]
}
