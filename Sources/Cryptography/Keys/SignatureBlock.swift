// What is handed to a card so that its raw operation becomes a signature over a message.

public enum SignatureBlock {
  /// RSA: `00 01 FF… 00 DigestInfo(SHA-256)` of modulus length (RFC 8017, 9.2); curves: the digest;
  /// SM2: SM3(Z ‖ message) under 1234567812345678; Ed25519: the message.
  public static func of(_ message: [UInt8], for key: PublicKey) -> [UInt8] {
    switch key.algorithm {
    case .rsa2048, .rsa3072, .rsa4096: paddedRSA(message, length: key.rsaModulus?.count ?? 0)
    case .p256: Digest.sha256(message)
    case .p384: Digest.sha384(message)
    case .sm2: Digest.sm3(sm2Z(point: key.point ?? []) + message)
    case .ed25519: message
    }
  }

  private static func paddedRSA(_ message: [UInt8], length: Int) -> [UInt8] {
    let algorithm = DER.sequence([0x06, 9, 96, 134, 72, 1, 101, 3, 4, 2, 1], DER.null)
    let digestInfo = DER.sequence(algorithm, DER.octetString(Digest.sha256(message)))
    return [0, 1] + [UInt8](repeating: 0xFF, count: length - digestInfo.count - 3) + [0] + digestInfo
  }

  /// Z of a signer (GB/T 32918.2-2016, 5.5): SM3 over identifier length in bits, identifier, curve and key.
  package static func sm2Z(
    point: [UInt8], identifier: [UInt8] = KeyAlgorithm.sm2Identifier
  ) -> [UInt8] {
    let bits = UInt16(identifier.count * 8)
    return Digest.sm3([UInt8(bits >> 8), UInt8(bits & 0xFF)] + identifier + sm2Curve + point.dropFirst())
  }

  /// a, b and the base point of sm2p256v1 (GB/T 32918.5-2017).
  private static let sm2Curve =
    [UInt8](
      hex: "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
        + "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
        + "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
        + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0") ?? []
}
