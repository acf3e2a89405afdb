// What may and may not be in an archival file.

/// Fonts, pictures, colours and forbidden things (ISO 19005-2, 6.1.7 to 6.5).
struct ContentsCheck {
  private(set) var complaints: [String] = []

  init(_ file: ReadFile, pages: [Entry]) {
    if !file.trailer["/Encrypt"].isNull { complaints.append("encrypted") }
    for key in ["/OpenAction", "/AA", "/AcroForm", "/Names", "/Requirements", "/OCProperties"]
    where !file.root[key].isNull {
      complaints.append("the file has \(key)")
    }
    for page in pages where !page["/AA"].isNull || !page["/Annots"].isNull {
      complaints.append("a page does something")
    }
    for object in file.all { check(object) }
  }

  private static let actions: Set<String> = [
    "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition",
    "/Trans", "/GoTo3DView", "/URI", "/SubmitForm",
  ]

  private mutating func check(_ object: Entry) {
    if Self.actions.contains(object["/S"].name) { complaints.append("action \(object["/S"].name)") }
    if object["/Type"].name == "/Filespec" { complaints.append("an attached file") }
    for filter in object["/Filter"].items.map(\.name) where ["/LZWDecode", "/JPXDecode", "/Crypt"].contains(filter) {
      complaints.append("filter \(filter)")
    }
    if !object["/F"].isNull, object.isStream { complaints.append("content outside the file") }
    switch object["/Type"].name {
    case "/Font": check(font: object)
    case "/ExtGState": check(state: object)
    case "/XObject": check(picture: object)
    default: for state in object["/ExtGState"].each { check(state: state) }
    }
  }

  /// Only embedded composite fonts with their text and a way from codes to glyphs.
  private mutating func check(font: Entry) {
    switch font["/Subtype"].name {
    case "/Type0":
      if !font["/ToUnicode"].isStream { complaints.append("\(font["/BaseFont"].name) has no text") }
      if font["/Encoding"].name != "/Identity-H" { complaints.append("\(font["/BaseFont"].name) has another encoding") }
      for child in font["/DescendantFonts"].items { check(descendant: child) }
    case "/CIDFontType0", "/CIDFontType2": check(descendant: font)
    case let other: complaints.append("a font of kind \(other)")
    }
  }

  private mutating func check(descendant font: Entry) {
    let name = font["/BaseFont"].name, descriptor = font["/FontDescriptor"]
    let isTrueType = font["/Subtype"].name == "/CIDFontType2"
    if isTrueType ? !descriptor["/FontFile2"].isStream : !descriptor["/FontFile3"].isStream {
      complaints.append("\(name) is not embedded")
    }
    if isTrueType, font["/CIDToGIDMap"].name != "/Identity", !font["/CIDToGIDMap"].isStream {
      complaints.append("\(name) has no glyph map")
    }
    if name.dropFirst(7).first != "+" { complaints.append("\(name) is not a subset by name") }
  }

  private mutating func check(state: Entry) {
    if !["", "/Normal", "/Compatible"].contains(state["/BM"].name) { complaints.append("blending") }
    if !["", "/None"].contains(state["/SMask"].name) || state["/SMask"].map != nil { complaints.append("a soft mask") }
    for key in ["/CA", "/ca"] {
      if let opacity = state[key].number, opacity != 1 { complaints.append("transparency") }
    }
    for key in ["/TR", "/TR2", "/HTP"] where !state[key].isNull && state[key].name != "/Default" {
      complaints.append("a transfer function")
    }
  }

  private mutating func check(picture: Entry) {
    if !picture["/Ref"].isNull || !picture["/OPI"].isNull || !picture["/PS"].isNull || picture["/Subtype"].name == "/PS"
    {
      complaints.append("content that is not in the file")
    }
    guard picture["/Subtype"].name == "/Image" else { return }
    if !picture["/Alternates"].isNull || picture["/Interpolate"].isTrue { complaints.append("a picture guesses") }
    if !picture["/SMask"].isNull { complaints.append("a picture with transparency") }
  }
}

extension Entry {
  /// A dictionary's values.
  fileprivate var each: [Entry] { keys.map { self[$0] } }
}
