// JSON in its four shapes, and all the ways in which it can be broken.
import Domain
import Intake
import Testing

struct JSONTests {
  static func object(_ number: String, _ more: String = "") -> String {
    #"{"application": "\#(number)", "服务机构": "示例服务", "business": "新制", "organisation": {"name": "示例公司"}, "经办人姓名": "李\u56db"\#(more)}"#
  }

  @Test(arguments: [
    object("A-1"), "[\(object("A-1"))]", "{\"applications\": [\(object("A-1"))]}", "\u{FEFF}" + object("A-1") + "\n",
    "{\"service\": \"example\", \"applications\": [{\"application\": \"A-1\", \"business\": \"new\", \"单位名称\": \"示例公司\", \"agent.name\": \"李四\"}]}",
  ])
  func `every shape gives the same application`(text: String) throws {
    let read = try Desk.read(text)
    #expect(read.findings.isEmpty)
    #expect(
      read.applications == [
        Application(
          number: "A-1", service: "example", businessType: "new",
          values: ["organisation.name": "示例公司", "agent.name": "李四"])
      ])
  }

  @Test func `lines of objects are read one by one, and a broken one is left out`() throws {
    let text = [Self.object("A-1"), #"{"application": "A-2", "#, Self.object("A-3"), "{\"a\" 1}", Self.object("A-5")]
    let read = try Desk.read(text.joined(separator: "\n"))
    #expect(read.applications.map(\.number) == ["A-1", "A-3", "A-5"])
    #expect(read.findings.map(\.explanation.code) == ["I18", "I18"])
    #expect(read.findings.map(\.place.line) == [2, 4])
  }

  @Test(arguments: [
    ("{", "I19 1 2"), ("{\"a\" 1}", "I18 1 6"), ("{\"application\": \"A-1\",}", "I18 1 23"), ("[1]", "I24 1 -"),
    ("{\"a\": tru}", "I18 1 10"), ("{\"a\": 01}", "I18 1 9"), ("{\"a\": \"\u{1}\"}", "I18 1 8"),
    ("{\"a\": \"\\x\"}", "I18 1 9"), ("{\n\"a\": 'b'}", "I18 2 6"), ("[{}", "I19 1 4"),
    ("[] []", "I18 1 -"),
    ("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", "I21 1 -"),
  ])
  func `broken JSON says where`(text: String, short: String) throws {
    let read = try Desk.read(text)
    #expect(read.findings.contains { $0.short == short }, "\(read.findings.map(\.short))")
  }

  @Test(arguments: [
    (#", "单位名称": "乙""#, "I44 1 单位名称"), (#", "service": "example""#, "I44 1 service"),
    (#", "business": "new""#, "I20 1 business"), (#", "agent.mobile": ["1"]"#, "I22 1 agent.mobile"),
    (#", "agent.mobile": "\ud800""#, "I23 1 agent.mobile"),
    (#", "agent.idNumber": 110105194912310028"#, "I51 1 agent.idNumber"),
    (#", "agent.mobile": 1876962883"#, "D58 1 agent.mobile"), (#", "agent.mobil": "1""#, "I12 1 agent.mobil"),
    (#", "bank.account": 12345678"#, "I35 1 bank.account"), (#", "agent.mobile": "187\u0000""#, "D21 1 agent.mobile"),
  ])
  func `a bad member has its code and its key`(more: String, short: String) throws {
    let read = try Desk.read(Self.object("A-1", more))
    #expect(read.findings.map(\.short).contains(short), "\(read.findings.map(\.short))")
  }

  @Test func `years that the business type does not offer are refused with those it does`() throws {
    let service = ServiceVocabulary(
      id: "example", names: ["示例服务"],
      businessTypes: [
        .init(
          id: "new", names: ["新制"], required: ["organisation.name"], optional: ["certificate.years", "agent.name"],
          years: [1, 3])
      ])
    let years = Field(id: "certificate.years", label: "办理年限", kind: .count, sensitivity: .open, limit: 2)
    let catalogue = FieldCatalogue(Desk.catalogue.fields + [years])
    func read(_ years: String) throws -> [String] {
      let intake = Intake(catalogue: catalogue, services: [service], today: Desk.today)
      return try Desk.read(Array(Self.object("A-1", #", "办理年限": "\#(years)""#).utf8), intake: intake).findings.map(
        \.explanation.code)
    }
    #expect(try read("3").isEmpty)
    #expect(try read("5") == ["I53"])
  }

  @Test func `null is no value, true is 是`() throws {
    let read = try Desk.read(Self.object("A-1", #", "agent.mobile": null, "invoice.wanted": false"#))
    #expect(read.applications.first?.values["invoice.wanted"] == "否")
    #expect(read.applications.first?.values["agent.mobile"] == nil)
    #expect(read.findings.isEmpty)
  }

  @Test func `a long list is read one application at a time`() throws {
    let text = "[" + (0..<5000).map { Self.object("A-\($0)") }.joined(separator: ",\n") + "]"
    let read = try Desk.read(text)
    #expect(read.applications.count == 5000)
    #expect(read.findings.isEmpty)
  }

  @Test func `a million brackets and a value without end do no harm`() throws {
    #expect(try Desk.read("[" + String(repeating: "[", count: 1_000_000)).findings.map(\.explanation.code) == ["I21"])
    #expect(
      try Desk.read("{\"a\": \"" + String(repeating: "x", count: 3_000_000)).findings.map(\.explanation.code) == ["I19"]
    )
  }

  @Test func `a finding is one line of JSON with its ten keys in order`() throws {
    let read = try Desk.read(Self.object("A-1", #", "agent.mobile": "1\u202e\n2""#))
    let line = try #require(read.findings.first).json(in: .english)
    #expect(!line.contains("\n"))
    let keys = line.matches(of: /"([a-z]+)":/).map { String($0.1) }
    #expect(
      keys == ["file", "line", "column", "application", "field", "code", "rule", "message", "remedy", "severity"])
  }
}
