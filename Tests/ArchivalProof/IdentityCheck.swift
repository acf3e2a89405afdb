// What a file says about itself, in two languages that must agree, and what its greys mean.
import Foundation

/// Info against XMP, language, identifier, output intent (ISO 19005-2, 6.1.3, 6.2.3, 6.6, 6.7).
struct IdentityCheck {
  private(set) var complaints: [String] = []

  init(_ file: ReadFile) {
    check(file.version == "1.5" || file.version == "1.7", "version \(file.version)")
    check(file.root["/Lang"].text == "zh-CN", "no language")
    check(file.root["/ViewerPreferences"]["/DisplayDocTitle"].isTrue, "the reader's title bar shows the file's name")
    check(file.trailer["/ID"].items.filter(\.isString).count == 2, "no identifier")
    compare(file.trailer["/Info"], file.root["/Metadata"])
    checkIntent(file.root["/OutputIntents"].items)
  }

  private mutating func check(_ holds: Bool, _ words: String) {
    if !holds { complaints.append(words) }
  }

  private mutating func compare(_ info: Entry, _ metadata: Entry) {
    check(metadata["/Subtype"].name == "/XML" && metadata["/Filter"].isNull, "metadata are no plain XML")
    let packet = String(decoding: metadata.content ?? [], as: UTF8.self)
    check(Self.inside("pdfaid:part", packet) == "2", "not PDF/A-2")
    check(Self.inside("pdfaid:conformance", packet) == "B", "not conformance B")
    let pairs = [
      ("/Title", "dc:title"), ("/Subject", "dc:description"), ("/Author", "dc:creator"), ("/Keywords", "pdf:Keywords"),
      ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"),
    ]
    for (key, element) in pairs {
      let told = info[key].text ?? ""
      check(Self.inside(element, packet) == told, "\(key) “\(told)” is another in \(element)")
    }
    for (key, element) in [("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")] {
      let digits = (info[key].text ?? "").filter(\.isNumber)
      check(Self.inside(element, packet).filter(\.isNumber) == digits, "\(key) is another in \(element)")
    }
    check(!(info["/Title"].text ?? "").isEmpty, "no title")
  }

  /// The text of an element, its alternatives' markup left out.
  private static func inside(_ element: String, _ packet: String) -> String {
    let parts = packet.components(separatedBy: "<\(element)>")
    guard parts.count == 2, let content = parts[1].components(separatedBy: "</\(element)>").first else { return "" }
    let plain = content.replacing(/<[^>]*>/, with: "")
    return plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }

  private mutating func checkIntent(_ intents: [Entry]) {
    check(intents.count == 1 && intents[0]["/S"].name == "/GTS_PDFA1", "not one output intent")
    guard let profile = intents.first?["/DestOutputProfile"], let bytes = profile.content, bytes.count > 128 else {
      return complaints.append("no colour profile")
    }
    let size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    check(size == bytes.count, "the colour profile is cut")
    check(Array(bytes[36..<40]) == Array("acsp".utf8), "no colour profile")
    check(
      Array(bytes[16..<20]) == Array("RGB ".utf8) && profile["/N"].whole == 3, "the profile is not of three colours")
  }
}
