// A private key by its numbers, as cards take and keep imported ones (SP 800-73-5 has no import; this is the makers').
internal import COpenSSL

extension PrivateKey {
  /// From p, q, d mod p−1, d mod q−1 and q⁻¹ mod p (RFC 8017, 3.2). Fails when they do not belong together under the
  /// exponent 65537.
  public convenience init(rsaFactors factors: [[UInt8]]) throws(CryptographyError) {
    guard factors.count == 5 else { throw .malformed(.privateKey) }
    let (modulus, secret) = try RSANumbers(factors).solved(factors)
    let halves = factors.flatMap { DER.integer($0) }
    let exponent = DER.integer([1, 0, 1])
    let key = DER.sequence(DER.integer([]), DER.integer(modulus), exponent, DER.integer(secret), halves)
    let algorithm = DER.sequence([0x06, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1], DER.null)
    try self.init(der: DER.sequence(DER.integer([]), algorithm, DER.octetString(key)))
    guard self.algorithm.isRSA else { throw .malformed(.privateKey) }
  }

  /// A key on a curve by its secret number, which must be as long as the curve.
  public convenience init(scalar: [UInt8], algorithm: KeyAlgorithm) throws(CryptographyError) {
    guard let identifier = algorithm.curveIdentifier, scalar.count == algorithm.curveSize else {
      throw .malformed(.privateKey)
    }
    let key = DER.sequence(DER.integer([1]), DER.octetString(scalar))
    try self.init(der: DER.sequence(DER.integer([]), identifier, DER.octetString(key)))
  }
}

extension KeyAlgorithm {
  /// The length of a coordinate in bytes.
  fileprivate var curveSize: Int? {
    switch self {
    case .p256, .sm2: 32
    case .p384: 48
    default: nil
    }
  }
}

/// The arithmetic that finds a modulus and its secret exponent, and sees whether the other numbers fit.
private final class RSANumbers {
  private let context = BN_CTX_new()
  private let p: OpaquePointer?
  private let q: OpaquePointer?
  private let exponent = BN_new()
  private let modulus = BN_new()
  private let order = BN_new()
  private let secret = BN_new()
  private let rest = BN_new()

  init(_ factors: [[UInt8]]) {
    p = BN_bin2bn(factors[0], Int32(factors[0].count), nil)
    q = BN_bin2bn(factors[1], Int32(factors[1].count), nil)
    BN_set_word(exponent, 65_537)
  }

  deinit {
    for number in [p, q, exponent, modulus, order, secret, rest] { BN_clear_free(number) }
    BN_CTX_free(context)
  }

  func solved(_ factors: [[UInt8]]) throws(CryptographyError) -> (modulus: [UInt8], secret: [UInt8]) {
    guard BN_mul(modulus, p, q, context) == 1, BN_mod_inverse(rest, q, p, context) != nil, isRest(factors[4]),
      BN_sub_word(p, 1) == 1, BN_sub_word(q, 1) == 1, BN_mul(order, p, q, context) == 1,
      BN_mod_inverse(secret, exponent, order, context) != nil,
      BN_div(nil, rest, secret, p, context) == 1, isRest(factors[2]),
      BN_div(nil, rest, secret, q, context) == 1, isRest(factors[3])
    else {
      ERR_clear_error()
      throw .malformed(.privateKey)
    }
    return (Self.bytes(modulus), Self.bytes(secret))
  }

  private func isRest(_ number: [UInt8]) -> Bool { Self.bytes(rest).elementsEqual(number.drop { $0 == 0 }) }

  private static func bytes(_ number: OpaquePointer?) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
    BN_bn2bin(number, &bytes)
    return bytes
  }
}
