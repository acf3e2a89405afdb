// Which statements of an identity must agree, by which rule, and what to bring when they do not.

/// A pair of statements that must agree.
public enum IdentityEdge: String, Hashable, Sendable, CaseIterable {
  case organisationCode, taxNumber, licenceCode, certificateCode, certificateOrganisationCode
  case licenceName, certificateName, invoiceTitle, accountName, payer
  case legalCard, licenceLegal, agentCard, samePerson, sameNumber, serial

  public var nodes: (IdentityNode, IdentityNode) {
    switch self {
    case .organisationCode: (.organisationCode, .creditCode)
    case .taxNumber: (.taxNumber, .creditCode)
    case .licenceCode: (.creditCode, .licenceCode)
    case .certificateCode: (.creditCode, .certificateCode)
    case .certificateOrganisationCode: (.certificateOrganisationCode, .creditCode)
    case .licenceName: (.organisationName, .licenceName)
    case .certificateName: (.organisationName, .certificateName)
    case .invoiceTitle: (.invoiceTitle, .organisationName)
    case .accountName: (.accountName, .organisationName)
    case .payer: (.payer, .organisationName)
    case .legalCard: (.legalNumber, .legalCard)
    case .licenceLegal: (.legalName, .licenceLegal)
    case .agentCard: (.agentNumber, .agentCard)
    case .samePerson: (.agentNumber, .legalNumber)
    case .sameNumber: (.agentName, .legalName)
    case .serial: (.oldSerial, .certificateSerial)
    }
  }

  /// The requirement or standard that speaks.
  public var rule: String {
    switch self {
    case .organisationCode, .certificateOrganisationCode: "S0-133"
    case .taxNumber: "D-16"
    case .licenceCode, .licenceName: "S0-57"
    case .certificateCode: "S0-97"
    case .certificateName: "S0-151"
    case .invoiceTitle: "S0-47"
    case .accountName: "S0-155"
    case .payer: "S0-125"
    case .legalCard, .licenceLegal: "S0-54"
    case .agentCard: "S0-164"
    case .samePerson, .sameNumber: "N-11"
    case .serial: "S0-97"
    }
  }

  /// Whether the matter is for a person to weigh, not wrong by itself: others may pay, and be billed.
  public var isForPerson: Bool { self == .payer || self == .invoiceTitle }

  /// How the two sides differ; nil when they agree or the rule does not speak.
  func difference(_ left: String, _ right: String, _ graph: IdentityGraph) -> Difference? {
    switch self {
    case .organisationCode, .certificateOrganisationCode:
      return Difference(Self.number(left), String(Self.number(right).dropFirst(8).prefix(9)))
    case .taxNumber:
      // Other lengths are older numbers of branches, which need not be the credit code.
      let number = Self.number(left)
      return number.count == 18 && !graph.hasTaxReason ? Difference(number, Self.number(right)) : nil
    case .licenceCode, .certificateCode, .legalCard, .agentCard:
      return Difference(Self.number(left), Self.number(right))
    case .serial: return Difference(Self.serial(left), Self.serial(right))
    case .samePerson:
      return graph.isSame(.agentName, .legalName) ? Difference(Self.number(left), Self.number(right)) : nil
    case .sameNumber:
      return graph.isSame(.agentNumber, .legalNumber) ? Difference(Self.name(left), Self.name(right)) : nil
    default: return Difference(Self.name(left), Self.name(right))
    }
  }

  static func number(_ text: String) -> String {
    String(text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  /// Serial numbers are written with and without leading zeros.
  private static func serial(_ text: String) -> String {
    let digits = number(text).drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }

  /// Names differ neither by blanks nor by the width of their brackets.
  static func name(_ text: String) -> String {
    let narrow: [Character: Character] = ["（": "(", "）": ")", "【": "[", "】": "]", "·": "·", "•": "·", "．": "."]
    return String(text.filter { !$0.isWhitespace }.map { narrow[$0] ?? $0 })
  }

  /// Whether names are compared, whose characters are counted as 字.
  var isName: Bool {
    switch self {
    case .licenceName, .certificateName, .invoiceTitle, .accountName, .payer, .licenceLegal, .sameNumber: true
    default: false
    }
  }
}
