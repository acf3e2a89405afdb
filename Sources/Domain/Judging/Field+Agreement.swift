// Numbers of one organisation that must agree with one another.

extension Field {
  /// The ids of `Forms/common/fields.yaml` that other fields are compared with.
  package enum Known {
    package static let creditCode: FieldID = "organisation.creditCode"
    /// Why an invoice carries another party's tax number.
    package static let taxNumberReason: FieldID = "invoice.taxNumberReason"
  }

  /// The organisation's credit code, when the context holds a right one.
  func creditCode(in context: [FieldID: String]) -> SocialCreditCode? {
    guard id != Known.creditCode, let text = context[Known.creditCode] else { return nil }
    let field = Field(id: Known.creditCode, label: "", kind: .socialCreditCode, sensitivity: .open, limit: 64)
    return try? SocialCreditCode(field.normalForm(text))
  }

  func organisationCodeFaults(_ value: String, creditCode: SocialCreditCode?) -> [FieldFault] {
    do throws(OrganisationCode.Malformed) {
      let code = try OrganisationCode(value)
      guard let creditCode, let place = Self.difference(code.text, creditCode.organisationCode) else { return [] }
      return [.organisationCodeDiffers(place: place)]
    } catch { return [.organisationCode(error)] }
  }

  func taxNumberFaults(_ value: String, context: [FieldID: String]) -> [FieldFault] {
    do throws(TaxNumber.Malformed) {
      let number = try TaxNumber(value)
      guard number.text.utf8.count == 18, context[Known.taxNumberReason, default: ""].isEmpty,
        let creditCode = creditCode(in: context), let place = Self.difference(number.text, creditCode.text)
      else { return [] }
      return [.taxNumberDiffers(place: place)]
    } catch { return [.taxNumber(error)] }
  }

  /// The first place, counted from 1, at which two texts of equal length differ.
  private static func difference(_ left: String, _ right: String) -> Int? {
    zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }.map { $0.offset + 1 }
  }
}
