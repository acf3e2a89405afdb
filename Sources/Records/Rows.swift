// What the store keeps, as values: rows of the journal, orders, people and bundles.
public import Domain

/// A row of the journal. Once the order is shredded the payload is empty.
public struct JournalEntry: Hashable, Sendable {
  /// Counts from 1 without gaps.
  public let sequence: Int
  public let instant: Instant
  public let person: PersonID?
  public let order: OrderNumber?
  /// A clear word, such as an event's name.
  public let kind: String
  public let payload: [UInt8]
}

/// A row of the journal to be written. The payload is sealed; the kind is not.
public struct NewEntry: Hashable, Sendable {
  public var instant: Instant
  public var person: PersonID?
  public var order: OrderNumber?
  public var kind: String
  public var payload: [UInt8]

  public init(at instant: Instant, by person: PersonID?, order: OrderNumber? = nil, kind: String, payload: [UInt8]) {
    self.instant = instant
    self.person = person
    self.order = order
    self.kind = kind
    self.payload = payload
  }
}

/// An order as the store keeps it. Everything but the body can be read by whoever has the file.
public struct OrderRow: Hashable, Sendable {
  public var number: OrderNumber
  /// The application's number, once in a store.
  public var application: String
  public var service: String
  public var businessType: String
  /// The state's word, such as `待审核`.
  public var state: String
  /// Counts from 1; a change names the version it is based on.
  public var version: Int
  /// The steps that can be taken now, by their words.
  public var open: [String]
  /// What stands for the order on its pages.
  public var reference: String
  public var updated: Instant
  /// The order itself, sealed at rest; empty once the order is shredded.
  public var body: [UInt8]

  /// Whether the order's data key was destroyed, so that nothing of it can be read any more.
  public var isShredded: Bool { body.isEmpty }

  public init(
    number: OrderNumber, application: String, service: String, businessType: String, state: String, version: Int,
    open: [String] = [], reference: String, updated: Instant, body: [UInt8]
  ) {
    self.number = number
    self.application = application
    self.service = service
    self.businessType = businessType
    self.state = state
    self.version = version
    self.open = open
    self.reference = reference
    self.updated = updated
    self.body = body
  }
}

/// A value by which an order is found again, such as a credit code. Only its keyed digest is stored.
public struct Lookup: Hashable, Sendable {
  /// Such as `credit-code` or `phone`.
  public var kind: String
  public var value: String

  public init(kind: String, value: String) {
    self.kind = kind
    self.value = value
  }
}

extension Lookup {
  /// What a name is found by, whole or in part: every two characters that follow one another.
  public static func fragments(of name: String) -> [Lookup] {
    Set(zip(name, name.dropFirst()).map { "\($0)\($1)" }).sorted().map { Lookup(kind: "name", value: $0) }
  }
}

/// Which orders a list shows; what is nil does not matter.
public struct OrderFilter: Hashable, Sendable {
  public var service: String?
  /// Business types by their ids, one of them; empty for all.
  public var businessTypes: [String]
  public var state: String?
  /// The word of a step that can be taken now.
  public var open: String?
  /// States that are left out.
  public var without: [String]
  /// Only numbers that come after this one.
  public var after: OrderNumber?
  /// Values that the order was stored with, all of them.
  public var lookups: [Lookup]

  public init(
    service: String? = nil, businessTypes: [String] = [], state: String? = nil, open: String? = nil,
    without: [String] = [], lookups: [Lookup] = []
  ) {
    self.service = service
    self.businessTypes = businessTypes
    self.state = state
    self.open = open
    self.without = without
    self.lookups = lookups
  }
}

/// The name of a sealed attachment: 40 hexadecimal digits.
public struct ObjectID: Hashable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  /// Nil when the text is no such name.
  public init?(_ text: String) {
    guard text.utf8.count == 40, text.allSatisfy(\.isHexDigit) else { return nil }
    self.text = text
  }

  public var description: String { text }
}

/// A person as the store knows them.
public struct PersonRow: Hashable, Sendable {
  public let id: PersonID
  public let name: String
  public let roles: Set<Role>
  public let triesLeft: Int
  public let disabled: Bool
  public let enrolled: Instant
}

/// A bundle that left or came in.
public struct BundleRow: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable { case up, down }

  public var direction: Direction
  public var sequence: Int
  public var digest: [UInt8]
  public var path: String
  public var instant: Instant
  /// The ids of its records.
  public var records: [String]

  public init(
    _ direction: Direction, sequence: Int, digest: [UInt8], path: String, instant: Instant, records: [String]
  ) {
    self.direction = direction
    self.sequence = sequence
    self.digest = digest
    self.path = path
    self.instant = instant
    self.records = records
  }
}

/// What one transaction writes: all of it or nothing.
public struct Change: Hashable, Sendable {
  public var entries: [NewEntry]
  /// Each with a version one above the stored one; 1 for a new order.
  public var orders: [OrderRow]
  public var lookups: [OrderNumber: [Lookup]]
  public var settings: [Setting]
  public var bundles: [BundleRow]
  public var ledgers = LedgerChange()
  /// Secrets that what is written uses up.
  public var burnt: [SecretName]

  public init(
    entries: [NewEntry] = [], orders: [OrderRow] = [], lookups: [OrderNumber: [Lookup]] = [:],
    settings: [Setting] = [], bundles: [BundleRow] = [], burnt: [SecretName] = []
  ) {
    self.entries = entries
    self.orders = orders
    self.lookups = lookups
    self.settings = settings
    self.bundles = bundles
    self.burnt = burnt
  }
}

/// A named value of the store. Secret ones are sealed, such as the kiosk's private key.
public struct Setting: Hashable, Sendable {
  public var name: String
  public var value: [UInt8]
  public var secret: Bool

  public init(_ name: String, _ value: [UInt8], secret: Bool) {
    self.name = name
    self.value = value
    self.secret = secret
  }
}
