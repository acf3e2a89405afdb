// Every document with real fonts; with GALLERY=DIR in the environment the pages are left there to be looked at.

import Documents
import Domain
import Foundation
import Layout
import Services
import Testing

struct GalleryTests {
  private static let fonts = Result { () throws(DocumentError) in try FontBook() }

  @Test(arguments: FormSamples.documents)
  func `every document is drawn with the installed fonts`(service: String, document: String) throws {
    let fonts = try Self.fonts.get()
    let definition = try FormSamples.definition(service, document)
    let cases = [
      ("ordinary", FormSamples.ordinary, nil), ("long", FormSamples.long, "演练"), ("empty", FormSamples.empty, "仅供预览"),
    ]
    for (name, values, watermark) in cases {
      let context = try FormSamples.context(service, watermark: watermark)
      let laidOut = try definition.layOut(values: values, context: context, measure: fonts)
      #expect(laidOut.pages.count == definition.pages)
      if let folder = ProcessInfo.processInfo.environment["GALLERY"] {
        let bytes = try PDFRenderer(fonts: fonts).render(laidOut)
        let path = "\(folder)/\(service)-\(document)-\(name).pdf"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
      }
    }
  }
}
