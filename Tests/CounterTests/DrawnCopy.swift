// Copies of licences and cards as an applicant brings them: drawn by hand, printed by poppler, so that nothing under test
// had a part in them. Everybody on them is made up.
import DrawnPage
import Files
import Foundation
import Processes

struct DrawnCopy {
  /// Lines of print; numbers stand alone on theirs.
  var lines: [String]
  var isSealed = true

  /// The side of an identity card with the emblem says until when it is valid (GA 448-2013).
  static let emblem = "2015.06.01-2035.06.01"

  /// A scan at 200 dpi, as a file in this folder.
  func scan(to folder: String) throws -> String {
    let name = "\(folder)/copy-\(UUID().uuidString)"
    try Files.write(pdf, to: "\(name).pdf")
    let drawn = try Program.run("pdftoppm", ["-r", "200", "-singlefile", "-jpeg", "\(name).pdf", name])
    guard drawn.succeeded else { throw CocoaError(.fileReadUnknown) }
    return "\(name).jpg"
  }

  private var drawing: String {
    let print = lines.enumerated().map { "0 g BT /F 16 Tf 120 \(700 - $0 * 60) Td (\($1)) Tj ET" }
    return (print + (isSealed ? [seal] : [])).joined(separator: "\n")
  }

  /// A ring of 42 mm, as a unit's seal is.
  private var seal: String {
    let steps = (0...120).map { step in
      let angle = Double(step) * .pi / 60
      return "\(400 + 59.5 * cos(angle)) \(250 + 59.5 * sin(angle)) \(step == 0 ? "m" : "l")"
    }
    return "0.85 0.1 0.1 RG 3.4 w \(steps.joined(separator: " ")) s"
  }

  private var pdf: [UInt8] {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
      "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    return DrawnPage.pdf(objects)
  }
}
