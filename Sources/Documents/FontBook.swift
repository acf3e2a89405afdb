// The fonts of this machine: found once, kept open for every document, and asked how wide text is.
public import Layout
internal import Synchronization

/// The installed fonts that documents are set in, mapped into memory once. Threads may share a book.
public final class FontBook: TextMeasure, Sendable {
  private let chains: [Chain: FontChain]
  private let shaped = Mutex<[Key: ShapedText]>([:])

  private struct Chain: Hashable {
    var typeface: TextStyle.Typeface
    var bold: Bool
  }

  private struct Key: Hashable {
    var chain: Chain
    /// In UTF-8: texts that differ in their bytes only are drawn alike but are not the same.
    var text: [UInt8]
  }

  /// Opens the fonts where Debian puts them.
  /// - Throws: `fontsMissing` when one that every document needs is not installed.
  public init() throws(DocumentError) {
    let missing = Self.inventory.filter { $0.isNeeded && !$0.isInstalled }
    guard missing.isEmpty else { throw .fontsMissing(packages: Set(missing.map(\.package)).sorted()) }
    var rare: [InstalledFace] = []
    for file in FontFile.rareCharacters where file.isThere { rare.append(try InstalledFace(file)) }
    chains = [
      Chain(typeface: .song, bold: false): FontChain(faces: [try InstalledFace(.songRegular)] + rare),
      Chain(typeface: .song, bold: true): FontChain(faces: [try InstalledFace(.songBold)] + rare),
      Chain(typeface: .hei, bold: false): FontChain(faces: [try InstalledFace(.heiRegular)] + rare),
      Chain(typeface: .hei, bold: true): FontChain(faces: [try InstalledFace(.heiBold)] + rare),
    ]
  }

  public func advances(of text: String, in style: TextStyle) throws(MissingGlyph) -> [Length] {
    var advances: [Length] = []
    for span in try shape(text, in: style).spans {
      for cluster in span.clusters {
        let width = Units(cluster.advance, per: span.face.unitsPerEm, at: style.size).length
        advances += split(width, among: cluster.graphemes)
      }
    }
    return advances
  }

  public func ascentAndDescent(of style: TextStyle) -> (ascent: Length, descent: Length) {
    guard let face = chain(for: style)?.faces.first else { return (style.size, .zero) }
    let box = face.emBox
    return (
      Units(box.ascent, per: face.unitsPerEm, at: style.size).length,
      Units(box.descent, per: face.unitsPerEm, at: style.size).length
    )
  }

  /// Shapes text in a style's typeface; what was shaped lately is remembered.
  func shape(_ text: String, in style: TextStyle) throws(MissingGlyph) -> ShapedText {
    let key = Key(chain: Chain(typeface: style.typeface, bold: style.bold), text: Array(text.utf8))
    if let known = shaped.withLock({ $0[key] }) { return known }
    guard let chain = chains[key.chain] else { return ShapedText() }
    let new = try chain.shape(text)
    shaped.withLock { cache in
      // Forms repeat their labels; values come once. Starting over is cheaper than keeping order.
      if cache.count >= 4096 { cache.removeAll(keepingCapacity: true) }
      cache[key] = new
    }
    return new
  }

  private func chain(for style: TextStyle) -> FontChain? {
    chains[Chain(typeface: style.typeface, bold: style.bold)]
  }

  private func split(_ width: Length, among graphemes: Int) -> [Length] {
    guard graphemes > 1 else { return [width] }
    let each = width / graphemes
    return Array(repeating: each, count: graphemes - 1) + [width - each * (graphemes - 1)]
  }
}

/// A measure in font units at a type size.
private struct Units {
  let length: Length

  /// Rounded to the nearest micrometre.
  init(_ units: Int, per unitsPerEm: Int, at size: Length) {
    let doubled = 2 * units * size.micrometres
    length = Length(micrometres: (doubled + (doubled < 0 ? -unitsPerEm : unitsPerEm)) / (2 * unitsPerEm))
  }
}
