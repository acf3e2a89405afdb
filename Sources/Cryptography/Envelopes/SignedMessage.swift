// SignedData (RFC 5652, section 5) through OpenSSL: made whole in memory, verified down to its content type.
internal import COpenSSL

enum SignedMessage {
  struct Verified {
    let content: [UInt8]
    let signers: [Certificate]
    /// Certificates that came along, to be trusted by nobody for that.
    let others: [Certificate]
  }

  static func sign(
    _ content: [UInt8], type: Envelope.ContentType, signers: [Identity]
  ) throws(CryptographyError) -> [UInt8] {
    guard !content.isEmpty else { throw .emptyContent }
    guard !signers.isEmpty else { throw .noSigner }
    let flags = UInt32(CMS_BINARY | CMS_PARTIAL)
    let message = try Handle(CMS_sign(nil, nil, nil, nil, flags), "sign message") { CMS_ContentInfo_free($0) }
    try setType(type, of: message)
    for signer in signers { try add(signer, to: message) }
    let source = try Memory(content)
    try check(message.lend { CMS_final($0, source.bio, nil, UInt32(CMS_BINARY)) }, "sign message")
    return try encoded("sign message") { bytes in message.lend { i2d_CMS_ContentInfo($0, bytes) } }
  }

  private static func setType(_ type: Envelope.ContentType, of message: Handle) throws(CryptographyError) {
    guard let object = OBJ_txt2obj(type.identifier, 1) else { throw .fromQueue("content type") }
    defer { ASN1_OBJECT_free(object) }
    try check(message.lend { CMS_set1_eContentType($0, object) }, "content type")
  }

  private static func add(_ signer: Identity, to message: Handle) throws(CryptographyError) {
    let algorithm = signer.key.algorithm
    guard algorithm.isRSA || algorithm == .p256 || algorithm == .p384 else {
      throw .unsupported(operation: "CMS", algorithm: algorithm.rawValue)
    }
    let certificate = signer.certificate.handle
    let added = message.lend { message in
      certificate.lend { certificate in
        signer.key.handle.lend { CMS_add1_signer(message, certificate, $0, algorithm.digest, 0) }
      }
    }
    guard added != nil else { throw .fromQueue("add signer") }
  }

  static func verify(_ der: [UInt8], type: Envelope.ContentType) throws(CryptographyError) -> Verified {
    let message = try parse(der, .signedContent)
    guard message.lend({ OBJ_obj2nid(CMS_get0_type($0)) }) == NID_pkcs7_signed else { throw .malformed(.signedContent) }
    guard message.lend({ dotted(CMS_get0_eContentType($0)) }) == type.identifier else { throw .otherContentType }
    let content = try Memory()
    let flags = UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY)
    guard message.lend({ CMS_verify($0, nil, nil, nil, content.bio, flags) }) == 1 else {
      ERR_clear_error()
      throw .signature(.signedContent)
    }
    try requireSignedType(type, in: message)
    let signers = try certificates(of: message.lend { CMS_get0_signers($0) }, ownsEach: false)
    guard !signers.isEmpty else { throw .noSigner }
    let others = try certificates(of: message.lend { CMS_get1_certs($0) }, ownsEach: true)
    return Verified(content: content.bytes, signers: signers, others: others)
  }

  /// The type must stand in the signed attributes as well, or it was signed by nobody (RFC 5652, 11.1).
  private static func requireSignedType(
    _ type: Envelope.ContentType, in message: Handle
  ) throws(CryptographyError) {
    let infos = message.lend { CMS_get0_SignerInfos($0) }
    let onlyOne: Int32 = -3
    for place in 0..<OPENSSL_sk_num(infos) {
      let info = OpaquePointer(OPENSSL_sk_value(infos, place))
      let value = CMS_signed_get0_data_by_OBJ(info, OBJ_nid2obj(NID_pkcs9_contentType), onlyOne, V_ASN1_OBJECT)
      guard let value, dotted(OpaquePointer(value)) == type.identifier else { throw .otherContentType }
    }
  }

  private static func certificates(
    of stack: OpaquePointer?, ownsEach: Bool
  ) throws(CryptographyError) -> [Certificate] {
    guard let stack else { return [] }
    defer {
      if ownsEach { (0..<OPENSSL_sk_num(stack)).forEach { X509_free(OpaquePointer(OPENSSL_sk_value(stack, $0))) } }
      OPENSSL_sk_free(stack)
    }
    var found: [Certificate] = []
    for place in 0..<OPENSSL_sk_num(stack) {
      let certificate = OpaquePointer(OPENSSL_sk_value(stack, place))
      found.append(try Certificate(der: encoded("certificate") { i2d_X509(certificate, $0) }))
    }
    return found
  }

  static func parse(
    _ der: [UInt8], _ material: CryptographyError.Material
  ) throws(CryptographyError) -> Handle {
    guard let (message, whole) = decoded(der, { d2i_CMS_ContentInfo(nil, $0, $1) }) else { throw .malformed(material) }
    let handle = try Handle(message, "message") { CMS_ContentInfo_free($0) }
    guard whole else { throw .malformed(material) }
    return handle
  }
}
