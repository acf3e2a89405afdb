// A release of the forms: every file's digest and every service's edition, signed by whoever answers for them.
internal import Cryptography
internal import Domain
internal import Files
internal import FoundationEssentials
internal import Services

/// What is signed. It stands in `release.json` beside the services' folders, its signature in `release.sig`.
///
/// Stock OpenSSL checks it too: `openssl pkeyutl -verify -pubin -inkey signer.pem -rawin -in release.json -sigfile
/// release.sig`.
public struct FormsRelease: Hashable, Sendable, Codable {
  /// Counts up with every release that is given out.
  public let release: Int
  /// The editions of the services by their folders.
  public let editions: [String: Int]
  /// SHA-256 in hexadecimal by path below the folder.
  let files: [String: String]
  let format: String

  static let name = "release.json"
  static let signatureName = "release.sig"
  private static let format1 = "certkiosk forms 1"
  private static let largest = 16 << 20

  init(release: Int, editions: [String: Int], files: [String: String]) {
    (self.release, self.editions, self.files) = (release, editions, files)
    format = Self.format1
  }

  /// Reads a folder's release, once its signature holds under a key.
  /// - Returns: the release and the digest by which the store remembers it.
  static func read(_ folder: String, under key: PublicKey) throws -> (release: FormsRelease, digest: String) {
    guard Files.kind(of: "\(folder)/\(name)") == .file, Files.kind(of: "\(folder)/\(signatureName)") == .file else {
      throw ReleaseFault.unsigned
    }
    let bytes = try Files.readWithoutLinks("\(folder)/\(name)", limit: largest)
    let signature = try Files.readWithoutLinks("\(folder)/\(signatureName)", limit: 4096)
    guard key.verify(signature, of: bytes) else { throw ReleaseFault.wrongSignature }
    guard let release = try? JSONDecoder().decode(FormsRelease.self, from: Data(bytes)), release.format == format1
    else {
      throw ReleaseFault.malformed
    }
    return (release, Digest.sha256(bytes).hex)
  }

  /// - Throws: the first file, by name, that is not as it was signed.
  func check(_ folder: String) throws {
    let found = try Self.files(in: folder)
    for path in Set(files.keys).union(found.keys).sorted() where files[path] != found[path] {
      if found[path] == nil { throw ReleaseFault.missing(path) }
      throw files[path] == nil ? ReleaseFault.foreign(path) : ReleaseFault.changed(path)
    }
  }

  /// Every file below a folder but the release itself. A link could lead anywhere and is refused.
  static func files(in folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    func walk(_ below: String) throws {
      for name in try Files.names(in: "\(folder)/\(below)") {
        let path = below.isEmpty ? name : "\(below)/\(name)"
        switch Files.kindWithoutLinks(of: "\(folder)/\(path)") {
        case .folder: try walk(path)
        case .file where path == self.name || path == signatureName: continue
        case .file:
          found[path] = Digest.sha256(try Files.readWithoutLinks("\(folder)/\(path)", limit: largest)).hex
        default: throw ReleaseFault.foreign(path)
        }
      }
    }
    try walk("")
    return found
  }
}

extension FormsRelease {
  /// Signs a folder as it is.
  /// - Parameter key: the signer's private key, a PEM file with an Ed25519 key.
  /// - Throws: what is wrong with the forms; a service that changed and kept its edition.
  public static func sign(_ folder: String, key file: String) throws -> FormsRelease {
    let packs = try Packs.load(from: folder)
    let text = String(decoding: try Files.read(file, limit: 1 << 16), as: UTF8.self)
    guard let key = try? PrivateKey(pem: text), key.algorithm == .ed25519 else {
      throw ReleaseFault.noKey(Files.name(of: file))
    }
    let last = try? read(folder, under: key.publicKey).release
    let files = try files(in: folder)
    let editions = Dictionary(packs.packs.map { ($0.id, $0.edition) }) { first, _ in first }
    if let last, last.files == files { return last }
    for (service, edition) in editions.sorted(by: { $0.key < $1.key }) {
      guard let before = last?.editions[service] else { continue }
      let path = "\(service)/service.yaml"
      if edition < before { throw ReleaseFault.rolledBack(service, edition, known: before) }
      if edition == before, last?.files[path] != files[path] { throw ReleaseFault.editionKept(service, edition) }
    }
    let release = FormsRelease(release: (last?.release ?? 0) + 1, editions: editions, files: files)
    let bytes = try Desk.bytes(release)
    // Without the signature the new release is refused, never half believed.
    try Files.write(bytes, to: "\(folder)/\(name)")
    try Files.write(key.sign(bytes), to: "\(folder)/\(signatureName)")
    return release
  }

  /// A new signer's key: the private half for its owner alone, the public half for every kiosk.
  public static func makeKey(private file: String, public open: String) throws {
    let key = try PrivateKey.generate(.ed25519)
    try Files.writeNew(Array(key.pem.utf8), to: file, mode: 0o600)
    try Files.write(Array(key.publicKey.pem.utf8), to: open)
  }

  /// Checks a folder under a public key, without any store.
  public static func verify(_ folder: String, key file: String) throws -> FormsRelease {
    let (release, _) = try read(folder, under: publicKey(file))
    try release.check(folder)
    return release
  }

  static func publicKey(_ file: String) throws -> PublicKey {
    let text = String(decoding: try Files.read(file, limit: 1 << 16), as: UTF8.self)
    let keys = PEM.blocks(in: text, label: "PUBLIC KEY").compactMap { try? PublicKey(spki: $0) }
    guard keys.count == 1, let key = keys.first, key.algorithm == .ed25519 else {
      throw ReleaseFault.noKey(Files.name(of: file))
    }
    return key
  }
}
