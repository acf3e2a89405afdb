// The key that opens a store: it lives outside the store and comes in one of three ways.
internal import Cryptography
internal import Files
internal import Glibc

/// Where the store's key comes from.
public enum StoreKey: Sendable {
  /// A systemd credential: the file `certkiosk-store-key` in the folder that `$CREDENTIALS_DIRECTORY` names.
  case credential(folder: String?)
  /// What a person remembers, at least 8 bytes; the key is made from it by scrypt with the store's own salt.
  case passphrase([UInt8])
  /// A plain file of mode 0600, for rehearsals only; creating a store makes the file when it is not there.
  case file(String)

  /// The credential of this process.
  public static var credentialOfProcess: StoreKey {
    .credential(folder: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) })
  }

  static let credentialName = "certkiosk-store-key"
  /// scrypt's N for passphrases; with r = 8 it takes 128 MiB and about half a second.
  static let cost = 1 << 17

  var source: RecordsError.KeySource {
    switch self {
    case .credential: .credential
    case .passphrase: .passphrase
    case .file: .file
    }
  }

  func permitted(for kind: Store.Kind) throws(RecordsError) {
    if case .file = self, kind == .production { throw .plainKey }
  }

  /// Makes the key file of a rehearsal when there is none.
  func prepare() throws(RecordsError) {
    guard case .file(let path) = self, Files.kind(of: path) == nil else { return }
    try onDisk { () throws(FileFailure) in
      try Files.write(Array((Random.bytes(32).hex + "\n").utf8), to: path, mode: 0o600)
    }
  }

  /// The key that opens the root key.
  /// - Parameters:
  ///   - salt: the store's; nil when the store was not made for a passphrase.
  ///   - cost: scrypt's N.
  func sealingKey(salt: [UInt8]?, cost: Int) throws(RecordsError) -> SealingKey {
    let secret: [UInt8]
    switch self {
    case .credential(let folder):
      guard let folder else { throw .keyMissing(.credential) }
      secret = try key(in: "\(folder)/\(Self.credentialName)")
    case .file(let path):
      try refuseExposed(path)
      secret = try key(in: path)
    case .passphrase(let words):
      guard words.count >= 8 else { throw .keyMalformed(.passphrase) }
      guard let salt else { throw .wrongKey }
      secret = try sealing("passphrase") { () throws(CryptographyError) in
        try KeyDerivation.scrypt(secret: words, salt: salt, n: cost)
      }
    }
    return try sealing("store key") { () throws(CryptographyError) in try SealingKey(secret) }
  }

  private func key(in path: String) throws(RecordsError) -> [UInt8] {
    guard Files.kind(of: path) != nil else { throw .keyMissing(source) }
    let bytes = try onDisk { () throws(FileFailure) in try Files.read(path, limit: 4096) }
    if bytes.count == 32 { return bytes }
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    guard let key = [UInt8](hex: text), key.count == 32 else { throw .keyMalformed(source) }
    return key
  }

  private func refuseExposed(_ path: String) throws(RecordsError) {
    var status = stat()
    if stat(path, &status) == 0 && status.st_mode & 0o077 != 0 { throw .keyExposed(path: path) }
  }
}

/// Runs file work, told as the store's failure.
func onDisk<T>(_ work: () throws(FileFailure) -> T) throws(RecordsError) -> T {
  do throws(FileFailure) { return try work() } catch {
    if error.code == ENOSPC { throw .full }
    throw .file(error)
  }
}

/// Runs cryptographic work; what does not open is a broken cell.
func sealing<T>(_ cell: String, _ work: () throws(CryptographyError) -> T) throws(RecordsError) -> T {
  do throws(CryptographyError) { return try work() } catch { throw .broken(cell: cell) }
}
