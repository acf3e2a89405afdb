// An application's values as papers print them: what follows from a value need not be given again.

extension Application {
  /// The values with what follows from them. Characters 9 to 17 of a credit code are the organisation code
  /// (GB 32100-2015): who gave none, and has no separate certificate of it, has this one (S0-133).
  public var printedValues: [FieldID: String] {
    guard values["organisation.code"]?.isEmpty ?? true, values["organisation.mergedLicence"] != "否",
      let text = values["organisation.creditCode"], let code = try? SocialCreditCode(text)
    else { return values }
    return values.merging(["organisation.code": code.organisationCode]) { _, derived in derived }
  }
}
