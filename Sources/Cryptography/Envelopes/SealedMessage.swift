// AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084) through OpenSSL: sealed for several, opened by one.
internal import COpenSSL

enum SealedMessage {
  /// RFC 5084 allows shorter tags; nobody here makes them, and a cut one would be accepted by OpenSSL.
  private static let tagLength = 16

  static func seal(_ content: [UInt8], for recipients: [Certificate]) throws(CryptographyError) -> [UInt8] {
    guard !content.isEmpty else { throw .emptyContent }
    guard !recipients.isEmpty else { throw .otherRecipient }
    let flags = UInt32(CMS_BINARY | CMS_PARTIAL)
    let made = CMS_encrypt(nil, nil, EVP_aes_256_gcm(), flags)
    let message = try Handle(made, "seal message") { CMS_ContentInfo_free($0) }
    try check(message.lend { CMS_set1_eContentType($0, OBJ_nid2obj(NID_pkcs7_signed)) }, "seal message")
    for recipient in recipients { try add(recipient, to: message) }
    let source = try Memory(content)
    try check(message.lend { CMS_final($0, source.bio, nil, UInt32(CMS_BINARY)) }, "seal message")
    return try encoded("seal message") { bytes in message.lend { i2d_CMS_ContentInfo($0, bytes) } }
  }

  /// SHA-256 in OAEP and in the key derivation of ECDH; OpenSSL would take SHA-1 for both.
  private static func add(_ recipient: Certificate, to message: Handle) throws(CryptographyError) {
    let certificate = recipient.handle
    let info = message.lend { message in
      certificate.lend { CMS_add1_recipient_cert(message, $0, UInt32(CMS_KEY_PARAM)) }
    }
    guard let info, let context = CMS_RecipientInfo_get0_pkey_ctx(info) else { throw .fromQueue("add recipient") }
    switch recipient.publicKey?.algorithm {
    case .rsa2048, .rsa3072, .rsa4096:
      try check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), "add recipient")
      try check(EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()), "add recipient")
      try check(EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()), "add recipient")
    case .p256, .p384: try check(EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()), "add recipient")
    case let other: throw .unsupported(operation: "CMS", algorithm: other?.rawValue ?? "unknown")
    }
  }

  static func open(_ der: [UInt8], recipient: Identity) throws(CryptographyError) -> [UInt8] {
    let message = try SignedMessage.parse(der, .envelope)
    guard message.lend({ OBJ_obj2nid(CMS_get0_type($0)) }) == NID_id_smime_ct_authEnvelopedData else {
      throw .malformed(.envelope)
    }
    try requireWholeTag(in: message)
    let certificate = recipient.certificate.handle
    guard message.lend({ message in certificate.lend { isMeant(message, for: $0) } }) else { throw .otherRecipient }
    let content = try Memory()
    let opened = message.lend { message in
      certificate.lend { certificate in
        recipient.key.handle.lend { CMS_decrypt(message, $0, certificate, nil, content.bio, UInt32(CMS_BINARY)) }
      }
    }
    guard opened == 1 else {
      ERR_clear_error()
      throw .altered
    }
    return content.bytes
  }

  /// Asked beforehand: for a key of the right kind OpenSSL tells another recipient's envelope like an altered one.
  private static func isMeant(_ message: OpaquePointer, for certificate: OpaquePointer) -> Bool {
    let infos = CMS_get0_RecipientInfos(message)
    return (0..<max(0, OPENSSL_sk_num(infos))).contains { place in
      let info = OpaquePointer(OPENSSL_sk_value(infos, place))
      switch CMS_RecipientInfo_type(info) {
      case CMS_RECIPINFO_TRANS: return CMS_RecipientInfo_ktri_cert_cmp(info, certificate) == 0
      case CMS_RECIPINFO_AGREE:
        let keys = CMS_RecipientInfo_kari_get0_reks(info)
        return (0..<max(0, OPENSSL_sk_num(keys))).contains {
          CMS_RecipientEncryptedKey_cert_cmp(OpaquePointer(OPENSSL_sk_value(keys, $0)), certificate) == 0
        }
      default: return false
      }
    }
  }

  /// The structure's last OCTET STRING is the tag (RFC 5083, section 2.1); unauthenticated attributes may follow it.
  private static func requireWholeTag(in message: Handle) throws(CryptographyError) {
    let der = try encoded("envelope") { bytes in message.lend { i2d_CMS_ContentInfo($0, bytes) } }
    let outer = DER.elements(in: der[...])?.first.flatMap { DER.elements(in: $0.content) }
    let inner = outer?.last.flatMap { DER.elements(in: $0.content) }?.first
    let parts = inner.flatMap { DER.elements(in: $0.content) } ?? []
    guard let tag = parts.last(where: { $0.tag == 0x04 }), tag.content.count == tagLength else { throw .altered }
  }
}
