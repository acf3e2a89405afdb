// What spreadsheets do to values, told as such and never guessed back.
internal import Domain

enum SpreadsheetDamage {
  /// A cell's value with the faults that its spreadsheet made. A faulty value is empty and not judged further.
  static func value(of cell: Cell, for meaning: Meaning, line: Int, column: String) -> RawValue {
    var value = RawValue(text: cell.text, line: line, column: column)
    let kind: FieldKind? = if case .field(let field) = meaning { field.kind } else { nil }
    switch cell.origin {
    case .text: inspect(&value, kind)
    case .number(let zeroPadded):
      value.isNumber = true
      if zeroPadded { value.faults.append(.zerosLost) } else { inspectNumber(&value, kind) }
    case .date(let date): takeDate(&value, date, kind)
    case .formula: value.faults.append(.formula)
    case .error: value.faults.append(.errorCell(cell.text))
    case .tooLong(let limit): value.faults.append(.cellTooLong(limit: limit))
    }
    if let range = cell.merged { value.faults.append(.merged(range)) }
    if value.faults.contains(where: { $0.severity == .error }) { value.text = "" }
    return value
  }

  /// A text cell: marks that protect digits are taken off, formulas and errors saved as text are known by their look.
  private static func inspect(_ value: inout RawValue, _ kind: FieldKind?) {
    let text = value.text
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count >= 3 {
      value.text = String(text.dropFirst(2).dropLast())
      value.faults.append(.protected)
    } else if text.hasPrefix("'") {
      value.text = String(text.dropFirst())
      value.faults.append(.protected)
    } else if text.hasPrefix("=") {
      value.faults.append(.formula)
    } else if errors.contains(text) || (text.hasPrefix("##") && text.allSatisfy { $0 == "#" }) {
      value.faults.append(.errorCell(text))
    }
    inspectDigits(&value, kind)
  }

  static let errors: Set<String> = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"]

  private static func inspectNumber(_ value: inout RawValue, _ kind: FieldKind?) {
    inspectDigits(&value, kind)
    let digits = value.text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard value.faults.isEmpty, isCode(kind) else { return }
    if digits > 15 {
      value.faults.append(.digitsLost)
    } else if hidesZeros(kind) {
      value.faults.append(.zerosUnseen)
    }
  }

  private static func inspectDigits(_ value: inout RawValue, _ kind: FieldKind?) {
    let text = value.text.filter { !$0.isWhitespace }
    if isScientific(text) || (isIdentity(kind) && hasLostEnd(text)) {
      value.faults.append(.digitsLost)
    } else if isAccount(kind), (17...32).contains(text.utf8.count), text.hasSuffix("00"), isDigits(text),
      text.dropFirst(15).allSatisfy({ $0 == "0" })
    {
      value.faults.append(.digitsLost)
    } else if lostZero(text, kind) {
      value.faults.append(.zerosLost)
    } else if case .date = kind, text.utf8.count == 5, isDigits(text) {
      value.faults.append(.dateSerial)
    }
  }

  private static func takeDate(_ value: inout RawValue, _ date: String?, _ kind: FieldKind?) {
    if case .date = kind, let date {
      value.text = date
      value.faults.append(.dateCell(date))
    } else {
      value.faults.append(.dateSerial)
    }
  }

  /// `1.10101E+17`
  private static func isScientific(_ text: String) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
    guard parts.count == 2, let exponent = Int(parts[1]), exponent > 0,
      parts[1].hasPrefix("+") || parts[0].contains(".")
    else { return false }
    return !parts[0].isEmpty && parts[0].allSatisfy { ("0"..."9").contains($0) || $0 == "." }
  }

  /// Eighteen digits of which a spreadsheet kept fifteen.
  private static func hasLostEnd(_ text: String) -> Bool {
    text.utf8.count == 18 && text.hasSuffix("000") && isDigits(text)
      && IdentityDocument.resident.fault(in: text) != nil
  }

  /// Whether a zero at the beginning would make the value right that is wrong without it.
  private static func lostZero(_ text: String, _ kind: FieldKind?) -> Bool {
    guard isDigits(text), !text.isEmpty, !text.hasPrefix("0") else { return false }
    switch kind {
    case .postcode: return text.utf8.count == 5
    case .telephone: return MobileNumber(text) == nil && Landline(text) == nil && Landline("0" + text) != nil
    case .organisationCode:
      return (try? OrganisationCode(text)) == nil && text.utf8.count == 8 && (try? OrganisationCode("0" + text)) != nil
    default: return false
    }
  }

  private static func isIdentity(_ kind: FieldKind?) -> Bool { if case .identityNumber = kind { true } else { false } }

  private static func isAccount(_ kind: FieldKind?) -> Bool { if case .account = kind { true } else { false } }

  private static func isCode(_ kind: FieldKind?) -> Bool {
    switch kind {
    case .identityNumber, .account, .taxNumber, .socialCreditCode, .organisationCode, .mobile, .telephone, .postcode,
      nil:
      true
    default: false
    }
  }

  /// Kinds whose right values may begin with zeros that no rule would miss.
  private static func hidesZeros(_ kind: FieldKind?) -> Bool {
    switch kind {
    case .account, .taxNumber, nil: true
    default: false
    }
  }

  private static func isDigits(_ text: String) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
