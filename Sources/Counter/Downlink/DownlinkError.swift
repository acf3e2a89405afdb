// What can be wrong with what head office sends down, and with the secrets that are held against it.
public import Domain

public enum DownlinkError: Error, Hashable {
  // Tables
  case older(kind: String, version: Int, kept: Int)
  case differs(kind: String, version: Int)
  case lapsed(kind: String, Instant)
  /// It is still used, but not for long.
  case lapsing(kind: String, days: Int)
  case unknownKind(String)
  case noTable(kind: String)
  case malformed(kind: String)
  /// Too few people have signed a table; by how many keys it is signed, and how many the trust file asks for.
  case fewSignatures(kind: String, found: Int, needed: Int)
  /// A second signature that does not count.
  case badSignature(record: String)
  /// Head office did not take a record; its outcome and its code.
  case notTaken(record: String, outcome: String, reason: String)

  // 密码卡
  case unknownCard(String)
  case cardOfAnother(String)
  /// Neither the stock nor the table says which order it is for.
  case cardUnassigned(String)
  case wrongCard(String, triesLeft: Int)
  case cardUsedUp(String)
  case cardBurnt(String)
  case noCardNeeded(String)

  // 金融认证
  case noCodeYet(String)
  case codeLapsed(Instant)
  case otherAccount
  case wrongCode(triesLeft: Int)
  case codeUsedUp
  case codeBurnt
  case noAccount(String)

  // 证书解绑
  case noRelease
  case wrongRelease(triesLeft: Int)
  case releaseUsedUp
}
