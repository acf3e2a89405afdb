// Looking things up in head office's tables: bank branches by keyword, certificates and release codes by organisation.
internal import Bundles
public import Domain
internal import FoundationEssentials
public import Records

extension Desk {
  /// A bank branch as the table has it.
  public struct Branch: Hashable, Sendable {
    /// 联行号, twelve digits.
    public let code: String
    public let name: String
  }

  /// The branches whose names hold every word, such as `工商 花园路`, or whose code begins with it.
  /// - Throws: `noTable` where none has come down yet.
  public func branches(holding words: [String], limit: Int = .max) throws -> [Branch] {
    guard let table = try table(BankBranchesPayload.self) else {
      throw DownlinkError.noTable(kind: BankBranchesPayload.kind)
    }
    let wanted = words.flatMap { Self.plain($0).split(separator: " ").map(String.init) }
    var found: [Branch] = []
    for branch in table.branches where found.count < limit {
      let name = Self.plain(branch.name)
      guard wanted.allSatisfy({ name.contains($0) || branch.code.hasPrefix($0) }) else { continue }
      found.append(Branch(code: branch.code, name: branch.name))
    }
    return found
  }

  /// Full-width letters as plain ones, in lower case.
  private static func plain(_ text: String) -> String { text.plainASCII.lowercased() }

  /// A certificate that head office knows of.
  public struct KnownCertificate: Hashable, Sendable {
    /// Big-endian hexadecimal digits, lower case, without zeros in front.
    public let serial: String
    public let notAfter: Instant
    public let isRevoked: Bool
    /// The version of the list that names it.
    public let list: Int
  }

  /// What head office's list knows of an organisation; empty too where no list has come down.
  public func certificatesOnList(of creditCode: String) throws -> [KnownCertificate] {
    guard let table = try table(CertificateListPayload.self) else { return [] }
    let organisation = KeyedDigest(creditCode, key: table.key)
    return table.certificates.filter { $0.organisation == organisation }.map {
      KnownCertificate(serial: $0.serial, notAfter: $0.notAfter, isRevoked: $0.isRevoked, list: table.heading.version)
    }
  }

  /// Whether a release code was issued to an organisation and not used yet.
  func hasReleaseCode(_ creditCode: String) throws -> Bool {
    guard let table = try table(ReleaseCodesPayload.self) else { return false }
    let organisation = KeyedDigest(creditCode, key: table.key)
    return try table.codes.contains {
      try $0.organisation == organisation && !store.isBurnt(SecretName(kind: ReleaseCodesPayload.kind, name: $0.id))
    }
  }

  /// How often each release code may be tried.
  private static let releaseTries = 5

  /// Holds what an organisation got by its second channel against the codes that were issued to it. A try is spent on
  /// every one of them before anything is compared.
  /// - Returns: what must be burnt in the transaction that the release serves.
  public func releaseCode(_ typed: [UInt8], of creditCode: String) throws -> SecretName {
    guard let table = try table(ReleaseCodesPayload.self) else { throw DownlinkError.noRelease }
    let organisation = KeyedDigest(creditCode, key: table.key)
    var left: Int?
    var mayBe: [(ReleaseCodesPayload.Code, SecretName)] = []
    for code in table.codes where code.organisation == organisation {
      let name = SecretName(kind: ReleaseCodesPayload.kind, name: code.id)
      switch try store.spendTry(of: name, limit: Self.releaseTries) {
      case .burnt: continue
      case .usedUp: left = left ?? 0
      case .spent(let rest):
        left = max(left ?? 0, rest)
        mayBe.append((code, name))
      }
    }
    guard let left else { throw DownlinkError.noRelease }
    for (code, name) in mayBe {
      if try code.secret.accepts(typed) { return name }
    }
    throw left == 0 ? DownlinkError.releaseUsedUp : DownlinkError.wrongRelease(triesLeft: left)
  }
}
