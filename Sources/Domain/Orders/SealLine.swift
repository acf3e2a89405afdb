// The electronic seal of an order: a new certificate leaves the old seal without a signer, so that it is settled for each
// of the order's certificates before handover.

/// What became of an order's electronic seal.
public struct SealLine: Hashable, Sendable, Codable {
  /// A seal verified for one certificate of the order.
  public struct Bond: Hashable, Sendable, Codable {
    /// The seal's own id.
    public let seal: String
    /// `whole` or `binding` on the token, `file` beside it.
    public let held: String
    /// The serial number of the certificate that the seal names as its signer; nil where nobody said which.
    public let certificate: String?
    /// The attachment that keeps the seal's file; nil in records from before it was noted.
    public let file: String?

    public init(seal: String, held: String, certificate: String?, file: String? = nil) {
      (self.seal, self.held) = (seal, held)
      (self.certificate, self.file) = (certificate, file)
    }
  }

  public internal(set) var bonds: [Bond] = []
  /// Why a person said that there is no seal for what is not bound; nil while nobody has.
  public internal(set) var waived: String?

  /// The organisation owns one, and nothing was done yet.
  public static let due = SealLine()

  /// A seal that is bound anew takes the place of the one before.
  mutating func bind(_ bond: Bond) {
    bonds.removeAll { $0.certificate == bond.certificate }
    bonds.append(bond)
  }

  private func covers(_ making: Making) -> Bool {
    bonds.contains { $0.certificate == nil || $0.certificate == making.serial }
  }

  /// The tokens whose certificates still have no seal.
  func open(_ makings: [Making]) -> [Making] { waived == nil ? makings.filter { !covers($0) } : [] }
}

extension Order {
  /// Whether a certificate of this order still waits for its seal, or for somebody to say that there is none.
  public var isSealDue: Bool {
    guard let seal else { return false }
    return !seal.open(finished).isEmpty || seal == .due
  }

  /// The finished tokens whose certificates wait for a seal.
  public var sealsDue: [Making] { seal?.open(finished) ?? [] }

  /// One word for lists and machines: `due`, `bound` or `waived`; nil where nobody has spoken of a seal.
  public var sealWord: String? {
    guard let seal else { return nil }
    return isSealDue ? "due" : seal.waived == nil ? "bound" : "waived"
  }
}
