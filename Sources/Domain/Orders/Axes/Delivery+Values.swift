// An order's values as labels and receipts show them: with the address that holds now.

extension Order {
  /// The application's values, and over them what was chosen for the delivery since.
  public var deliveredValues: [FieldID: String] {
    guard let chosen = delivery.chosen else { return application.values }
    var values = application.values
    values["delivery.method"] = chosen.method.rawValue
    values["delivery.recipient"] = chosen.recipient
    values["delivery.phone"] = chosen.phone
    values["delivery.address"] = chosen.address
    return values
  }
}
