// One thing that a reader of the paper sees changed, in words for people who do not read definitions.

public import Domain

/// Lengths are millimetres. Pages count from 1.
public enum FormChange: Hashable, Sendable {
  case edition(from: Int, to: Int)
  case title(from: String, to: String)
  case pages(from: Int, to: Int)
  case textAdded(page: Int, String)
  case textRemoved(page: Int, String)
  case textChanged(page: Int, from: String, to: String)
  case fieldAdded(FieldID, label: String)
  case fieldRemoved(FieldID, label: String)
  case boxAdded(page: Int, String)
  case boxRemoved(page: Int, String)
  /// Places that moved together; `right` and `down` are negative for left and up.
  case boxesMoved(page: Int, [String], right: Double, down: Double)
  case boxResized(page: Int, String, width: Double, height: Double)
  case boxTurned(String, from: Int, to: Int)

  /// The change's name in `--json`.
  public var kind: String {
    switch self {
    case .edition: "edition"
    case .title: "title"
    case .pages: "pages"
    case .textAdded: "text-added"
    case .textRemoved: "text-removed"
    case .textChanged: "text-changed"
    case .fieldAdded: "field-added"
    case .fieldRemoved: "field-removed"
    case .boxAdded: "box-added"
    case .boxRemoved: "box-removed"
    case .boxesMoved: "boxes-moved"
    case .boxResized: "box-resized"
    case .boxTurned: "box-on-other-page"
    }
  }

  public func text(in language: Language) -> String { language == .chinese ? chinese : english }

  private var chinese: String {
    switch self {
    case .edition(let old, let new): "版次：第 \(old) 版 → 第 \(new) 版"
    case .title(let old, let new): "标题：“\(old)” → “\(new)”"
    case .pages(let old, let new): "页数：\(old) 页 → \(new) 页"
    case .textAdded(let page, let text): "第 \(page) 页 增加文字：“\(text)”"
    case .textRemoved(let page, let text): "第 \(page) 页 删去文字：“\(text)”"
    case .textChanged(let page, let old, let new): "第 \(page) 页 文字改动：“\(old)” → “\(new)”"
    case .fieldAdded(let id, let label): "增加栏目：\(label)（\(id)）"
    case .fieldRemoved(let id, let label): "删去栏目：\(label)（\(id)）"
    case .boxAdded(let page, let name): "第 \(page) 页 增加位置：\(name)"
    case .boxRemoved(let page, let name): "第 \(page) 页 删去位置：\(name)"
    case .boxesMoved(let page, let names, let right, let down):
      "第 \(page) 页 \(Self.list(names, "、", "等 \(names.count) 处"))\(Self.shift(right, down, ["右移", "左移", "下移", "上移"], "，"))"
    case .boxResized(let page, let name, let width, let height):
      "第 \(page) 页 \(name) 现为 \(Self.mm(width)) × \(Self.mm(height)) mm"
    case .boxTurned(let name, let old, let new): "\(name) 由第 \(old) 页移到第 \(new) 页"
    }
  }

  private var english: String {
    switch self {
    case .edition(let old, let new): "edition \(old) → \(new)"
    case .title(let old, let new): "title “\(old)” → “\(new)”"
    case .pages(let old, let new): "pages \(old) → \(new)"
    case .textAdded(let page, let text): "page \(page): text added “\(text)”"
    case .textRemoved(let page, let text): "page \(page): text removed “\(text)”"
    case .textChanged(let page, let old, let new): "page \(page): text changed “\(old)” → “\(new)”"
    case .fieldAdded(let id, let label): "field added: \(label) (\(id))"
    case .fieldRemoved(let id, let label): "field removed: \(label) (\(id))"
    case .boxAdded(let page, let name): "page \(page): place added: \(name)"
    case .boxRemoved(let page, let name): "page \(page): place removed: \(name)"
    case .boxesMoved(let page, let names, let right, let down):
      "page \(page): \(Self.list(names, ", ", " … (\(names.count) places)"))"
        + Self.shift(right, down, [" right by", " left by", " down by", " up by"], ",")
    case .boxResized(let page, let name, let width, let height):
      "page \(page): \(name) is now \(Self.mm(width)) × \(Self.mm(height)) mm"
    case .boxTurned(let name, let old, let new): "\(name) went from page \(old) to page \(new)"
    }
  }

  /// The first few names, and how many there are.
  private static func list(_ names: [String], _ comma: String, _ rest: String) -> String {
    names.prefix(3).joined(separator: comma) + (names.count > 3 ? rest : "")
  }

  private static func shift(_ right: Double, _ down: Double, _ words: [String], _ comma: String) -> String {
    let across = right == 0 ? nil : " \(words[right > 0 ? 0 : 1]) \(mm(abs(right))) mm"
    let along = down == 0 ? nil : " \(words[down > 0 ? 2 : 3]) \(mm(abs(down))) mm"
    return [across, along].compactMap { $0 }.joined(separator: comma)
  }

  /// To a tenth of a millimetre.
  private static func mm(_ length: Double) -> String {
    let tenths = Int(length * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
