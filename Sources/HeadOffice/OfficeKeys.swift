// Head office's keys in its folder: sealed under a passphrase, or plain where nothing is real.
internal import Cryptography
internal import Domain
internal import Files

struct OfficeKeys {
  /// Signs bundles that go down.
  let signer: Identity
  /// Opens bundles that come up.
  let recipient: Identity
  /// Certifies kiosks.
  let kiosks: CertificateAuthority
  /// Certifies applicants; another root, so that no applicant can speak for head office.
  let applicants: CertificateAuthority

  private static let saltLength = 16
  private static let names = ["root", "issuer", "signer", "recipient"]

  static func make(_ office: Office, in folder: String, passphrase: [UInt8]?) throws(HeadOfficeError) -> OfficeKeys {
    guard passphrase != nil || office.rehearsal else { throw .passphraseNeeded }
    let mark = office.rehearsal ? "（演练）" : ""
    do {
      let (root, rootKey) = try CertificateAuthority.makeRoot(
        name: name(office, "证书业务总部根\(mark)"), algorithm: .p256, years: 20, at: office.founded)
      let (issuer, issuerKey) = try CertificateAuthority.makeRoot(
        name: name(office, "证书签发\(mark)"), algorithm: .p256, years: 20, at: office.founded)
      let kiosks = try CertificateAuthority(certificate: root, key: rootKey)
      let keys = OfficeKeys(
        signer: try identity(office, "签名", .signing, kiosks),
        recipient: try identity(office, "收件", .encryption, kiosks),
        kiosks: kiosks, applicants: try CertificateAuthority(certificate: issuer, key: issuerKey))
      let all =
        [(root, rootKey), (issuer, issuerKey)] + [keys.signer, keys.recipient].map { ($0.certificate, $0.key) }
      for (name, (certificate, key)) in zip(names, all) {
        try keep(certificate, key, name, in: folder, passphrase: passphrase)
      }
      return keys
    } catch let error as CryptographyError { throw .cryptography(error) } catch let error as HeadOfficeError {
      throw error
    } catch { throw .damaged("keys") }
  }

  private static func name(_ office: Office, _ part: String) -> DistinguishedName {
    DistinguishedName(organisation: office.name, commonName: part)
  }

  private static func identity(
    _ office: Office, _ part: String, _ usage: CertificateAuthority.Usage, _ authority: CertificateAuthority
  ) throws(CryptographyError) -> Identity {
    let key = try PrivateKey.generate(.p256)
    let certificate = try authority.issue(
      to: key.publicKey, subject: name(office, part), from: office.founded.advanced(bySeconds: -3600),
      until: office.founded.advanced(bySeconds: 10 * 31_557_600), usage: usage)
    return try Identity(certificate: certificate, key: key)
  }

  static func keep(
    _ certificate: Certificate, _ key: PrivateKey, _ name: String, in folder: String, passphrase: [UInt8]?
  ) throws(HeadOfficeError) {
    let secret = try sealed(Array(key.pem.utf8), name, passphrase)
    try FolderState.files { () throws(FileFailure) in
      try Files.makeFolder("\(folder)/keys", mode: 0o700)
      try Files.write(Array(certificate.pem.utf8), to: "\(folder)/keys/\(name).pem")
      try Files.write(secret, to: "\(folder)/keys/\(name).key", mode: 0o600)
    }
  }

  private static func sealed(_ pem: [UInt8], _ name: String, _ passphrase: [UInt8]?) throws(HeadOfficeError) -> [UInt8]
  {
    guard let passphrase else { return pem }
    let salt = Random.bytes(saltLength)
    do { return try salt + sealingKey(passphrase, salt).seal(pem, context: "head-office/\(name)") } catch {
      throw .cryptography(error)
    }
  }

  private static func sealingKey(_ passphrase: [UInt8], _ salt: [UInt8]) throws(CryptographyError) -> SealingKey {
    try SealingKey(KeyDerivation.scrypt(secret: passphrase, salt: salt))
  }

  /// Reads what `make` kept.
  init(in folder: String, passphrase: [UInt8]?) throws(HeadOfficeError) {
    var identities: [Identity] = []
    for name in Self.names { identities.append(try Self.identity(name, in: folder, passphrase)) }
    do {
      kiosks = try CertificateAuthority(certificate: identities[0].certificate, key: identities[0].key)
      applicants = try CertificateAuthority(certificate: identities[1].certificate, key: identities[1].key)
    } catch { throw .cryptography(error) }
    (signer, recipient) = (identities[2], identities[3])
  }

  private init(signer: Identity, recipient: Identity, kiosks: CertificateAuthority, applicants: CertificateAuthority) {
    self.signer = signer
    self.recipient = recipient
    self.kiosks = kiosks
    self.applicants = applicants
  }

  static func identity(
    _ name: String, in folder: String, _ passphrase: [UInt8]?
  ) throws(HeadOfficeError) -> Identity {
    let (certificate, kept) = try FolderState.files { () throws(FileFailure) in
      (
        try Files.read("\(folder)/keys/\(name).pem", limit: 1 << 16),
        try Files.read("\(folder)/keys/\(name).key", limit: 1 << 16)
      )
    }
    let pem = try opened(kept, name, passphrase)
    do {
      return try Identity(
        certificate: Certificate(pem: String(decoding: certificate, as: UTF8.self)),
        key: PrivateKey(pem: String(decoding: pem, as: UTF8.self)))
    } catch { throw .cryptography(error) }
  }

  private static func opened(_ kept: [UInt8], _ name: String, _ passphrase: [UInt8]?) throws(HeadOfficeError) -> [UInt8]
  {
    if kept.starts(with: "-----BEGIN".utf8) { return kept }
    guard let passphrase else { throw .passphraseNeeded }
    do {
      let key = try sealingKey(passphrase, Array(kept.prefix(saltLength)))
      return try key.open(Array(kept.dropFirst(saltLength)), context: "head-office/\(name)")
    } catch { throw .wrongPassphrase }
  }
}
