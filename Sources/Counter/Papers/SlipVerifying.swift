// slip verify: whether a slip's code was made by a kiosk that is trusted, and what it says; needs nothing but public keys.
internal import Cryptography
public import Domain
internal import Files
public import Services

/// Why a slip is not believed.
public enum SlipFault: Explained, Hashable {
  case notASlip
  /// The key that signed is none of those given.
  case otherKey(String)
  /// The signature does not hold: a letter of the code was changed.
  case altered
  case noKey(String)

  public static let specimens: [SlipFault] = [.notASlip, .otherKey("7ZQ3K1MA"), .altered, .noKey("slip-key.pem")]

  public var explanation: Explanation {
    switch self {
    case .notASlip:
      Explanation(
        "N66", "这不是本系统的签名码，或者不完整", remedy: "请重新扫描纸件右上角的二维码；仍然如此的，该纸件不能采信。",
        english: "this is no slip's code, or not all of it",
        remedy: "Scan the code at the top right again; if nothing changes, do not trust the slip.")
    case .otherKey(let key):
      Explanation(
        "N67", "签名密钥 \(key) 不在所给的公钥之中，不能核验", remedy: "请向出具纸件的柜台索取公钥（slip key）。",
        english: "the slip was signed under key \(key), which is none of those given",
        remedy: "Ask the kiosk that issued it for its public key (slip key).")
    case .altered:
      Explanation(
        "N68", "签名不符：该纸件的内容被改动过，不能采信", remedy: "请以柜台的记录为准，并报告主管。",
        english: "the signature does not hold: the slip was altered", remedy: "Go by the kiosk's records and report it."
      )
    case .noKey(let file):
      Explanation(
        "N69", "\(file) 里没有 Ed25519 公钥", remedy: "请使用 slip key 导出的文件。", english: "\(file) holds no Ed25519 public key",
        remedy: "Use the file that slip key wrote.")
    }
  }
}

/// Checks slips.
public struct SlipVerifier: Sendable {
  private let keys: [String: PublicKey]

  /// - Parameter files: PEM files, each with one or more public keys.
  public init(keyFiles files: [String]) throws {
    var keys: [String: PublicKey] = [:]
    for file in files {
      let text = String(decoding: try Files.read(file, limit: 1 << 20), as: UTF8.self)
      let found = PEM.blocks(in: text, label: "PUBLIC KEY").compactMap { try? PublicKey(spki: $0) }
        .filter { $0.algorithm == .ed25519 }
      guard !found.isEmpty else { throw SlipFault.noKey(Files.name(of: file)) }
      for key in found { keys[SlipCode.keyID(spkiDigest: Digest.sha256(key.spki))] = key }
    }
    self.keys = keys
  }

  /// What the code says, once its signature holds.
  public func verify(_ text: String) throws(SlipFault) -> SlipCode {
    guard let code = SlipCode(text) else { throw .notASlip }
    guard let key = keys[code.key] else { throw .otherKey(code.key) }
    guard key.verify(code.signature, of: code.message) else { throw .altered }
    return code
  }
}

extension Packs {
  /// The paper that a slip's code speaks of, with the labels of what it proves; nil where the forms do not know it.
  public func slip(_ code: SlipCode, forms: String) -> (title: String, service: String, labels: [String])? {
    guard let pack = pack(coded: code.service) else { return nil }
    let definitions = papers(of: pack, forms: forms).lazy.compactMap { id in
      try? self.definition(id, of: pack, forms: forms)
    }
    guard let definition = definitions.first(where: { $0.kind == .slip && $0.code == code.document }) else {
      return nil
    }
    return (definition.title, pack.title, definition.proofLabels)
  }
}
