// The electronic seal of an order: a renewed certificate leaves the old seal without a signer, so that it is settled before handover.

/// What became of an order's electronic seal.
public enum SealLine: Hashable, Sendable, Codable {
  /// The organisation owns one; it must be bound to the new certificate, or somebody must say that there is none.
  case due
  /// `held`: `whole` or `binding` on the token, `file` beside it. `certificate`: the serial number of the certificate of
  /// this order that the seal names as its signer.
  case bound(id: String, held: String, certificate: String? = nil)
  /// A person has said that this key has no seal, and why.
  case waived(reason: String)

  /// The seal and the certificate that belong to each other; nil before they do.
  public var bond: (seal: String, certificate: String)? {
    if case .bound(let seal, _, let certificate?) = self { (seal, certificate) } else { nil }
  }

  /// One word for lists and machines.
  public var word: String {
    switch self {
    case .due: "due"
    case .bound: "bound"
    case .waived: "waived"
    }
  }
}
