// Holds two editions of a paper against each other, as they lie printed side by side.

public import Domain
public import Layout

/// An edition with one filling of it laid out.
public struct PrintedForm: Sendable {
  public let definition: DocumentDefinition
  public let document: LaidOutDocument

  public init(_ definition: DocumentDefinition, _ document: LaidOutDocument) {
    self.definition = definition
    self.document = document
  }

  /// Whether both look the same: every item and every named place.
  public func looksLike(_ other: PrintedForm) -> Bool {
    document.title == other.document.title && document.pages.count == other.document.pages.count
      && zip(document.pages, other.document.pages).allSatisfy { $0.items == $1.items && $0.boxes == $1.boxes }
  }
}

public struct FormComparison {
  private let old: PrintedForm
  private let new: PrintedForm
  private let catalogue: FieldCatalogue

  /// - Parameter catalogue: for the labels of fields.
  public init(_ old: PrintedForm, _ new: PrintedForm, catalogue: FieldCatalogue) {
    self.old = old
    self.new = new
    self.catalogue = catalogue
  }

  /// Everything a reader sees changed, from the head of the paper to its places.
  public var changes: [FormChange] { head + fields + texts + PlaceComparison(old, new, label).changes }

  private var head: [FormChange] {
    var changes: [FormChange] = []
    let (before, after) = (old.definition, new.definition)
    if before.edition != after.edition { changes.append(.edition(from: before.edition, to: after.edition)) }
    if before.title != after.title { changes.append(.title(from: before.title, to: after.title)) }
    let (few, many) = (old.document.pages.count, new.document.pages.count)
    if few != many { changes.append(.pages(from: few, to: many)) }
    return changes
  }

  private var fields: [FormChange] {
    let (before, after) = (old.definition.fields, new.definition.fields)
    return after.subtracting(before).sorted().map { .fieldAdded($0, label: label($0)) }
      + before.subtracting(after).sorted().map { .fieldRemoved($0, label: label($0)) }
  }

  private func label(_ name: String) -> String { catalogue[name]?.label ?? name }

  // MARK: Texts

  /// Between texts that stayed, what went and what came are held against each other: similar ones are one change.
  private var texts: [FormChange] {
    let (before, after) = (old.document.texts, new.document.texts)
    let difference = after.map(\.essence).difference(from: before.map(\.essence))
    let gone = Set(difference.removals.map(\.offset))
    let come = Set(difference.insertions.map(\.offset))
    var changes: [FormChange] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      var removed: [PaperText] = []
      var added: [PaperText] = []
      while left < before.count, gone.contains(left) {
        removed.append(before[left])
        left += 1
      }
      while right < after.count, come.contains(right) {
        added.append(after[right])
        right += 1
      }
      changes += paired(removed, added)
      (left, right) = (left + 1, right + 1)
    }
    return changes
  }

  private func paired(_ removed: [PaperText], _ added: [PaperText]) -> [FormChange] {
    var added = added
    var changes: [FormChange] = []
    for text in removed {
      if let twin = added.firstIndex(where: { $0.resembles(text) }) {
        changes.append(.textChanged(page: added[twin].page, from: text.text, to: added.remove(at: twin).text))
      } else {
        changes.append(.textRemoved(page: text.page, text.text))
      }
    }
    return changes + added.map { .textAdded(page: $0.page, $0.text) }
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

extension PaperText {
  /// Whether half of the shorter text's characters stayed in their order.
  fileprivate func resembles(_ other: PaperText) -> Bool {
    let (mine, its) = (Array(essence), Array(other.essence))
    let lost = mine.difference(from: its).removals.count
    return (its.count - lost) * 2 >= max(1, min(mine.count, its.count))
  }
}

/// The named places of both editions.
private struct PlaceComparison {
  struct Place {
    let page: Int
    let box: NamedBox
  }

  let old: [String: Place]
  let new: [String: Place]
  /// In the new paper's order, then those that are gone.
  let names: [String]
  let label: (String) -> String

  init(_ old: PrintedForm, _ new: PrintedForm, _ label: @escaping (String) -> String) {
    let (before, after) = (Self.places(old.document), Self.places(new.document))
    self.old = Dictionary(before, uniquingKeysWith: { first, _ in first })
    self.new = Dictionary(after, uniquingKeysWith: { first, _ in first })
    let gone = before.map(\.0).filter { [known = self.new] in known[$0] == nil }
    names = after.map(\.0) + gone
    self.label = label
  }

  /// Furniture stands on every page and never moves by itself.
  private static func places(_ document: LaidOutDocument) -> [(String, Place)] {
    document.pages.enumerated().flatMap { index, page in
      page.boxes.filter { !$0.isFurniture }.map { ($0.name, Place(page: index + 1, box: $0)) }
    }
  }

  var changes: [FormChange] {
    var changes: [FormChange] = []
    var moved: [Shift: [String]] = [:]
    for name in names {
      guard let before = old[name] else {
        if let after = new[name] { changes.append(.boxAdded(page: after.page, label(name))) }
        continue
      }
      guard let after = new[name] else {
        changes.append(.boxRemoved(page: before.page, label(name)))
        continue
      }
      if before.page != after.page {
        changes.append(.boxTurned(label(name), from: before.page, to: after.page))
        continue
      }
      let shift = Shift(before, after)
      if shift.isSeen { moved[shift, default: []].append(label(name)) }
      if let size = resized(before, after) { changes.append(size(label(name))) }
    }
    let groups = moved.sorted { ($0.key.page, $0.value[0]) < ($1.key.page, $1.value[0]) }
    return changes + groups.map { .boxesMoved(page: $0.page, $1, right: $0.right, down: $0.down) }
  }

  private func resized(_ before: Place, _ after: Place) -> ((String) -> FormChange)? {
    let (was, now) = (before.box.rectangle.size, after.box.rectangle.size)
    // A value's own box is as wide as its text.
    guard after.box.kind != .field, was.tenths != now.tenths else { return nil }
    return { .boxResized(page: after.page, $0, width: now.width.millimetres, height: now.height.millimetres) }
  }
}

/// How far a place moved, to a tenth of a millimetre.
private struct Shift: Hashable {
  let page: Int
  let right: Double
  let down: Double

  init(_ before: PlaceComparison.Place, _ after: PlaceComparison.Place) {
    page = after.page
    right = Self.tenths(after.box.rectangle.x - before.box.rectangle.x)
    down = Self.tenths(after.box.rectangle.y - before.box.rectangle.y)
  }

  var isSeen: Bool { right != 0 || down != 0 }

  private static func tenths(_ length: Length) -> Double { Double(length.micrometres / 100) / 10 }
}

extension Size {
  fileprivate var tenths: [Int] { [width.micrometres / 100, height.micrometres / 100] }
}

extension NamedBox {
  fileprivate var isFurniture: Bool {
    switch kind {
    case .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark: true
    default: false
    }
  }
}
