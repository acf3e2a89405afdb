// Tries every paper that an application can come to, so that what does not fit is told while the applicant is there.
public import Domain
internal import Layout
public import Services

extension DocumentMaker {
  /// The papers that an application can have, those of its set first, in reading order.
  /// - Parameters:
  ///   - shown: the number as people read it.
  ///   - channel: the way that it came; nil is the counter's own.
  public func papers(
    of application: Application, shown: String, on date: CivilDate, by channel: String?
  ) throws -> [DocumentDefinition] {
    let (pack, type) = try packs.terms(of: application)
    let slots = type.documents(for: application.values, by: channel)
    let context = ComposeContext(
      pack: pack, businessType: type, reference: shown, date: date, code: { _, _ in nil })
    return try packs.papers(of: pack, forms: forms).map { try definition($0, of: pack) }.filter { definition in
      let isSlot = slots.contains { $0.source == .form("\(definition.id).yaml") }
      let isShared = definition.file.hasPrefix("common/")
      return isSlot
        || isShared
          && definition.isFor(
            type.id, values: application.values, facts: pack.mailingFacts, context: context)
    }.sorted { ($0.place ?? 100, $0.id) < ($1.place ?? 100, $1.id) }
  }

  /// Why papers of an application cannot be made, each reason once; nil when all can.
  public func refusal(of application: Application, on occasion: Occasion) throws -> DocumentRefusal? {
    var faults = try faultsOfForms(application, occasion)
    faults += try faultsOfOthers(application, occasion)
    var met: Set<LayoutFault> = []
    let told = faults.filter { met.insert($0.fault).inserted }
    return told.isEmpty ? nil : DocumentRefusal(faults: told)
  }

  private func faultsOfForms(_ application: Application, _ occasion: Occasion) throws -> [DocumentRefusal.Reason] {
    do {
      _ = try sheets(for: application, on: occasion)
      return []
    } catch let refusal as DocumentRefusal { return refusal.faults }
  }

  /// What is given later stays open on them, and only what the applicant gave is to blame.
  private func faultsOfOthers(_ application: Application, _ occasion: Occasion) throws -> [DocumentRefusal.Reason] {
    let (pack, type) = try packs.terms(of: application)
    let forms = type.documents(for: application.values, by: occasion.channel).map(\.source)
    let facts = Facts(knownFrom: application, type)
    let context = ComposeContext(
      pack: pack, businessType: type, reference: occasion.shown, date: occasion.date, code: { _, _ in nil })
    let others = try papers(of: application, shown: occasion.shown, on: occasion.date, by: occasion.channel)
      .filter { !forms.contains(.form("\($0.id).yaml")) }
    return others.compactMap { definition -> DocumentRefusal.Reason? in
      let fault = fault(of: definition, application.printedValues, facts, context)
      guard let fault, fault.field != nil else { return nil }
      return (definition.title, definition, fault)
    }
  }

  private func fault(
    of definition: DocumentDefinition, _ values: [FieldID: String], _ facts: Facts, _ context: ComposeContext
  ) -> LayoutFault? {
    do throws(LayoutFault) {
      _ = try definition.layOut(values: values, facts: facts, context: context, measure: fonts)
      return nil
    } catch { return error }
  }
}

extension Facts {
  /// What papers say of an applicant besides the fields themselves.
  fileprivate init(knownFrom application: Application, _ type: BusinessType) {
    self.init()
    let organisation = application.values["organisation.name"]
    self["order.application"] = application.number
    self["receipt.payer"] = organisation
    self["handover.recipient"] = Destination(values: application.values).recipient
    set(list: "fees", type.feeFacts(for: application.values))
    set(list: "payments", [["payer": organisation ?? ""]])
  }
}
