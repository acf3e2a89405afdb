// A time-stamp token (RFC 3161, section 2.4.2) through OpenSSL: who says that certain bytes existed at a moment.
internal import COpenSSL
internal import Domain

/// A signed statement of a time-stamping authority. It is read here and not yet believed.
struct TimeStampToken {
  let time: Instant
  /// The authority's certificate, as it came along.
  let signer: Certificate
  private let handle: Handle

  /// Nil for anything but a token with its authority's certificate in it.
  init?(_ der: [UInt8]) {
    defer { ERR_clear_error() }
    guard let (token, isWhole) = decoded(der, { d2i_PKCS7(nil, $0, $1) }),
      let handle = try? Handle(OpaquePointer(token), "time stamp", release: { PKCS7_free(UnsafeMutablePointer($0)) }),
      isWhole,
      let time = handle.lend(Self.time), let signer = handle.lend(Self.signer)
    else { return nil }
    (self.handle, self.time, self.signer) = (handle, time, signer)
  }

  private static func time(of token: OpaquePointer) -> Instant? {
    guard let info = PKCS7_to_TS_TST_INFO(UnsafeMutablePointer(token)) else { return nil }
    defer { TS_TST_INFO_free(info) }
    return Certificate.instant(TS_TST_INFO_get_time(info))
  }

  private static func signer(of token: OpaquePointer) -> Certificate? {
    guard let signers = PKCS7_get0_signers(UnsafeMutablePointer(token), nil, 0) else { return nil }
    defer { OPENSSL_sk_free(signers) }
    guard OPENSSL_sk_num(signers) == 1 else { return nil }
    let signer = OpaquePointer(OPENSSL_sk_value(signers, 0))
    return try? Certificate(der: encoded("certificate") { i2d_X509(signer, $0) })
  }

  /// Whether the authority signed that these bytes existed. Whose word it is, and whether it counts, is another question.
  func holds(over bytes: [UInt8]) throws(CryptographyError) -> Bool {
    guard let context = TS_VERIFY_CTX_new() else { throw .fromQueue("time stamp") }
    defer {
      TS_VERIFY_CTX_free(context)
      ERR_clear_error()
    }
    // The context owns both from here on.
    TS_VERIFY_CTX_set_store(context, try store())
    TS_VERIFY_CTX_set_data(context, try Self.source(bytes))
    TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_DATA))
    return handle.lend { TS_RESP_verify_token(context, UnsafeMutablePointer($0)) } == 1
  }

  /// Trusts the token's own signer and no date.
  private func store() throws(CryptographyError) -> OpaquePointer {
    guard let store = X509_STORE_new() else { throw .fromQueue("time stamp") }
    X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME))
    try check(signer.handle.lend { X509_STORE_add_cert(store, $0) }, "time stamp")
    return store
  }

  private static func source(_ bytes: [UInt8]) throws(CryptographyError) -> OpaquePointer {
    guard let source = BIO_new(BIO_s_mem()), BIO_write(source, bytes, Int32(bytes.count)) == bytes.count else {
      throw .fromQueue("time stamp")
    }
    return source
  }
}
