// One operation with a key: the context that holds its parameters.
internal import COpenSSL

final class KeyContext {
  let pointer: OpaquePointer

  init(_ key: Handle) throws(CryptographyError) {
    guard let made = key.lend({ EVP_PKEY_CTX_new($0, nil) }) else { throw .fromQueue("key") }
    pointer = made
  }

  init(making name: String) throws(CryptographyError) {
    guard let made = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { throw .fromQueue("generate key") }
    pointer = made
  }

  deinit { EVP_PKEY_CTX_free(pointer) }

  func setRSAPadding(_ padding: PublicKey.Padding) throws(CryptographyError) {
    switch padding {
    case .pkcs1: try check(EVP_PKEY_CTX_set_rsa_padding(pointer, RSA_PKCS1_PADDING), "padding")
    case .oaepSHA256:
      try check(EVP_PKEY_CTX_set_rsa_padding(pointer, RSA_PKCS1_OAEP_PADDING), "padding")
      try check(EVP_PKEY_CTX_set_rsa_oaep_md(pointer, EVP_sha256()), "padding")
      try check(EVP_PKEY_CTX_set_rsa_mgf1_md(pointer, EVP_sha256()), "padding")
    }
  }
}

/// SM2 signs for a name: OpenSSL's default is the empty one, which nobody in the trade accepts.
func bindIdentifier(_ context: OpaquePointer?, _ algorithm: KeyAlgorithm) -> Bool {
  guard algorithm == .sm2 else { return true }
  let identifier = KeyAlgorithm.sm2Identifier
  return EVP_PKEY_CTX_set1_id(context, identifier, Int32(identifier.count)) == 1
}
