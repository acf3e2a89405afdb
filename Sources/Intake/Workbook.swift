// A workbook's sheets, shared strings and number formats (ISO/IEC 29500-1, 18).

/// What must be known of a workbook before its first sheet is read.
struct Workbook {
  let package: ZipPackage
  /// The part of the first sheet that is not hidden.
  let sheet: String
  let otherSheets: Int
  let strings: SharedStrings
  let formats: NumberFormats

  init(_ path: String, limits: Limits) throws(Stop) {
    package = try ZipPackage(path, limits: limits)
    guard package.holds("xl/workbook.xml") || package.holds("_rels/.rels") else {
      throw Stop(.foreign(kind: package.holds("OFD.xml") ? "OFD" : "ZIP"))
    }
    let book = try Self.relation(endingWith: "/officeDocument", in: "_rels/.rels", of: package) ?? "xl/workbook.xml"
    guard package.holds(book), !book.hasPrefix("word/"), !book.hasPrefix("ppt/") else {
      throw Stop(book.hasPrefix("xl/") ? .partMissing(book) : .foreign(kind: "Office"))
    }
    let folder = String(
      book.prefix(book.lastIndex(of: "/").map { book.distance(from: book.startIndex, to: $0) + 1 } ?? 0))
    let relations = folder + "_rels/" + book.dropFirst(folder.count) + ".rels"
    let (sheets, is1904) = try Self.sheets(of: book, in: package)
    let targets = try Self.targets(in: relations, of: package, folder: folder)
    guard let first = sheets.first(where: { !$0.isHidden }) ?? sheets.first, let part = targets[first.id] else {
      throw Stop(.partMissing("worksheet"))
    }
    sheet = part
    otherSheets = sheets.count { !$0.isHidden } - 1
    let stringsPart = targets.values.sorted().first { $0.hasSuffix("sharedStrings.xml") }
    strings = try SharedStrings(stringsPart, in: package, limits: limits)
    let stylesPart = targets.values.sorted().first { $0.hasSuffix("styles.xml") }
    formats = try NumberFormats(stylesPart, in: package, is1904: is1904)
  }

  private static func sheets(
    of book: String, in package: ZipPackage
  ) throws(Stop) -> ([(id: String, isHidden: Bool)], Bool) {
    let pull = try XMLPull(package.part(book))
    var sheets: [(id: String, isHidden: Bool)] = []
    var is1904 = false
    while let name = try pull.nextElement(), sheets.count <= 1000 {
      switch name {
      case "sheet":
        sheets.append((pull.attribute("id") ?? "", pull.attribute("state").map { $0 != "visible" } ?? false))
      case "workbookPr": is1904 = ["1", "true"].contains(pull.attribute("date1904"))
      default: break
      }
    }
    return (sheets, is1904)
  }

  /// Relation id → part.
  private static func targets(
    in relations: String, of package: ZipPackage, folder: String
  ) throws(Stop) -> [String: String] {
    let pull = try XMLPull(package.part(relations))
    var targets: [String: String] = [:]
    while let name = try pull.nextElement(), targets.count < 10_000 {
      guard name == "Relationship", let id = pull.attribute("Id"), let target = pull.attribute("Target") else {
        continue
      }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
    }
    return targets
  }

  private static func relation(
    endingWith type: String, in relations: String, of package: ZipPackage
  ) throws(Stop) -> String? {
    guard package.holds(relations) else { return nil }
    let pull = try XMLPull(package.part(relations))
    while let name = try pull.nextElement() {
      guard name == "Relationship", pull.attribute("Type")?.hasSuffix(type) == true,
        let target = pull.attribute("Target")
      else { continue }
      return target.hasPrefix("/") ? String(target.dropFirst()) : target
    }
    return nil
  }
}

/// The strings that cells share, in one piece of memory.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ part: String?, in package: ZipPackage, limits: Limits) throws(Stop) {
    guard let part else { return }
    let pull = try XMLPull(package.part(part))
    var isText = false
    var phonetic = 0
    while try pull.next() {
      switch (pull.node, pull.node == .text ? "" : pull.name) {
      case (.open, "t"): isText = !pull.isEmptyElement
      case (.close, "t"): isText = false
      case (.open, "rPh"): phonetic += pull.isEmptyElement ? 0 : 1
      case (.close, "rPh"): phonetic -= 1
      case (.open, "si"): if pull.isEmptyElement { ends.append(bytes.count) }
      case (.close, "si"): ends.append(bytes.count)
      case (.text, _): if isText && phonetic == 0 { bytes += Array(pull.text.utf8) }
      default: break
      }
    }
  }

  /// Nil for an index that no string has.
  subscript(index: Int) -> String? {
    guard ends.indices.contains(index) else { return nil }
    return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
  }
}
