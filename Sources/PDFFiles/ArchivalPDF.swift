// Makes a drawn PDF archival (PDF/A-2b, ISO 19005-2): what the drawing library does not write is added here.

/// What an archival file says about itself, in Info and XMP alike.
public struct ArchivalDescription: Hashable, Sendable {
  public var title: String
  public var subject: String
  public var creator: String
  /// UTC, such as `2000-01-01T00:00:00Z`.
  public var created: String
  /// The words that stand for each figure, in reading order.
  public var alternatives: [String]

  public init(title: String, subject: String, creator: String, created: String, alternatives: [String] = []) {
    self.title = title
    self.subject = subject
    self.creator = creator
    self.created = created
    self.alternatives = alternatives
  }
}

public enum ArchivalPDF {
  /// A drawn file with language, metadata, colour intent, glyph maps, structure and identifier as PDF/A-2b wants
  /// them. The same file and description give the same bytes.
  public static func finished(
    _ pdf: [UInt8], _ description: ArchivalDescription
  ) throws(PDFFileError) -> [UInt8] {
    let file = try PDFFile(pdf)
    guard file.root.isDictionary else { throw .unfinished("/Root") }
    describe(file, description)
    addIntent(file)
    addGlyphMaps(file)
    Structure(file).finish(alternatives: description.alternatives)
    return try file.written()
  }

  /// Info and XMP must tell the same (6.6.3).
  private static func describe(_ file: PDFFile, _ description: ArchivalDescription) {
    let info = file.trailer["/Info"]
    let digits = description.created.filter(\.isNumber)
    info["/CreationDate"] = file.parse("(D:\(digits)Z)")
    info["/Title"] = file.text(description.title)
    info["/Subject"] = file.text(description.subject)
    info["/Creator"] = file.text(description.creator)
    let packet = MetadataPacket(description, producer: info["/Producer"].text)
    file.root["/Lang"] = file.parse("(zh-CN)")
    file.root["/ViewerPreferences"] = file.parse("<< /DisplayDocTitle true >>")
    file.root["/Metadata"] = file.stream(Array(packet.text.utf8), "<< /Type /Metadata /Subtype /XML >>")
  }

  /// All greys and colours of the pages mean sRGB (6.2.3).
  private static func addIntent(_ file: PDFFile) {
    let intent = file.parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) >>")
    intent["/DestOutputProfile"] = file.stream(ColourProfile.sRGB, "<< /N 3 /Alternate /DeviceRGB >>")
    let intents = file.parse("[]")
    intents.append(intent)
    file.root["/OutputIntents"] = intents
  }

  /// An embedded TrueType font says how characters become glyphs (6.2.11.3.2).
  private static func addGlyphMaps(_ file: PDFFile) {
    for object in file.objects where object["/Subtype"].isName("/CIDFontType2") {
      object["/CIDToGIDMap"] = file.parse("/Identity")
    }
  }
}
