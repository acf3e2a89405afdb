// Reads the blocks a page is built from.

internal import Domain
internal import Layout

extension FormReader {
  /// The keys that say what a block is.
  private static var kinds: [String] {
    [
      "text", "heading", "list", "checks", "table", "choices", "columns", "signature", "seal", "capture", "scale-bar",
      "drawing", "space", "rule", "picture", "cut",
    ]
  }

  /// Named parts, in order; the name is what a person calls a part that does not fit.
  func parts(_ node: YAMLNode, width: Length) -> [FormPart] {
    var parts: [FormPart] = []
    each(node) { item in
      if let make = block(item, width: width) {
        parts.append(FormPart(name: partName(item), place: item.place, make: make))
      }
    }
    return parts
  }

  func content(_ node: YAMLNode?, width: Length) -> BlockMaker {
    guard let node else { return { _ in [] } }
    let makers = parts(node, width: width).map(\.make)
    return { filling in makers.flatMap { $0(filling) } }
  }

  private func partName(_ node: YAMLNode) -> String {
    let what = node.entries?.first?.key ?? "text"
    return "\(what), \(node.place.file):\(node.place.line ?? 0)"
  }

  private func block(_ node: YAMLNode, width: Length) -> BlockMaker? {
    if let scalar = node.text { return plain(scalar, node) }
    guard let entries = node.entries else {
      tell(.notABlock("", nearest: nil), at: node)
      return nil
    }
    guard let kind = entries.map(\.key).first(where: Self.kinds.contains) else {
      let key = entries.first?.key ?? ""
      tell(.notABlock(key, nearest: Nearest.word(to: key, in: Self.kinds)), at: node)
      return nil
    }
    let options = ["heading", "text", "list", "checks"].contains(kind) ? TextLook.keys + ["numbers", "gap"] : []
    let keys = keys(node, [kind, "when"] + Self.repetitionKeys + options)
    guard let value = keys[kind] else { return nil }
    let (repetition, parts) = repeated(keys) { (block(kind, value, keys, width: width), condition(keys["when"])) }
    guard let make = parts.0 else { return nil }
    let shown = parts.1
    if repetition == nil, shown == nil { return make }
    return { filling in
      repetition.fillings(filling).flatMap { row in row.holds(shown) ? make(row) : [] }
    }
  }

  /// `fill`, `page-break` or a paragraph in body type.
  private func plain(_ scalar: String, _ node: YAMLNode) -> BlockMaker? {
    switch scalar {
    case "fill": return { _ in [.fill] }
    case "page-break": return { _ in [.pageBreak] }
    case _ where scalar.utf8.allSatisfy { $0 < 128 && $0 != 0x20 }:
      tell(.notABlock(scalar, nearest: Nearest.word(to: scalar, in: ["fill", "page-break"])), at: node)
      return nil
    default: return paragraph(node, look: body)
    }
  }

  private func block(_ kind: String, _ value: YAMLNode, _ keys: [String: YAMLNode], width: Length) -> BlockMaker? {
    switch kind {
    case "text": return paragraph(value, look: look(keys, on: body))
    case "heading": return heading(value, keys)
    case "list": return list(value, keys, numbers: text(keys["numbers"]) ?? "#.")
    case "checks": return list(value, keys, numbers: nil)
    case "table": return table(value, width: width)
    case "choices": return choices(value)
    case "columns": return columns(value, width: width)
    case "signature": return signature(value)
    case "seal": return seal(value)
    case "capture": return capture(value, width: width)
    case "scale-bar": return scaleBar(value)
    case "drawing": return drawing(value)
    case "picture": return picture(value)
    case "cut": return cut(value)
    case "space": return length(value).map { always(.space($0)) }
    case "rule": return length(value).map { always(.rule(Stroke(thickness: $0))) }
    default: return nil
    }
  }

  /// A block that is the same for everybody.
  private func always(_ block: Block) -> BlockMaker { { _ in [block] } }

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
    guard let template = template(node) else { return nil }
    let look = look(keys, on: base)
    return { filling in
      let tag = Tag.heading(level: 2, bookmark: template.text(filling))
      return [.paragraph(look.paragraph(template.inlines(filling, style: look.style), tag: tag))]
    }
  }

  /// Paragraphs whose lines align behind their numbers, or behind the check boxes they begin with and the blank after them.
  private func list(_ node: YAMLNode, _ keys: [String: YAMLNode], numbers: String?) -> BlockMaker {
    var look = look(keys, on: body)
    let gap = length(keys["gap"])
    let hanging = numbers == nil ? 1.4 : numbers?.contains("（") == true ? 2.5 : 1.75
    look.indent += hanging
    look.firstIndent -= hanging
    var items: [ListItem] = []
    each(node) { if let item = item($0) { items.append(item) } }
    let (set, entries) = (look, items)
    return { filling in
      let shown = entries.flatMap { $0.fillings(filling) }
      return shown.enumerated().flatMap { number, entry -> [Block] in
        var inlines = entry.template.inlines(entry.filling, style: set.style)
        if let numbers { inlines.insert(set.label(numbers.replacingNumber(with: number + 1), ems: hanging), at: 0) }
        let block = Block.paragraph(set.paragraph(inlines))
        return number > 0 ? [gap.map { .space($0) }, block].compactMap { $0 } : [block]
      }
    }
  }

  private func item(_ node: YAMLNode) -> ListItem? {
    let keys = node.text == nil ? self.keys(node, ["text", "when"] + Self.repetitionKeys) : ["text": node]
    let (repetition, parts) = repeated(keys) { (template(keys["text"]), condition(keys["when"])) }
    return parts.0.map { ListItem(repetition: repetition, condition: parts.1, template: $0) }
  }
}

private struct ListItem: Sendable {
  let repetition: Repetition?
  let condition: FormCondition?
  let template: TextTemplate

  func fillings(_ filling: Filling) -> [(template: TextTemplate, filling: Filling)] {
    repetition.fillings(filling).filter { filling in condition.map { filling.holds($0) } ?? true }.map {
      (template, $0)
    }
  }
}

extension TextLook {
  fileprivate func label(_ text: String, ems: Double) -> Inline {
    .label(text, width: Length(micrometres: Int(ems * Double(size.micrometres))))
  }
}

extension String {
  fileprivate func replacingNumber(with number: Int) -> String {
    split(separator: "#", omittingEmptySubsequences: false).joined(separator: String(number))
  }
}
