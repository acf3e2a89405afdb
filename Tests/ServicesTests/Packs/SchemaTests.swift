// The JSON Schemas beside the packs name exactly the keys that the reader knows.
import Domain
import Foundation
import Services
import Testing

@Suite struct SchemaTests {
  @Test(arguments: KeySet.ofService)
  func `the schema of packs knows the reader's keys`(keys: KeySet) throws {
    try expect(keys, in: "service.schema.json")
  }

  @Test(arguments: KeySet.ofFields)
  func `the schema of fields knows the reader's keys`(keys: KeySet) throws {
    try expect(keys, in: "fields.schema.json")
  }

  @Test(arguments: KeySet.ofFacts)
  func `the schema of facts knows the reader's keys`(keys: KeySet) throws {
    try expect(keys, in: "facts.schema.json")
  }

  @Test(arguments: KeySet.ofHolidays)
  func `the schema of holidays knows the reader's keys`(keys: KeySet) throws {
    try expect(keys, in: "holidays.schema.json")
  }

  @Test(arguments: KeySet.ofStatements)
  func `the schema of statements knows the reader's keys`(keys: KeySet) throws {
    try expect(keys, in: "statements.schema.json")
  }

  @Test func `the schema describes no map that the reader does not read`() throws {
    let maps = try schema("service.schema.json")["$defs"]?.entries?.filter { $0.value["properties"] != nil }
    #expect(Set(maps?.map(\.key) ?? []) == Set(KeySet.ofService.map(\.name)).subtracting([""]))
  }

  /// Where the schema limits a number, and how the sixth service says one there.
  struct Limit: Sendable, CustomTestStringConvertible {
    let path: [String]
    let from: String
    let to: String
    var testDescription: String { path.joined(separator: "/") }
  }

  static let limits = [
    Limit(path: ["properties", "correction-days"], from: "title: 第六家", to: "correction-days: N\ntitle: 第六家"),
    Limit(path: ["properties", "retention-days"], from: "title: 第六家", to: "retention-days: N\ntitle: 第六家"),
    Limit(
      path: ["$defs", "deadline", "properties", "days"], from: "deadline: 2",
      to: "deadline: {days: N, from: [payment]}"),
    Limit(
      path: ["$defs", "window", "properties", "days-before"], from: "    token: renew\n",
      to: "    token: renew\n    window: {days-before: N}\n"),
    Limit(
      path: ["$defs", "window", "properties", "after-expiry"], from: "    token: renew\n",
      to: "    token: renew\n    window: {after-expiry: N}\n"),
    Limit(path: ["$defs", "certificate", "properties", "years"], from: "years: 1", to: "years: N"),
  ]

