// The documents of all five services: they read, they compose, and their places are where they must be.

import Domain
import Layout
import Services
import Testing

struct DocumentDefinitionTests {
  @Test(arguments: FormSamples.documents)
  func `every definition reads without a fault`(service: String, document: String) throws {
    do {
      let definition = try FormSamples.definition(service, document)
      #expect(definition.id == document)
      let slot = try FormSamples.pack(service).businessTypes.flatMap(\.documents).first { $0.id == document }
      #expect(slot?.title == definition.title)
    } catch let error as PackFault {
      Issue.record("\(error.faults.map { $0.text(in: .english) }.joined(separator: "\n"))")
    }
  }

  @Test(arguments: FormSamples.documents)
  func `every document composes from much, little and nothing`(service: String, document: String) throws {
    let definition = try FormSamples.definition(service, document)
    for values in [FormSamples.ordinary, FormSamples.long, FormSamples.short, FormSamples.empty] {
      let laidOut = try definition.layOut(
        values: values, context: try FormSamples.context(service), measure: PlainMeasure())
      #expect(laidOut.pages.count == definition.pages)
      for page in laidOut.pages { checkPlaces(page) }
    }
  }

  private func checkPlaces(_ page: LaidOutPage) {
    #expect(Set(page.boxes.map(\.name)).count == page.boxes.count)
    let outside = page.boxes.filter { box in
      box.rectangle.x < .zero || box.rectangle.y < .zero || box.rectangle.maxX > .mm(210)
        || box.rectangle.maxY > .mm(297)
    }
    #expect(outside.isEmpty)
    let furniture = page.boxes.filter { $0.name.hasPrefix("mark.") || $0.name.hasPrefix("page-code") }
    for box in page.boxes where !furniture.contains(box) && box.name != "straddle" {
      #expect(furniture.allSatisfy { !$0.rectangle.meets(box.rectangle) }, "\(box.name)")
    }
  }

  @Test(arguments: FormSamples.services)
  func `an application form has exactly two pages or a named refusal`(service: String) throws {
    let definition = try FormSamples.definition(service, "application-form")
    let context = try FormSamples.context(service)
    var refused = 0
    for seed in 0..<200 {
      do {
        let laidOut = try definition.layOut(
          values: FormSamples.random(UInt64(seed)), context: context, measure: PlainMeasure())
        #expect(laidOut.pages.count == 2)
      } catch {
        refused += 1
        switch error {
        case .tooLong(let field, _, _): #expect(definition.fields.contains(field))
        case .overflow(_, _, let longest): #expect(longest != nil)
        default: Issue.record("\(error)")
        }
      }
    }
    #expect(refused < 200)
  }

  @Test(arguments: FormSamples.services)
  func `a form has its signature, its seal and its values in named places`(service: String) throws {
    let form = try FormSamples.definition(service, "application-form")
    let page = try form.layOut(
      values: FormSamples.ordinary, context: try FormSamples.context(service), measure: PlainMeasure()
    ).pages[0]
    #expect(page.boxes.contains { $0.name == "signature" && $0.kind == .signature })
    #expect(page.boxes.contains { $0.name == "seal.unit" && $0.kind == .seal(sealClass: "unit") })
    #expect(page.boxes.contains { $0.name == "organisation.name" && $0.kind == .field })
    #expect(page.boxes.contains { $0.name == "agent.idNumber" && $0.kind == .field })
  }

  @Test(arguments: FormSamples.services)
  func `a seal template has its capture frames and both rulers in true size`(service: String) throws {
    let template = try FormSamples.definition(service, "seal-template")
    let page = try template.layOut(
      values: FormSamples.ordinary, context: try FormSamples.context(service), measure: PlainMeasure()
    ).pages[0]
    let frames = page.boxes.filter { if case .capture = $0.kind { true } else { false } }
    #expect(frames.count >= 2)
    for frame in frames {
      #expect(frame.rectangle.width >= .mm(70) && frame.rectangle.height >= .mm(70))
    }
    let bars = page.boxes.filter { $0.kind == .scaleBar }.map { max($0.rectangle.width, $0.rectangle.height) }
    #expect(bars == [.mm(100), .mm(100)])
  }

  @Test func `a field without a value is left open for handwriting`() throws {
    let form = try FormSamples.definition("bjca", "application-form")
    let page = try form.layOut(
      values: FormSamples.empty, context: try FormSamples.context("bjca"), measure: PlainMeasure()
    ).pages[0]
    let box = try #require(page.boxes.first { $0.name == "organisation.name" })
    #expect(box.kind == .blank)
    #expect(box.rectangle.height >= .mm(7) && box.rectangle.width >= .mm(100))
  }
}

extension Rectangle {
  func meets(_ other: Rectangle) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }
}
