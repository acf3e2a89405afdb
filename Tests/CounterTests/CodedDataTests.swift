// Applicant data as a QR code on a picture: read in the confined child, judged like any file.
import Counter
import Documents
import Domain
import Files
import Foundation
import Layout
import Pictures
import Processes
import Testing

@Suite struct CodedDataTests {
  private let desk: FormDesk

  init() throws {
    desk = try FormDesk()
    #expect(try certkiosk(["store", "init", "--rehearsal", "--kiosk", "T01"]).succeeded)
  }

  private func certkiosk(_ words: [String]) throws -> Outcome {
    let house = ["--store", "\(desk.folder)/store", "--key-file", "\(desk.folder)/store.key", "--forms", desk.forms]
    return try desk.run(words + house + ["--json"])
  }

  /// A page with codes, drawn at 200 dpi.
  private func picture(of texts: [String], named name: String) throws -> String {
    let items = texts.enumerated().map { place, text in
      Item.code(
        Rectangle(x: .mm(20), y: .mm(20 + 130 * place), width: .mm(110), height: .mm(110)), text: text,
        correction: .medium)
    }
    let page = try RasterPage(LaidOutPage(items: items), fonts: FontBook(), dotsPerInch: (200, 200))
    let pixels = try page.draw(rows: 0..<page.height)
    let path = "\(desk.folder)/\(name)"
    try Files.write(
      PNG.encode(Picture(width: page.width, height: page.height, channels: .grey, pixels: pixels)), to: path)
    return path
  }

  private static func application(_ number: String, code: String = "91350100M000100Y43") -> String {
    """
    {"application": "\(number)", "service": "bjca", "business": "new", "organisation": {"name": "永城市样例贸易有限公司",
     "creditCode": "\(code)", "address": "永城市样例路1号", "phone": "0370-8000000", "mergedLicence": "是"},
     "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
     "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"}}
    """
  }

  @Test func `a code with an application becomes an order, and two codes on a picture two`() throws {
    let one = try certkiosk(["intake", picture(of: [Self.application("QR-1")], named: "one.png")])
    #expect(one.succeeded, "\(one.outputText) \(one.errorText)")
    #expect(FormDesk.lines(one).compactMap { $0["application"] as? String } == ["QR-1"])
    let two = try certkiosk([
      "intake", picture(of: [Self.application("QR-2"), Self.application("QR-3")], named: "two.png"),
    ])
    #expect(FormDesk.lines(two).compactMap { $0["order"] as? String }.count == 2, "\(two.errorText)")
    let shown = try certkiosk(["order", "show", "QR-3", "--values"])
    #expect(shown.outputText.contains("永城市样例贸易有限公司"))
  }

  @Test func `what is wrong with a code's data is a finding with its field, and nothing is registered`() throws {
    let file = try picture(of: [Self.application("QR-4", code: "91350100M000100Y44")], named: "wrong.png")
    let outcome = try certkiosk(["check", file])
    #expect(outcome.ending == .exited(1))
    let finding = try #require(FormDesk.lines(outcome).first)
    #expect(finding["field"] as? String == "organisation.creditCode" && finding["file"] as? String == file)
    #expect(try certkiosk(["intake", file]).ending == .exited(1))
    #expect(FormDesk.lines(try certkiosk(["order", "list"])).isEmpty)
  }

  @Test func `a picture without a code, and one that is broken, are findings`() throws {
    let empty = try certkiosk(["intake", picture(of: [], named: "empty.png")])
    #expect(empty.ending == .exited(1) && FormDesk.lines(empty).first?["code"] as? String == "N95")
    let path = "\(desk.folder)/broken.png"
    try Files.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3], to: path)
    let broken = try certkiosk(["intake", path])
    #expect(broken.ending == .exited(1) && FormDesk.lines(broken).count == 1, "\(broken.errorText)")
    #expect(FormDesk.lines(broken).first?["severity"] as? String == "error")
  }
}
