// What a person got wrong about an order: a number that it does not have, a step that it has taken before. Codes N10 to
// N19, N25 to N29.
public import Domain

public enum OrderMistake: Explained, Hashable {
  /// How a payment's entry stands, where something else was wanted of it.
  public enum Standing: String, Hashable, Sendable {
    case waiting, disputed, reversed
  }

  /// The order has no payment of this number; those it has.
  case noEntry(String, known: [String])
  /// Only a payment that counts can be corrected.
  case uncounted(String, Standing)
  /// No correction of this number waits; those that do.
  case noCorrection(String, waiting: [String])
  case handedOver(String)
  case submitted(String)
  /// The order can have no paper of this name.
  case noPaper(String, order: String)
  /// What the paper says has not happened yet.
  case paperTooEarly(String, before: Step)
  /// What the paper tells does not hold for the order: nothing was sent back, nothing was converted.
  case paperUntrue(String)
  /// A slip speaks for the counter, and is never made empty.
  case noBlank(String)
  /// The application's number is another application's here.
  case registeredOtherwise(application: String, order: String)
  /// A payment of the order carries the same slip's number.
  case referenceUsed(String, entry: String)
  /// The token is not the one that the application names.
  case otherOldToken(given: String, named: String)
  /// The order replaces no lost token.
  case notLost
  /// The store belongs to another kiosk, or to the other world.
  case otherStore(kiosk: String)
  /// A bundle that this machine wrote itself.
  case ownBundle(String)

  public static let specimens: [OrderMistake] = [
    .noEntry("9", known: ["1", "2"]), .noEntry("1", known: []), .uncounted("1", .disputed),
    .noCorrection("7", waiting: ["1"]), .noCorrection("7", waiting: []), .handedOver("A01002603090007S"),
    .submitted("A01002603090007S"), .noPaper("收据", order: "A-1"), .paperTooEarly("领取凭证", before: .handover),
    .paperUntrue("补正告知书"), .noBlank("收款收据"),
    .registeredOtherwise(application: "A-1", order: "A01002603090007S"), .referenceUsed("0042", entry: "1"),
    .otherOldToken(given: "KEY-9999", named: "KEY-0003"), .notLost, .otherStore(kiosk: "A01"),
    .ownBundle("BUNDLE-A01-0-000001"),
  ]
}

extension OrderMistake.Standing {
  var title: String {
    switch self {
    case .waiting: "待核对"
    case .disputed: "存疑"
    case .reversed: "已被银行冲正"
    }
  }
}
