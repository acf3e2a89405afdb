// 金融认证: the account goes up, 0.01 yuan goes to it with a code in the remark, and what is kept of the code comes down.
public import Domain

/// Asks head office to transfer 0.01 yuan, which is never the applicant's money.
public struct BankProofRequestPayload: BundlePayload, Hashable {
  public static let kind = "bank-proof-request"

  public var order: String
  /// Counts an order's requests from 1; a corrected account asks anew.
  public var round: Int
  public var accountName: String
  public var bank: String
  public var account: String

  public init(order: String, round: Int, accountName: String, bank: String, account: String) {
    self.order = order
    self.round = round
    self.accountName = accountName
    self.bank = bank
    self.account = account
  }

  /// The record's id: the same request is the same record.
  public static func record(_ order: String, round: Int) -> String { "bank-proof-\(order)-\(round)" }
}

/// The code that travels in the remark, as a digest. A later one makes every earlier one of its order void.
public struct BankProofPayload: BundlePayload, Hashable {
  public static let kind = "bank-proof"

  public var order: String
  /// The request it answers.
  public var round: Int
  /// Counts the codes of an order from 1; only the highest counts.
  public var version: Int
  public var code: SaltedSecret
  /// Of the account's number, under the code's salt: whoever corrected the account since waits for another code.
  public var account: KeyedDigest
  public var expires: Instant

  public init(order: String, round: Int, version: Int, code: SaltedSecret, account: String, expires: Instant) {
    self.order = order
    self.round = round
    self.version = version
    self.code = code
    self.account = KeyedDigest(account, key: code.salt)
    self.expires = expires
  }

  /// Whether the 0.01 yuan went to this account.
  public func wentTo(_ account: String) -> Bool { KeyedDigest(account, key: code.salt) == self.account }
}
