// Every key that packs and the field catalogue may hold; the JSON Schemas under Forms/schema say the same.

/// The keys of one kind of map.
package struct KeySet: Sendable {
  /// The definition's name in the JSON Schema; empty for the file itself.
  package let name: String
  package let required: [String]
  package let optional: [String]

  init(_ name: String, _ required: [String], optional: [String] = []) {
    self.name = name
    self.required = required
    self.optional = optional
  }
}

extension KeySet {
  static let pack = KeySet(
    "",
    [
      "id", "code", "edition", "title", "roles", "contacts", "acknowledgement", "seals", "flows", "documents",
      "business-types", "fees", "payment", "invoice", "certificate",
    ],
    optional: [
      "names", "words", "titles", "mailing", "correction-days", "retention-days", "groups", "required-when",
      "working-hours", "channel-names",
      "delivery", "presence", "unbinding",
    ])
  static let businessType = KeySet(
    "business-type", ["id", "names", "channels", "required", "token"],
    optional: [
      "preconditions", "optional", "required-when", "documents", "deadline", "express", "bring",
      "cipher-card", "seal", "window", "upgrade", "years", "auto-approve",
    ])
  static let deadline = KeySet("deadline", ["days"], optional: ["from", "until"])
  static let window = KeySet("window", [], optional: ["days-before", "after-expiry"])
  static let upgrade = KeySet("upgrade", ["annual"], optional: ["media"])
  static let presence = KeySet("presence", ["identify", "before", "originals"], optional: ["registration", "absent"])
  static let unbinding = KeySet("unbinding", ["tries", "hours"])
  static let document = KeySet(
    "document", ["id", "title"],
    optional: ["form", "copies", "returned", "signed", "seal", "straddled", "original", "copy-of", "when", "unless"])
  static let condition = KeySet("condition", [], optional: ["field", "is", "not", "given", "all"])
  static let term = KeySet("term", ["field"], optional: ["is", "not", "given"])
  static let conditionalFields = KeySet(
    "conditional-fields", ["then"], optional: ["field", "is", "not", "given", "all"])
  static let delivery = KeySet("delivery", ["items"])
  static let broughtItem = KeySet("brought-item", ["title"], optional: ["when", "unless"])
  static let deliveryItem = KeySet("delivery-item", ["title"], optional: ["serial", "when", "unless"])
  static let flow = KeySet("flow", ["steps"], optional: ["separate", "review", "checklist", "made-at-once"])
  static let fee = KeySet("fee", ["title", "yuan", "per", "for"], optional: ["when"])
  static let seal = KeySet(
    "seal", ["id", "title", "shape", "accepted"], optional: ["diameter", "width", "height", "side", "also"])
  static let mailing = KeySet("mailing", ["address", "postcode", "recipient", "phone", "note"])
  static let payment = KeySet("payment", ["ways", "other-payer"], optional: ["payee", "proof", "pin"])
  static let payee = KeySet("payee", ["name"], optional: ["bank", "account"])
  static let invoice = KeySet("invoice", ["kinds", "usual", "later"], optional: ["categories", "certificate"])
  static let certificate = KeySet(
    "certificate", ["country", "organisation", "common-name", "years"], optional: ["unit", "extensions", "key"])
  static let groups = KeySet("", ["groups"])
  static let facts = KeySet("", ["facts", "lists"])
  static let fact = KeySet("fact", ["id", "label", "kind", "sensitivity"], optional: ["example"])
  static let factColumn = KeySet("column", ["id", "label", "kind", "sensitivity"])
  static let factList = KeySet("list", ["id", "label", "columns"], optional: ["example"])
  static let holidayTable = KeySet("", ["years"])
  static let holidayYear = KeySet("year", ["year", "notice", "holidays", "worked"])
  static let holiday = KeySet("holiday", ["name", "from", "to"])
  static let statements = KeySet("", ["statements"])
  static let statement = KeySet("statement", ["id", "title", "way", "columns"], optional: ["reversals"])
  static let statementColumns = KeySet(
    "columns", ["day", "amount", "reference"], optional: ["debit", "original", "payer", "account", "remark", "mark"])
  static let catalogue = KeySet("", ["fields"])
  static let field = KeySet(
    "field", ["id", "label", "kind", "sensitivity", "limit"],
    optional: ["synonyms", "words", "kind-field", "example", "rare-example"])

  /// What `service.schema.json` must describe.
  package static let ofService = [
    pack, businessType, broughtItem, document, condition, term, conditionalFields, delivery, deliveryItem, flow, fee,
    seal, mailing,
    payment, payee, invoice, certificate, deadline, window, upgrade, presence, unbinding,
  ]
  /// What `holidays.schema.json` must describe.
  package static let ofHolidays = [holidayTable, holidayYear, holiday]
  /// What `fields.schema.json` must describe.
  package static let ofFields = [catalogue, field]
  /// What `facts.schema.json` must describe.
  package static let ofFacts = [facts, fact, factColumn, factList]

  /// What `statements.schema.json` must describe.
  package static let ofStatements = [statements, statement, statementColumns]

  /// The words for the kinds of facts.
  package static var factKinds: [String] { CatalogueReader.plainKinds.map(\.0) + ["identity-number"] }

  /// The words for the kinds of fields.
  package static var fieldKinds: [String] { CatalogueReader.plainKinds.map(\.0) + ["identity-number", "choice"] }
}

extension DefinitionReader {
  func fields(_ node: YAMLNode, _ keys: KeySet) -> [String: YAMLNode] {
    fields(node, required: keys.required, optional: keys.optional)
  }
}
