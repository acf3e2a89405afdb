// Makes archival PDF files of laid-out documents: the same document gives the same bytes, on any day.
internal import CFreeType
public import Layout
internal import PDFFiles
internal import Synchronization

/// Draws laid-out documents as PDF. Cairo 1.16 can deadlock when two threads draw text, even on separate surfaces;
/// all renderers of a process therefore take turns. Parallel work means processes.
public final class PDFRenderer: Sendable {
  private let fonts: FontBook

  public init(fonts: FontBook) { self.fonts = fonts }

  /// The document's bytes. They depend on the document and the installed libraries and fonts only.
  /// - Throws: `missingGlyph` before anything is drawn; `drawing` when cairo refuses.
  public func render(_ document: LaidOutDocument) throws(DocumentError) -> [UInt8] {
    let result = turns.withLock { library in
      Result { () throws(DocumentError) in try draw(document, with: library.opened()) }
    }
    let drawn = try result.get()
    do throws(PDFFileError) {
      return try ArchivalPDF.finished(drawn.file, drawn.description)
    } catch {
      throw .archiving(error)
    }
  }

  private func draw(_ document: LaidOutDocument, with library: FT_Library) throws(DocumentError) -> Drawn {
    let typesetting = try Typesetting(document, fonts: fonts, library: library)
    defer { typesetting.release() }
    let surface = try PDFSurface(document, typesetting)
    for page in document.pages { try surface.draw(page) }
    return Drawn(file: try surface.finish(), description: surface.description)
  }
}

/// A file as cairo wrote it, with what it is to say about itself.
private struct Drawn {
  var file: [UInt8]
  var description: ArchivalDescription
}

/// The turn to draw, with FreeType's library, which wants one thread as well.
private let turns = Mutex(TypeLibrary())

private struct TypeLibrary: @unchecked Sendable {
  private var library: FT_Library?

  mutating func opened() throws(DocumentError) -> FT_Library {
    if library == nil { FT_Init_FreeType(&library) }
    guard let library else { throw .drawing("FreeType") }
    return library
  }
}