  @Test(arguments: limits)
  func `the reader takes the greatest number of the schema and none above it`(limit: Limit) throws {
    var node = try schema("service.schema.json")
    for key in limit.path { node = try #require(node[key]) }
    let most = try #require(node["maximum"]?.integer)
    #expect(try faults(limit, most) == [])
    #expect(try faults(limit, most + 1).isEmpty == false)
  }

  /// Where the schema names a type, and what stands there in the sixth service.
  static let places = [
    (path: ["properties", "title"], from: "title: 第六家"), (path: ["properties", "edition"], from: "edition: 1"),
    (path: ["$defs", "fee", "properties", "yuan"], from: "yuan: 300.00"),
    (path: ["$defs", "seal", "properties", "diameter"], from: "diameter: 42"),
    (path: ["$defs", "flow", "properties", "made-at-once"], from: "    separate: [[submission, review]]"),
  ]

  /// A scalar, the types that JSON Schema gives it, and the kinds of place that take it.
  static let scalars: [(text: String, types: Set<String>)] = [
    ("第七家", ["string"]), ("\"40\"", ["string"]), ("40", ["integer", "number"]), ("+40", ["integer", "number"]),
    ("4e1", ["integer", "number"]), ("40.0", ["integer", "number"]), ("0x28", ["integer", "number"]),
    ("0o50", ["integer", "number"]), ("040", ["integer", "number"]), ("40.25", ["number"]), ("4.025e1", ["number"]),
    ("true", ["boolean"]), ("False", ["boolean"]), ("\"true\"", ["string"]), ("null", ["null"]), ("~", ["null"]),
    ("no", ["string"]), ("4e", ["string"]), ("2026-01-01", ["string"]),
  ]

  @Test(arguments: places.indices, scalars)
  func `the reader and the schema take the same scalar for the same thing`(
    index: Int, scalar: (text: String, types: Set<String>)
  ) throws {
    let place = Self.places[index]
    var node = try schema("service.schema.json")
    for key in place.path { node = try #require(node[key]) }
    if let name = node["$ref"]?.text?.split(separator: "/").last {
      node = try #require(try schema("service.schema.json")["$defs"]?[String(name)])
    }
    let types = Set((node["type"]?.items ?? [node["type"]].compactMap(\.self)).compactMap(\.text))
    let isAmount = types == ["integer", "string"]
    // An amount in quotes has the digits that the schema's pattern asks for.
    let takes =
      !types.isDisjoint(with: scalar.types) && (!isAmount || scalar.types != ["string"] || scalar.text == "\"40\"")
    let key = place.path.last ?? ""
    let line = key == "made-at-once" ? "\(place.from)\n    \(key): \(scalar.text)" : "\(key): \(scalar.text)"
    let faults = try faults(Limit(path: [], from: place.from, to: line), 0)
    #expect(faults.isEmpty == takes, "\(line): \(faults)")
  }

  @Test(arguments: [
    ("\"300.00\"", true), ("\"0.01\"", true), ("\"0.1\"", true), ("\"300.005\"", false), ("300.005", false),
    ("300.00", true), ("0.01", false), ("\"-1\"", false), ("-1", false), ("\"1e2\"", false), ("\"300.\"", false),
    ("999999999999", true), ("1000000000000", false), ("\"1000000000000\"", false),
  ])
  func `an amount that the schema takes is one for the reader, and no other is`(text: String, isOne: Bool) throws {
    let schema = try #require(try schema("service.schema.json")["$defs"]?["yuan"])
    let digits = text.trimmingCharacters(in: ["\""])
    let pattern = try Regex(#require(schema["pattern"]?.text))
    let range = 0...Double(try #require(schema["maximum"]?.integer))
    let isTaken =
      text.hasPrefix("\"")
      ? digits.wholeMatch(of: pattern) != nil
      : Double(digits).map { $0 == $0.rounded() && range.contains($0) } ?? false
    #expect(isTaken == isOne)
    let faults = try faults(Limit(path: [], from: "yuan: 300.00", to: "yuan: \(text)"), 0)
    #expect(faults == (isOne ? [] : ["S63"]))
  }

  private func faults(_ limit: Limit, _ number: Int) throws -> [String] {
    let folder = NSTemporaryDirectory() + "packs-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: PackMistakeTests.sixth, toPath: folder)
    let path = "\(folder)/sixth/service.yaml"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    let place = try #require(text.range(of: limit.from))
    text.replaceSubrange(place, with: limit.to.replacingOccurrences(of: "N", with: String(number)))
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return Packs.examine(folder).faults.map(\.explanation.code)
  }

  @Test func `the schema's words are the reader's`() throws {
    let service = try schema("service.schema.json")
    #expect(words(service["$defs"]?["step"]) == Set(Step.allCases.map(\.rawValue)))
    let type = service["$defs"]?["business-type"]?["properties"]
    #expect(words(type?["token"]) == Set(BusinessType.TokenJob.allCases.map(\.rawValue)))
    #expect(
      words(type?["preconditions"]?["items"]) == Set(BusinessType.Precondition.allCases.map(\.rawValue)))
    #expect(words(service["$defs"]?["fee"]?["properties"]?["per"]) == Set(FeeLine.Unit.allCases.map(\.rawValue)))
    let key = service["$defs"]?["certificate"]?["properties"]?["key"]
    #expect(words(key) == Set(CertificateKey.allCases.map(\.rawValue)))
    let ways = service["$defs"]?["payment"]?["properties"]?["ways"]?["items"]
    #expect(words(ways) == Set(PaymentEntry.Kind.allCases.map(\.rawValue)))
    let kinds = try schema("fields.schema.json")["$defs"]?["field"]?["properties"]?["kind"]
    #expect(words(kinds) == Set(KeySet.fieldKinds))
    #expect(words(try schema("facts.schema.json")["$defs"]?["kind"]) == Set(KeySet.factKinds))
  }

  private func words(_ node: YAMLNode?) -> Set<String> { Set((node?["enum"]?.items ?? []).compactMap(\.text)) }

  private func expect(_ keys: KeySet, in file: String) throws {
    let whole = try schema(file)
    let part = keys.name.isEmpty ? whole : try #require(whole["$defs"]?[keys.name])
    #expect((part["required"]?.items ?? []).compactMap(\.text) == keys.required)
    #expect(Set(part["properties"]?.entries?.map(\.key) ?? []) == Set(keys.required + keys.optional))
    #expect(part["additionalProperties"]?.truth == false)
  }

  /// JSON is YAML, so our own reader reads it.
  private func schema(_ name: String) throws -> YAMLNode {
    let reader = DefinitionReader()
    let tree = reader.tree(of: PacksTests.forms + "/schema/" + name)
    try reader.finish()
    return try #require(tree)
  }
}
