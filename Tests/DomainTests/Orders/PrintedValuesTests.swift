import Domain
import Testing

@Suite struct PrintedValuesTests {
  private func code(_ values: [FieldID: String]) -> String? {
    Application(number: "A-1", service: "s", businessType: "new", values: values).printedValues["organisation.code"]
  }

  @Test func `an organisation code follows from the credit code unless there is one of its own`() {
    let credit = "91350100M000100Y43"
    #expect(code(["organisation.creditCode": credit]) == "M000100Y4")
    #expect(code(["organisation.creditCode": credit, "organisation.mergedLicence": "是"]) == "M000100Y4")
    #expect(code(["organisation.creditCode": credit, "organisation.mergedLicence": "否"]) == nil)
    #expect(code(["organisation.creditCode": credit, "organisation.code": "123456788"]) == "123456788")
    #expect(code(["organisation.creditCode": "91350100M000100Y44"]) == nil)
    #expect(code([:]) == nil)
  }
}
