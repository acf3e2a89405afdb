// Every fact of the packs, as it was read beside the manuals: none changes unseen.
import Domain
import Files
import Foundation
import Services
import Testing

@Suite struct PackFactsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test func `seals, signatures, copies, prices, contacts and wordings are those that were read beside the manuals`()
    throws
  {
    let services = try PacksTests.packs().packs.map(\.id).sorted()
    #expect(services.count == 5)
    let text = try services.map { service in
      let path = "\(Self.root)/Forms/\(service)/service.yaml"
      let tree = try YAMLNode.tree(of: Files.read(path, limit: 1 << 22), file: path)
      return "# \(service)\n" + Self.facts(tree, at: "").joined(separator: "\n")
    }.joined(separator: "\n\n")
    try Golden.expect(text + "\n", in: "packs.txt")
  }

  /// One line for each scalar, and for each list of scalars, after the way to it.
  private static func facts(_ node: YAMLNode, at path: String) -> [String] {
    if let entries = node.entries {
      return entries.flatMap { facts($0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }
    guard let items = node.items else { return ["\(path) = \(node.text ?? "")"] }
    let texts = items.compactMap(\.text)
    if texts.count == items.count { return ["\(path) = \(texts.joined(separator: "、"))"] }
    return items.enumerated().flatMap { number, item in
      facts(item, at: "\(path)[\(item["id"]?.text ?? item["title"]?.text ?? "\(number + 1)")]")
    }
  }
}
