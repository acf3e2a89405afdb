// How what was made reaches the applicant: over the counter against a signature, or by post against a waybill.

/// Where an order's things go.
public struct Destination: Hashable, Sendable, Codable {
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    case collected = "现场领取"
    case posted = "邮寄"
  }

  public let method: Method
  public let recipient: String?
  public let phone: String?
  public let address: String?

  public init(_ method: Method, recipient: String? = nil, phone: String? = nil, address: String? = nil) {
    self.method = method
    self.recipient = recipient
    self.phone = phone
    self.address = address
  }

  /// What an application asks for; who says nothing collects, and who names nobody comes in person.
  public init(values: [FieldID: String]) {
    self.init(
      values["delivery.method"].flatMap(Method.init) ?? .collected,
      recipient: values["delivery.recipient"] ?? values["agent.name"], phone: values["delivery.phone"],
      address: values["delivery.address"])
  }

  /// What a parcel still lacks, in a clerk's words.
  var lacking: [String] {
    guard method == .posted else { return [] }
    let parts = [("收件人姓名", recipient), ("收件人联系电话", phone), ("邮寄地址", address)]
    return parts.filter { $0.1?.isEmpty ?? true }.map(\.0)
  }
}

/// A parcel on its way.
public struct Shipment: Hashable, Sendable, Codable {
  public enum Content: String, Hashable, Sendable, Codable { case goods, invoice }

  public let content: Content
  public let courier: String
  public let waybill: String
  public let items: [String]

  public init(_ content: Content, courier: String, waybill: String, items: [String]) {
    self.content = content
    self.courier = courier
    self.waybill = waybill
    self.items = items
  }

  /// Six to thirty letters, digits and hyphens.
  var isWellFormed: Bool {
    !courier.isEmpty && (6...30).contains(waybill.utf8.count)
      && waybill.utf8.allSatisfy { byte in
        let letter = Character(Unicode.Scalar(byte))
        return letter == "-" || letter.isASCII && (letter.isLetter || letter.isNumber)
      }
  }
}

/// What can happen on the way to the applicant.
public enum DeliveryEvent: Hashable, Sendable, Codable {
  /// The applicant wants it otherwise than the application says.
  case chosen(Destination)
  case shipped(Shipment)
}

/// Where an order's things go and which parcels left.
public struct Delivery: Hashable, Sendable, Codable {
  /// Nil as long as the application's own wish holds.
  public internal(set) var chosen: Destination?
  public internal(set) var shipments: [Shipment] = []
  /// What was signed for at the handover, each item with its number.
  public internal(set) var handed: [String] = []

  public init() {}

  public var goods: Shipment? { shipments.first { $0.content == .goods } }
}

/// What must be handed over, from the service's pack.
public struct DeliveryRules: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    /// Where the number that is handed over with it comes from.
    public enum Serial: String, Hashable, Sendable, CaseIterable {
      /// The token that was made.
      case token
      /// A cipher card that was opened for the order.
      case cipherCard = "cipher-card"
      /// Typed or read off it.
      case typed
      case none
    }

    public let title: String
    public let serial: Serial
    public let count: Int

    public init(_ title: String, serial: Serial, count: Int = 1) {
      self.title = title
      self.serial = serial
      self.count = count
    }
  }

  /// Empty where the pack leaves it to the clerk.
  public let items: [Item]

  public init(items: [Item] = []) { self.items = items }
}

extension Order {
  public var destination: Destination { delivery.chosen ?? Destination(values: application.values) }

  /// The delivery's part in what may happen: handing over needs every item, and by post a waybill.
  func permitDelivery(_ event: Event, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    do throws(DeliveryRefusal) {
      switch event {
      case .handedOver(let items):
        if destination.method == .posted, delivery.goods == nil { throw .noWaybill }
        _ = try complete(items, under: rules)
      case .delivery(.chosen(let destination)):
        guard !handedOver, delivery.goods == nil else { throw .tooLate }
        guard destination.lacking.isEmpty else { throw .addressIncomplete(destination.lacking) }
      case .delivery(.shipped(let shipment)): try permit(shipment, under: rules)
      default: return
      }
    } catch { throw .delivery(error) }
    if case .delivery = event, !person.roles.contains(.clerk) { throw .role(.handover) }
  }

  private func permit(_ shipment: Shipment, under rules: OrderRules) throws(DeliveryRefusal) {
    guard shipment.isWellFormed else { throw .malformedWaybill }
    guard !shipments(holdWaybill: shipment.waybill) else { throw .waybillTwice }
    let done = done(under: rules)
    switch shipment.content {
    case .invoice:
      guard done.contains(.payment) else { throw .invoiceTooEarly }
      try permitInvoices(shipment.items)
    case .goods:
      guard delivery.goods == nil, !handedOver else { throw .tooLate }
      guard destination.method == .posted else { throw .collected }
      guard destination.lacking.isEmpty else { throw .addressIncomplete(destination.lacking) }
      guard rules.flow.missing(before: .handover, done: done).isEmpty, !isSealDue else { throw .notMade }
      _ = try complete(shipment.items, under: rules)
    }
  }

  /// The items of this order as they are handed over, each with its number.
  public func complete(_ items: [String], under rules: OrderRules) throws(DeliveryRefusal) -> [String] {
    try rules.delivery.complete(items, tokens: finished.map(\.production.token), cards: headOffice.cards)
  }

  private func shipments(holdWaybill waybill: String) -> Bool { delivery.shipments.contains { $0.waybill == waybill } }

  mutating func apply(_ event: DeliveryEvent) {
    switch event {
    case .chosen(let destination): delivery.chosen = destination
    case .shipped(let shipment): delivery.shipments.append(shipment)
    }
  }
}

extension DeliveryEvent {
  public var title: String {
    switch self {
    case .chosen(let destination): "领取方式：\(destination.method.rawValue)"
    case .shipped(let shipment): "寄出\(shipment.content == .invoice ? "发票" : "")：\(shipment.courier) \(shipment.waybill)"
    }
  }
}
