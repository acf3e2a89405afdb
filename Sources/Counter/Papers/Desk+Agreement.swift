// Which agreement an applicant was given: remembered with the order whenever its paper is made.
internal import Cryptography
internal import Domain
internal import Layout
internal import Services

extension Desk {
  /// The name of the agreement's definition.
  private static let agreementPaper = "agreement"

  /// What an event newly gave the applicant to sign; nil when it made no agreement, or the same as before.
  func newAgreement(_ event: Event, on order: Order) throws -> Agreement? {
    guard event.madeDocuments[Self.agreementPaper] != nil else { return nil }
    let (pack, _) = try packs.terms(of: order.application)
    let definition = try paper(Self.agreementPaper, of: order)
    let text = try maker().text(of: definition, in: pack)
    let agreement = Agreement(version: definition.edition, digest: Digest.sha256(text).hex)
    return agreement == order.agreement ? nil : agreement
  }
}
