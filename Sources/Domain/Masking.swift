// How personal values are shown to those who need not read them whole.

/// Values with their telling characters hidden; the length stays.
public enum Masking {
  public static func masked(_ value: String, _ kind: FieldKind) -> String {
    switch kind {
    case .identityNumber: hide(value, head: value.count >= 15 ? 3 : 2, tail: value.count >= 15 ? 4 : 2)
    case .mobile, .telephone: hide(value, head: 3, tail: 4)
    case .account: hide(value, head: 0, tail: 4)
    case .personName: hide(value, head: 1, tail: 0)
    case .email: email(value)
    case .text, .date, .postcode, .taxNumber: hide(value, head: 3, tail: 0)
    case .organisationName, .socialCreditCode, .organisationCode, .money, .count, .truth, .choice: value
    }
  }

  /// A value as a message may show it: whole where the field is open, masked otherwise.
  public static func shown(_ value: String, of field: Field) -> String {
    switch field.sensitivity {
    case .open: value
    case .personal, .sensitive: masked(value, field.kind)
    }
  }

  /// All stars when the visible ends would leave less than a third hidden.
  private static func hide(_ value: String, head: Int, tail: Int) -> String {
    let hidden = value.count - head - tail
    guard hidden > 0, hidden * 3 >= value.count else { return String(repeating: "*", count: value.count) }
    return value.prefix(head) + String(repeating: "*", count: hidden) + value.suffix(tail)
  }

  private static func email(_ value: String) -> String {
    guard let at = value.firstIndex(of: "@") else { return hide(value, head: 1, tail: 0) }
    return hide(String(value[..<at]), head: 1, tail: 0) + value[at...]
  }
}
