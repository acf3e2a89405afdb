// Dates in capitals, as cheques and receipts carry them.

extension CivilDate {
  /// `贰零贰肆年零壹拾月零贰拾日` (正确填写票据和结算凭证的基本规定, section 6).
  public var chequeCapitals: String {
    let years = year.padded(4).compactMap(\.wholeNumberValue).map { String(CapitalAmount.digits[$0]) }.joined()
    let months = ([1, 2, 10].contains(month) ? "零" : "") + Self.capitals(month)
    let days = (day < 10 || day.isMultiple(of: 10) ? "零" : "") + Self.capitals(day)
    return "\(years)年\(months)月\(days)日"
  }

  private static func capitals(_ number: Int) -> String {
    let tens = number / 10 == 0 ? "" : "\(CapitalAmount.digits[number / 10])拾"
    return tens + (number % 10 == 0 ? "" : String(CapitalAmount.digits[number % 10]))
  }
}
