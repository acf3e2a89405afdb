// From a certificate to one that is trusted (RFC 5280, 6.1), at a stated moment.
public import Domain
internal import COpenSSL

extension Certificate {
  /// Passes when a chain leads to one of `anchors` (roots, or certificates trusted by themselves) and all of it is
  /// valid at `moment`; nil leaves dates out. Throws with the reason otherwise.
  public static func verifyChain(
    _ leaf: Certificate, intermediates: [Certificate] = [], anchors: [Certificate], at moment: Instant?
  ) throws(CryptographyError) {
    let trial = try ChainTrial(leaf, intermediates: intermediates, anchors: anchors, at: moment)
    guard X509_verify_cert(trial.context) != 1 else { return }
    let verdict = X509_STORE_CTX_get_error(trial.context)
    ERR_clear_error()
    if [X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED].contains(verdict) {
      throw .notYetOrNoLongerValid(
        subject: leaf.subject.text, from: leaf.notBefore.chinaText, until: leaf.notAfter.chinaText)
    }
    throw .untrusted(subject: leaf.subject.text, reason: String(cString: X509_verify_cert_error_string(Int(verdict))))
  }
}

/// OpenSSL's store and context for one verification.
private final class ChainTrial {
  let context: OpaquePointer
  private let store: OpaquePointer
  private let untrusted: OpaquePointer
  private let kept: [Handle]

  init(
    _ leaf: Certificate, intermediates: [Certificate], anchors: [Certificate], at moment: Instant?
  ) throws(CryptographyError) {
    guard let store = X509_STORE_new(), let untrusted = OPENSSL_sk_new_null(), let context = X509_STORE_CTX_new()
    else { throw .fromQueue("chain") }
    self.store = store
    self.untrusted = untrusted
    self.context = context
    let target = leaf.handle
    kept = [target] + intermediates.map(\.handle)
    for anchor in anchors {
      try check(anchor.handle.lend { X509_STORE_add_cert(store, $0) }, "chain")
    }
    for intermediate in intermediates {
      intermediate.handle.lend { _ = OPENSSL_sk_push(untrusted, UnsafeRawPointer($0)) }
    }
    try check(target.lend { X509_STORE_CTX_init(context, store, $0, untrusted) }, "chain")
    setParameters(at: moment)
  }

  deinit {
    X509_STORE_CTX_free(context)
    OPENSSL_sk_free(untrusted)
    X509_STORE_free(store)
  }

  private func setParameters(at moment: Instant?) {
    let parameters = X509_STORE_CTX_get0_param(context)
    X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
    if let moment {
      X509_VERIFY_PARAM_set_time(parameters, Int(moment.milliseconds / 1000))
    } else {
      X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_NO_CHECK_TIME))
    }
  }
}
