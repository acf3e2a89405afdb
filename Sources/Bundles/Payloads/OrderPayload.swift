// A completed order as head office keeps it.
public import Domain

public struct OrderPayload: BundlePayload, Hashable {
  public static let kind = "order"

  /// A file that belongs to the order, by name and content.
  public struct Document: Codable, Hashable, Sendable {
    public var name: String
    /// In hexadecimal.
    public var sha256: String

    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// A seal that was cut out of the order's papers; the picture travels as a record of its own.
  public struct Seal: Codable, Hashable, Sendable {
    /// Of its box, such as `capture.unit`.
    public var name: String
    /// Of the service's seals.
    public var sealClass: String
    public var copy: Int
    /// Of the transparent PNG, in hexadecimal.
    public var sha256: String
    /// Of the seal's outer edge, in micrometres.
    public var width: Int
    public var height: Int
    /// Of the whole picture, in millimetres, as SES_ESPictureInfo wants them.
    public var pictureWidth: Int
    public var pictureHeight: Int

    public init(
      name: String, sealClass: String, copy: Int, sha256: String, width: Int, height: Int, pictureWidth: Int,
      pictureHeight: Int
    ) {
      self.name = name
      self.sealClass = sealClass
      self.copy = copy
      self.sha256 = sha256
      self.width = width
      self.height = height
      self.pictureWidth = pictureWidth
      self.pictureHeight = pictureHeight
    }

    /// The id of the record with the picture.
    public func record(of order: String) -> String { "paper-\(order)-\(sha256.prefix(16))" }
  }

  public struct Payment: Codable, Hashable, Sendable {
    public var method: String
    public var amountFen: Int
    public var reference: String?
    public var received: Instant
    /// The id of the person who took it.
    public var person: String

    public init(method: String, amountFen: Int, reference: String?, received: Instant, person: String) {
      self.method = method
      self.amountFen = amountFen
      self.reference = reference
      self.received = received
      self.person = person
    }
  }

  /// One step of the order's life.
  public struct Step: Codable, Hashable, Sendable {
    public var at: Instant
    public var event: String
    /// The id of whoever did it.
    public var person: String

    public init(at: Instant, event: String, person: String) {
      self.at = at
      self.event = event
      self.person = person
    }
  }

  /// Someone who had a part in the order.
  public struct Participant: Codable, Hashable, Sendable {
    public var id: String
    public var roles: [String]

    public init(id: String, roles: [String]) {
      self.id = id
      self.roles = roles
    }
  }

  public var number: String
  public var service: String
  public var businessType: String
  /// The order's own revision, which its papers carry.
  public var revision: Int
  /// Each axis of the order's state, such as `payment: settled`.
  public var states: [String: String]
  /// The application's values by field id.
  public var application: [String: String]
  public var documents: [Document]
  public var tokenSerial: String?
  public var certificateSerial: String?
  public var payments: [Payment]
  public var history: [Step]
  public var people: [Participant]
  /// Nil for none.
  public var seals: [Seal]?

  public init(
    number: String, service: String, businessType: String, revision: Int, states: [String: String],
    application: [String: String], documents: [Document], tokenSerial: String?, certificateSerial: String?,
    payments: [Payment], history: [Step], people: [Participant], seals: [Seal]? = nil
  ) {
    self.number = number
    self.service = service
    self.businessType = businessType
    self.revision = revision
    self.states = states
    self.application = application
    self.documents = documents
    self.tokenSerial = tokenSerial
    self.certificateSerial = certificateSerial
    self.payments = payments
    self.history = history
    self.people = people
    self.seals = seals
  }
}
