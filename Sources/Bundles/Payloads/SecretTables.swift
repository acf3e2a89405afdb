// Tables with secrets that release something once: 密码卡 for a certificate, one-time codes for 证书解绑.

/// The cipher cards that a kiosk may hand out.
public struct CipherCardsPayload: DownlinkTable, Hashable {
  public static let kind = "cipher-cards"

  public struct Card: Codable, Hashable, Sendable {
    /// As printed on the card.
    public var serial: String
    /// Of the password under the scratch field.
    public var password: SaltedSecret
    /// The number of the order it was made for; nil for a card from stock.
    public var order: String?

    public init(serial: String, password: SaltedSecret, order: String? = nil) {
      self.serial = serial
      self.password = password
      self.order = order
    }
  }

  public var heading: TableHeading
  public var cards: [Card]

  public init(heading: TableHeading, cards: [Card]) {
    self.heading = heading
    self.cards = cards
  }
}

/// One-time codes that head office sent to organisations by a second channel, such as their e-mail on file.
public struct ReleaseCodesPayload: DownlinkTable, Hashable {
  public static let kind = "release-codes"

  public struct Code: Codable, Hashable, Sendable {
    /// Minted once; names the code where tries are counted.
    public var id: String
    /// Of the 统一社会信用代码, under the table's key.
    public var organisation: KeyedDigest
    public var secret: SaltedSecret

    public init(id: String, organisation: KeyedDigest, secret: SaltedSecret) {
      self.id = id
      self.organisation = organisation
      self.secret = secret
    }
  }

  public var heading: TableHeading
  public var key: Base64Bytes
  public var codes: [Code]

  public init(heading: TableHeading, key: Base64Bytes, codes: [Code]) {
    self.heading = heading
    self.key = key
    self.codes = codes
  }
}
