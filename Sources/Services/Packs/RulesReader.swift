// Reads a pack's rules that hold for all its business types: payment, invoices, postage and the certificate.
internal import Domain

struct RulesReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let typeIDs: [String]

  func mailing(_ node: YAMLNode) -> Mailing? {
    let values = reader.fields(node, .mailing)
    let texts = KeySet.mailing.required.compactMap { reader.text(values[$0]) }
    guard texts.count == 5 else { return nil }
    return Mailing(address: texts[0], postcode: texts[1], recipient: texts[2], phone: texts[3], note: texts[4])
  }

  func payment(_ node: YAMLNode) -> PaymentRules? {
    let values = reader.fields(node, .payment)
    let kinds = PaymentEntry.Kind.allCases.map { ($0.rawValue, $0) }
    let ways = reader.list(values["ways"]).compactMap { reader.word($0, among: kinds) }
    let payee = values["payee"].flatMap(payee)
    reader.requireDistinct(values["ways"])
    for entry in (values["proof"]?.entries ?? []) + (values["pin"]?.entries ?? []) {
      if let kind = PaymentEntry.Kind(rawValue: entry.key), !ways.contains(kind) {
        reader.report(PackMistake.wayNotTaken(entry.key), at: entry.keyPlace)
      }
    }
    let proven = values["proof"].map { Set(words($0, kinds, [(Step.bankProof.rawValue, true)]).keys) }
    let pin = values["pin"].map { words($0, kinds, PINDelivery.allCases.map { ($0.rawValue, $0) }) } ?? [:]
    return reader.truth(values["other-payer"]).map {
      PaymentRules(ways: ways, otherPayer: $0, payee: payee, proven: proven, pinDelivery: pin)
    }
  }

  /// A table from ways of paying to what they bring along.
  private func words<Value>(
    _ node: YAMLNode, _ kinds: [(String, PaymentEntry.Kind)], _ meanings: [(String, Value)]
  ) -> [PaymentEntry.Kind: Value] {
    var table: [PaymentEntry.Kind: Value] = [:]
    for entry in reader.entries(node) {
      let way = YAMLNode(content: .scalar(entry.key, plain: true), place: entry.keyPlace)
      guard let kind = reader.word(way, among: kinds), let value = reader.word(entry.value, among: meanings) else {
        continue
      }
      table[kind] = value
    }
    return table
  }

  private func payee(_ node: YAMLNode) -> Payee? {
    let values = reader.fields(node, .payee)
    return reader.text(values["name"]).map {
      Payee(name: $0, bank: reader.text(values["bank"]), account: reader.text(values["account"]))
    }
  }

  func invoice(_ node: YAMLNode) -> InvoiceRules? {
    let values = reader.fields(node, .invoice)
    let kinds = reader.words(values["kinds"], of: "invoice.kind", in: catalogue)
    reader.requireDistinct(values["kinds"])
    guard let later = reader.truth(values["later"]),
      let usual = values["usual"].flatMap({ reader.reference($0, among: kinds, PackMistake.unknownInvoiceKind) })
    else { return nil }
    return InvoiceRules(
      kinds: kinds, usual: usual, later: later, categories: categories(values["categories"]),
      needsCertificate: reader.truth(values["certificate"]) ?? false)
  }

  private func categories(_ node: YAMLNode?) -> [InvoiceRules.Category] {
    guard let node else { return [] }
    return reader.entries(node).map { entry in
      let types = reader.list(entry.value).compactMap {
        reader.reference($0, among: typeIDs, PackMistake.unknownBusinessType)
      }
      return InvoiceRules.Category(title: entry.key, businessTypes: types)
    }
  }

  func certificate(_ node: YAMLNode) -> CertificateProfile? {
    let values = reader.fields(node, .certificate)
    let extensions = extensions(values["extensions"])
    guard let country = reader.text(values["country"]),
      let organisation = values["organisation"].flatMap({ reader.field($0, in: catalogue) }),
      let name = values["common-name"].flatMap({ reader.field($0, in: catalogue) }),
      let years = values["years"].flatMap({ reader.positive($0) })
    else { return nil }
    if let node = values["country"], !Self.isCountry(country) {
      reader.report(PackMistake.malformedCountry(country), at: node.place)
    }
    if !CertificateProfile.possibleYears.contains(years), let node = values["years"] {
      reader.report(PackMistake.yearsOutside, at: node.place)
    }
    return CertificateProfile(
      country: country, organisation: organisation, unit: values["unit"].flatMap { reader.field($0, in: catalogue) },
      commonName: name, extensions: extensions, years: years,
      key: reader.word(values["key"], among: CertificateKey.allCases.map { ($0.rawValue, $0) }) ?? .rsa2048)
  }

  /// ISO 3166: what a subject's C may hold (RFC 5280, PrintableString of two).
  private static func isCountry(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  private func extensions(_ node: YAMLNode?) -> [String: FieldID] {
    guard let node else { return [:] }
    var extensions: [String: FieldID] = [:]
    for entry in reader.entries(node) {
      if !Self.isObjectIdentifier(entry.key) {
        reader.report(PackMistake.notAnObjectIdentifier(entry.key), at: entry.keyPlace)
      }
      extensions[entry.key] = reader.field(entry.value, in: catalogue)
    }
    return extensions
  }

  /// Three or more numbers without leading zeros, the first 0 to 2 (X.660).
  private static func isObjectIdentifier(_ text: String) -> Bool {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count >= 3 && ["0", "1", "2"].contains(numbers[0])
      && numbers.allSatisfy { part in UInt64(part).map { String($0) == part } ?? false }
  }
}
