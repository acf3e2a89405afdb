// Judging a field's value: normalised visibly, then held to the rules of its kind.

extension Field {
  /// Judges a value as it was handed in.
  /// - Parameters:
  ///   - today: the day in China, for ages and births.
  ///   - context: the other values of the same application, as handed in or normalised.
  public func judge(_ text: String, today: CivilDate, context: [FieldID: String]) -> Judgement {
    var normalising = Normalising(text, field: self)
    normalising.normalise()
    let value = normalising.value
    let broken = CharacterFaults.faults(in: value, kind: kind)
    guard broken.isEmpty else { return judgement(normalising, broken) }
    let faults = kindFaults(value, today: today, context: context)
    // A kind's own rule says more about a wrong length than the limit does.
    guard faults.isEmpty, value.count > limit else { return judgement(normalising, faults) }
    return judgement(normalising, [.tooLong(count: value.count, limit: limit)])
  }

  private func judgement(_ normalising: Normalising, _ faults: [FieldFault]) -> Judgement {
    Judgement(value: normalising.value, changes: normalising.changes, faults: faults.map(Judgement.Fault.init))
  }

  /// The normal form alone, for comparing one field with another.
  func normalForm(_ text: String) -> String {
    var normalising = Normalising(text, field: self)
    normalising.normalise()
    return normalising.value
  }

  private func kindFaults(_ value: String, today: CivilDate, context: [FieldID: String]) -> [FieldFault] {
    switch kind {
    case .text, .organisationName, .personName: []
    case .socialCreditCode: creditCodeFaults(value)
    case .organisationCode: organisationCodeFaults(value, creditCode: creditCode(in: context))
    case .taxNumber: taxNumberFaults(value, context: context)
    case .identityNumber(let kindField):
      identityFaults(value, kindWord: kindField.map { context[$0] ?? "" }, today: today)
    case .mobile: MobileNumber(value) == nil ? [.mobile] : []
    case .telephone: MobileNumber(value) == nil && Landline(value) == nil ? [.telephone] : []
    case .email: Email.isWellFormed(value) ? [] : [.email]
    case .postcode: Postcode.isWellFormed(value) ? [] : [.postcode]
    case .account: accountFaults(value)
    case .money: Money(yuan: value) == nil ? [.money] : []
    case .count: (1...4).contains(value.utf8.count) && Int(value).map { $0 >= 1 } == true ? [] : [.count]
    case .date: CivilDate(value) == nil ? [.date] : []
    case .truth: ["是", "否"].contains(value) ? [] : [.truth]
    case .choice(let words): words.contains { $0.first == value } ? [] : [.choice(words.compactMap(\.first))]
    }
  }

  private func accountFaults(_ value: String) -> [FieldFault] {
    guard Account.isWellFormed(value) else { return [.accountDigits(count: value.count)] }
    return Account.looksLikeCard(value) ? [.accountLooksLikeCard] : []
  }

  private func creditCodeFaults(_ value: String) -> [FieldFault] {
    do throws(SocialCreditCode.Malformed) {
      return try SocialCreditCode(value).hasKnownRegistry ? [] : [.creditCodeRegistry]
    } catch { return [.creditCode(error)] }
  }

  private func identityFaults(_ value: String, kindWord: String?, today: CivilDate) -> [FieldFault] {
    let word = kindWord.map { String($0.filter { !$0.isWhitespace }) } ?? IdentityDocument.resident.rawValue
    guard let document = IdentityDocument(named: word) else { return [.identityKindUnknown] }
    if let fault = document.fault(in: value) { return [fault] }
    guard let number = document.identityNumber(value) else { return [] }
    if number.birth > today { return [.identityFutureBirth] }
    let age = number.age(on: today)
    return age > 120 ? [.identityAge(age)] : []
  }
}
