// What outlives a killed process: the card, the journal, the authority, and what head office has answered.
import Cryptography
import Foundation
import Tokens
import VirtualCard
import WrittenSecrets

/// A folder for one operation.
struct Drawer {
  let folder: String

  /// The content of a file; made once, and the same for every process that comes after.
  func kept(_ name: String, made: () throws -> [UInt8]) throws -> [UInt8] {
    if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { return Array(data) }
    let bytes = try made()
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
    return bytes
  }

  func certificate(for request: [UInt8], made: ([UInt8]) throws -> [UInt8]) throws -> [UInt8] {
    try kept(Digest.sha256(request).hex) { try made(request) }
  }

  func key() throws -> PrivateKey { try PrivateKey(der: kept("pair.key") { try PrivateKey.generate(.p256).der }) }

  // MARK: The journal

  private var journalFile: String { "\(folder)/journal" }

  func steps() throws -> [TokenStep] {
    let lines = (FileManager.default.contents(atPath: journalFile) ?? Data()).split(separator: UInt8(ascii: "\n"))
    return try lines.map { try JSONDecoder().decode(TokenStep.self, from: $0) }
  }

  /// Writes a line; it is in the file when this returns.
  func append(_ step: TokenStep) throws {
    if FileManager.default.contents(atPath: journalFile) == nil {
      try Data().write(to: URL(fileURLWithPath: journalFile))
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: journalFile))
    try file.seekToEnd()
    try file.write(contentsOf: JSONEncoder().encode(step) + Data("\n".utf8))
    try file.synchronize()
    try file.close()
  }

  // MARK: The cards

  var cardFile: String { "\(folder)/card.json" }
  /// The holder's old token, where there is one.
  var oldFile: String { "\(folder)/old.json" }
}

extension Desk {
  /// The desk whose authority and PUK lie in a drawer.
  init(_ drawer: Drawer) throws {
    let (root, rootKey) = try Self.makeRoot()
    let certificate = try drawer.kept("authority.cer") { root.der }
    let key = try drawer.kept("authority.key") { rootKey.der }
    authority = try CertificateAuthority(certificate: Certificate(der: certificate), key: PrivateKey(der: key))
    let new = PUK.random()
    puk = try PUK(String(decoding: drawer.kept("puk") { Array(new.text.utf8) }, as: UTF8.self)) ?? new
  }
}
