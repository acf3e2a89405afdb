// What head office decides about an order and sends for it: its price, its review, the bank's code, the cipher card.

/// What can happen between an order and head office before the order is complete.
public enum HeadOfficeEvent: Hashable, Sendable, Codable {
  /// The price list that held when the order was registered.
  case priced(Prices)
  /// What was handed in left for head office's review; `digest` names exactly that content.
  case applicationSent(submission: Int, digest: String)
  case decided(Decision)
  /// A code for 金融认证 came down; every earlier one is void.
  case proofReceived(round: Int, version: Int)
  /// What was brought was not the code.
  case proofRefused(version: Int, triesLeft: Int)
  /// Another 0.01 yuan is asked for, to the account named or to the same one.
  case proofAskedAgain(BankAccount?)
  /// The password of a cipher card was right; the card is used up.
  case cardOpened(serial: String)
  /// What was typed was not the card's password.
  case cardRefused(serial: String, triesLeft: Int)
}

/// Prices as an order was registered with them.
public struct Prices: Hashable, Sendable, Codable {
  /// A line of the list that is for the order's business type; words as in a pack's `fees`.
  public struct Line: Hashable, Sendable, Codable {
    public let title: String
    public let fen: Int
    public let per: String
    public let field: FieldID?
    public let values: [String]
    public let negated: Bool

    public init(title: String, fen: Int, per: String, field: FieldID?, values: [String], negated: Bool) {
      self.title = title
      self.fen = fen
      self.per = per
      self.field = field
      self.values = values
      self.negated = negated
    }
  }

  public let version: Int
  public let lines: [Line]

  public init(version: Int, lines: [Line]) {
    self.version = version
    self.lines = lines
  }
}

/// Head office's review of one content of one revision.
public struct Decision: Hashable, Sendable, Codable {
  public let revision: Int
  public let submission: Int
  public let digest: String
  /// What is sent back; empty where approved.
  public let rejected: [Rejection]

  public init(revision: Int, submission: Int, digest: String, rejected: [Rejection]) {
    self.revision = revision
    self.submission = submission
    self.digest = digest
    self.rejected = rejected
  }
}

/// An organisation's 基本户.
public struct BankAccount: Hashable, Sendable, Codable {
  public let name: String
  public let bank: String
  public let account: String

  public init(name: String, bank: String, account: String) {
    self.name = name
    self.bank = bank
    self.account = account
  }
}

/// How far an order and head office have come with one another.
public struct HeadOfficeLine: Hashable, Sendable, Codable {
  public internal(set) var prices: Prices?
  /// How often the order was handed in.
  public internal(set) var submissions = 0
  /// The digest of what left for review, while nothing was decided about it.
  public internal(set) var awaitedDecision: String?
  /// Counts the transfers asked for, from 1.
  public internal(set) var proofRound = 1
  /// The latest code's version and the round it answers.
  public internal(set) var proofVersion: Int?
  public internal(set) var answeredRound: Int?
  /// The account after a correction; nil while that of the application holds.
  public internal(set) var account: BankAccount?
  /// Serial numbers of the cards that were opened.
  public internal(set) var cards: [String] = []
}

/// What a pack leaves to head office.
public struct HeadOfficeRules: Hashable, Sendable {
  public enum ReviewPlace: String, Hashable, Sendable, CaseIterable {
    case counter
    case headOffice = "head-office"
  }

  public let review: ReviewPlace
  /// Kinds of payment that ask for 金融认证; nil when every one does.
  public let proven: Set<PaymentEntry.Kind>?
  /// Whether each token is released by a cipher card.
  public let cipherCard: Bool

  public init(review: ReviewPlace = .counter, proven: Set<PaymentEntry.Kind>? = nil, cipherCard: Bool = false) {
    self.review = review
    self.proven = proven
    self.cipherCard = cipherCard
  }
}

extension Person {
  /// A reviewer at head office, whose word came signed in a bundle. No person of a counter has such an id.
  public static func headOffice(_ reviewer: String) -> Person { Person(id: "HQ/\(reviewer)", roles: [.reviewer]) }

  var isHeadOffice: Bool { id.hasPrefix("HQ/") }
}
