// Reads the blocks a page is built from.

internal import Domain
internal import Layout

extension FormReader {
  /// The keys that say what a block is.
  private static var kinds: [String] {
    [
      "text", "heading", "list", "table", "choices", "columns", "signature", "seal", "capture", "scale-bar",
      "drawing", "space", "rule",
    ]
  }

  /// Named parts, in order; the name is what a person calls a part that does not fit.
  func parts(_ node: YAMLNode, width: Length) -> [(name: String, make: BlockMaker)] {
    var parts: [(name: String, make: BlockMaker)] = []
    each(node) { item in
      if let make = block(item, width: width) { parts.append((partName(item), make)) }
    }
    return parts
  }

  func content(_ node: YAMLNode?, width: Length) -> BlockMaker {
    guard let node else { return { _ in [] } }
    let makers = parts(node, width: width).map(\.make)
    return { filling in makers.flatMap { $0(filling) } }
  }

  private func partName(_ node: YAMLNode) -> String {
    let place = node.formPlace
    let what = node.formEntries?.first?.key ?? "text"
    return "\(what), \(place.file):\(place.line ?? 0)"
  }

  private func block(_ node: YAMLNode, width: Length) -> BlockMaker? {
    if let scalar = node.formScalar { return plain(scalar, node) }
    guard let entries = node.formEntries else {
      tell(.expected("a block"), at: node)
      return nil
    }
    guard let kind = entries.map(\.key).first(where: Self.kinds.contains) else {
      let key = entries.first?.key ?? ""
      tell(.unknownKey(key, nearest: nearest(to: key, among: Self.kinds)), at: node)
      return nil
    }
    let options = ["heading", "text", "list"].contains(kind) ? TextLook.keys + ["numbers", "gap"] : []
    let keys = keys(node, [kind, "when"] + options)
    guard let value = keys[kind], let make = block(kind, value, keys, width: width) else { return nil }
    guard let condition = condition(keys["when"]) else { return make }
    return { filling in filling.holds(condition) ? make(filling) : [] }
  }

  /// `fill`, `page-break` or a paragraph in body type.
  private func plain(_ scalar: String, _ node: YAMLNode) -> BlockMaker? {
    switch scalar {
    case "fill": return { _ in [.fill] }
    case "page-break": return { _ in [.pageBreak] }
    case _ where scalar.utf8.allSatisfy { $0 < 128 && $0 != 0x20 }:
      tell(.unknownWord(scalar, allowed: ["fill", "page-break"]), at: node)
      return nil
    default: return paragraph(node, look: body)
    }
  }

  private func block(_ kind: String, _ value: YAMLNode, _ keys: [String: YAMLNode], width: Length) -> BlockMaker? {
    switch kind {
    case "text": return paragraph(value, look: look(keys, on: body))
    case "heading": return heading(value, keys)
    case "list": return list(value, keys)
    case "table": return table(value, width: width)
    case "choices": return choices(value)
    case "columns": return columns(value, width: width)
    case "signature": return signature(value)
    case "seal": return seal(value)
    case "capture": return capture(value, width: width)
    case "scale-bar": return scaleBar(value)
    case "drawing": return drawing(value)
    case "space": return length(value).map { height in { _ in [.space(height)] } }
    case "rule": return length(value).map { thickness in { _ in [.rule(Stroke(thickness: thickness))] } }
    default: return nil
    }
  }

  // MARK: Text

  func paragraph(_ node: YAMLNode, look: TextLook, tag: Tag = .paragraph) -> BlockMaker? {
    guard let template = template(node) else { return nil }
    return { filling in
      [.paragraph(look.paragraph(template.inlines(filling, style: look.style), tag: tag))]
    }
  }

  private func heading(_ node: YAMLNode, _ keys: [String: YAMLNode]) -> BlockMaker? {
    var base = body
    base.typeface = .hei
    base.bold = true
    base.size = .pt(12)
    base.alignment = .left
    base.leading = 170
    let text = template(node)?.plain ?? ""
    return paragraph(node, look: look(keys, on: base), tag: .heading(level: 2, bookmark: text))
  }

  /// Numbered paragraphs whose lines align behind their numbers.
  private func list(_ node: YAMLNode, _ keys: [String: YAMLNode]) -> BlockMaker? {
    var look = look(keys, on: body)
    let numbers = text(keys["numbers"]) ?? "#."
    let gap = length(keys["gap"])
    let ems = numbers.contains("（") ? 2.5 : 1.75
    look.indent += ems
    look.firstIndent -= ems
    var items: [(condition: FormCondition?, template: TextTemplate)] = []
    each(node) { item in
      let keys = item.formScalar == nil ? self.keys(item, ["text", "when"]) : ["text": item]
      if let template = template(keys["text"]) { items.append((condition(keys["when"]), template)) }
    }
    let (set, entries) = (look, items)
    return { filling in
      var blocks: [Block] = []
      let shown = entries.filter { $0.condition.map { filling.holds($0) } ?? true }
      for (number, entry) in shown.enumerated() {
        if number > 0, let gap { blocks.append(.space(gap)) }
        let inlines = entry.template.inlines(filling, style: set.style)
        let label = numbers.replacingNumber(with: number + 1)
        blocks.append(.paragraph(set.numbered(label, inlines, ems: ems)))
      }
      return blocks
    }
  }
}

extension TextLook {
  /// A paragraph that hangs behind its number.
  fileprivate func numbered(_ label: String, _ inlines: [Inline], ems: Double) -> Paragraph {
    paragraph([.label(label, width: Length(micrometres: Int(ems * Double(size.micrometres))))] + inlines)
  }
}

extension String {
  fileprivate func replacingNumber(with number: Int) -> String {
    split(separator: "#", omittingEmptySubsequences: false).joined(separator: String(number))
  }
}
