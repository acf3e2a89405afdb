// Holds the parts of one business type against one another: what contradicts is told at its place.
internal import Domain

struct BusinessTypeCheck {
  let reader: DefinitionReader
  let type: BusinessType
  let place: Place
  let values: [String: YAMLNode]

  func run() {
    for way in type.ways { check(way.flow, at: values["channels"]?.place ?? place) }
    checkPapers()
    checkConditions()
    checkPreconditions()
    checkTerms()
    checkYears()
  }

  private func check(_ flow: Flow, at place: Place) {
    if flow.includes(.payment) && type.fees.isEmpty { reader.report(PackMistake.paymentWithoutPrice, at: place) }
    if !flow.includes(.payment) && !type.fees.isEmpty { reader.report(PackMistake.priceWithoutPayment, at: place) }
    if flow.includes(.production) != (type.token != .none) {
      reader.report(PackMistake.productionWithoutToken, at: values["token"]?.place ?? place)
    }
    if flow.includes(.bankProof) && !type.required.contains("bank.account") {
      reader.report(PackMistake.stepNeedsField(Step.bankProof.rawValue, "bank.account"), at: place)
    }
  }

  /// Papers come back by some way at least, and a way that waits for papers has some.
  private func checkPapers() {
    let taking = type.ways.filter { $0.flow.includes(.papers) }
    guard taking.isEmpty == type.documents.contains(where: \.returned) else { return }
    reader.report(PackMistake.papersWithoutDocuments, at: values["documents"]?.place ?? place)
  }

  private var asked: Set<FieldID> { type.required.union(type.optional).union(type.requiredWhen.keys) }

  /// A guard on a field that this type never asks for can never hold.
  private func checkConditions() {
    let documents = Dictionary(
      (values["documents"]?.items ?? []).map { ($0.text, $0.place) }, uniquingKeysWith: { first, _ in first })
    for slot in type.documents {
      for field in slot.condition?.fields.sorted() ?? [] { checkAsked(field, at: documents[slot.id] ?? place) }
    }
    checkCopies(documents)
    for item in type.bring { for field in item.condition?.fields.sorted() ?? [] { checkAsked(field, at: bringPlace) } }
    for fee in type.fees { for field in fee.condition?.fields.sorted() ?? [] { checkAsked(field, at: place) } }
    for item in values["required-when"]?.items ?? [] {
      for field in ([item] + (item["all"]?.items ?? [])).compactMap({ $0["field"] }) {
        if let id = field.text { checkAsked(id, at: field.place) }
      }
    }
    if !type.express.isEmpty { checkAsked("delivery.urgency", at: values["express"]?.place ?? place) }
  }

  private var bringPlace: Place { values["bring"]?.place ?? place }

  /// A copy's number is compared with one that every order of the type has.
  private func checkCopies(_ places: [String?: Place]) {
    for slot in type.documents {
      guard let field = slot.copyOf, !type.required.contains(field) else { continue }
      reader.report(PackMistake.notOnACopy(field), at: places[slot.id] ?? place)
    }
  }

  private func checkAsked(_ field: FieldID, at place: Place) {
    if !asked.contains(field) { reader.report(PackMistake.fieldNotAsked(field, by: type.id), at: place) }
  }

  /// A window and a conversion are about a certificate that is there already.
  private func checkTerms() {
    let hasOld = type.preconditions.contains(.certificate)
    if let window = values["window"], type.token != .renew || !hasOld {
      reader.report(PackMistake.windowWithoutRenewal, at: window.place)
    }
    if let upgrade = values["upgrade"], type.token != .full || !hasOld {
      reader.report(PackMistake.upgradeWithoutToken, at: upgrade.place)
    }
    guard let automatic = values["auto-approve"] else { return }
    if type.token != .renew { reader.report(PackMistake.windowWithoutRenewal, at: automatic.place) }
    // What nobody reviews needs no approval of its own.
    for way in type.ways where type.automatic.contains(way.title) && !way.flow.includes(.review) {
      reader.report(PackMistake.stepNotTaken(Step.review.rawValue), at: automatic.place)
    }
  }

  /// Who may choose how long must pay for it, and head office issues no more than it issues.
  private func checkYears() {
    guard let node = values["years"], let years = type.years else { return }
    checkAsked("certificate.years", at: node.place)
    if years.isEmpty || Set(years).count < years.count
      || !years.allSatisfy(CertificateProfile.possibleYears.contains)
    {
      reader.report(PackMistake.yearsOutside, at: node.place)
    }
    let counts = type.fees.contains { $0.unit == .year || $0.unit == .tokenYear }
    if years.count > 1, !counts { reader.report(PackMistake.yearsWithoutPrice, at: node.place) }
  }

  private func checkPreconditions() {
    let needs: [(BusinessType.Precondition, FieldID)] = [
      (.registration, "organisation.audited"), (.certificate, "certificate.oldSerial"), (.unbinding, "agent.email"),
    ]
    for (precondition, field) in needs where type.preconditions.contains(precondition) {
      checkAsked(field, at: values["preconditions"]?.place ?? place)
    }
  }
}
