// One draft judged whole: its number, service, business type, every field, and what is missing.
internal import Domain

final class Examiner {
  let catalogue: FieldCatalogue
  let services: [ServiceVocabulary]
  private let today: CivilDate
  private let defaultService: String?
  private var numbers = SeenNumbers()

  init(catalogue: FieldCatalogue, services: [ServiceVocabulary], today: CivilDate, service: String?) {
    self.catalogue = catalogue
    self.services = services
    self.today = today
    defaultService = service
  }

  /// The findings of a draft and, when none of them is an error, its application at the end.
  func examine(_ draft: Draft, in file: String) -> [Reading] {
    var examination = Examination(file: file, line: draft.line)
    number(of: draft, &examination)
    draft.faults.forEach { examination.tell($0) }
    if !draft.isUnreadable {
      let type = businessType(of: draft, &examination)
      judgeFields(of: draft, type, &examination)
      if let type { missing(in: draft, type, &examination) }
      judgeTogether(draft, &examination)
    }
    return examination.readings(isUnreadable: draft.isUnreadable)
  }

  private func number(of draft: Draft, _ examination: inout Examination) {
    guard let raw = draft.number else {
      if !draft.isUnreadable { examination.tell(Stop(.numberMissing, line: draft.line)) }
      return
    }
    let at = Stop(.numberMalformed, line: raw.line, column: raw.column)
    examination.tell(raw.faults, at: raw)
    let number = String(raw.text.filter { !$0.isWhitespace })
    guard !number.isEmpty else { return }
    guard Application.isWellFormed(number: number) else { return examination.tell(at) }
    guard !Self.isPrivate(number) else {
      return examination.tell(Stop(.numberPrivate, line: raw.line, column: raw.column))
    }
    examination.number = number
    if let (first, line) = numbers.place(of: number, orAdd: (examination.file, raw.line)) {
      examination.tell(Stop(.numberTwice(file: first, line: line), line: raw.line, column: raw.column))
    }
  }

  /// Whether a number identifies a person or an organisation, even one with a mistyped check character, with hyphens in
  /// it or with something before or after it.
  private static func isPrivate(_ number: String) -> Bool {
    let upper = number.uppercased().filter { $0 != "-" }
    let tails = upper.indices.map { String(upper[$0...].prefix(18)) }.filter { $0.count == 18 }
    return identifies(upper) || tails.contains(where: identifies)
  }

  private static func identifies(_ upper: String) -> Bool {
    let numbers = [upper, IdentityNumber.upgraded(upper) ?? upper]
    let faults = numbers.flatMap { number in
      [IdentityDocument.resident, .hmtResidence, .foreignPermanent].map { $0.fault(in: number) }
    }
    return faults.contains { $0 == nil || $0 == .identity(.checkCharacter) } || isCreditCode(upper)
  }

  private static func isCreditCode(_ text: String) -> Bool {
    do throws(SocialCreditCode.Malformed) {
      _ = try SocialCreditCode(text)
      return true
    } catch { return error == .organisationCode }
  }

  private func businessType(of draft: Draft, _ examination: inout Examination) -> ServiceVocabulary.BusinessType? {
    if let service = draft.service { examination.tell(service.faults, at: service) }
    let wanted = draft.service.map(word) ?? defaultService ?? ""
    guard !wanted.isEmpty else {
      examination.tell(Stop(.serviceMissing, line: draft.line))
      return nil
    }
    guard let found = services.first(where: { $0.id == wanted || $0.names.map(Self.folded).contains(wanted) }) else {
      let names = services.map { $0.names.first ?? $0.id }
      examination.tell(
        Stop(.serviceUnknown(names), line: draft.service?.line ?? draft.line, column: draft.service?.column))
      return nil
    }
    examination.service = found.id
    return businessType(of: draft, in: found, &examination)
  }

  private func businessType(
    of draft: Draft, in service: ServiceVocabulary, _ examination: inout Examination
  ) -> ServiceVocabulary.BusinessType? {
    if let business = draft.business { examination.tell(business.faults, at: business) }
    guard let business = draft.business, !word(business).isEmpty else {
      examination.tell(Stop(.businessMissing, line: draft.line))
      return nil
    }
    let wanted = word(business)
    guard
      let found = service.businessTypes.first(where: { $0.id == wanted || $0.names.map(Self.folded).contains(wanted) })
    else {
      let names = service.businessTypes.map { $0.names.first ?? $0.id }
      examination.tell(Stop(.businessUnknown(names), line: business.line, column: business.column))
      return nil
    }
    examination.businessType = found.id
    return found
  }

  private func word(_ value: RawValue) -> String { Self.folded(value.text) }

  /// Blanks do not matter, full-width letters and brackets are the half-width ones.
  private static func folded(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
      scalars.append(isFullWidth ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(scalars)
  }

  private func judgeFields(
    of draft: Draft, _ type: ServiceVocabulary.BusinessType?, _ examination: inout Examination
  ) {
    let context = draft.values.mapValues(\.text)
    for id in draft.order {
      guard let raw = draft.values[id], let field = catalogue[id] else { continue }
      examination.tell(raw.faults, at: raw, field: id)
      guard !raw.text.isEmpty else { continue }
      if let type, !type.required.contains(id), !type.optional.contains(id), type.requiredWhen[id] == nil {
        examination.tell(Stop(.notAsked, line: raw.line, column: raw.column), field: id)
        continue
      }
      let judgement = field.judge(raw.text, today: today, context: context)
      examination.take(judgement, of: id, at: raw)
    }
  }

  private func missing(in draft: Draft, _ type: ServiceVocabulary.BusinessType, _ examination: inout Examination) {
    let conditional = type.requiredWhen.filter { $0.value.holds(for: examination.values) }.keys
    for field in catalogue.fields where type.required.contains(field.id) || conditional.contains(field.id) {
      let isGiven = examination.values[field.id] != nil || draft.values[field.id].map { !$0.faults.isEmpty } == true
      if !isGiven {
        examination.tell(Stop(.required(label: field.label), line: draft.line, column: field.label), field: field.id)
      }
    }
  }
}
