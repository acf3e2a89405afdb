// form gallery: every paper of every service as a picture next to its definition.
internal import Domain
internal import Files
internal import Layout
internal import Pictures
internal import Processes
internal import Services

/// Draws all examples and writes the page that shows them.
public final class FormGallery {
  /// Of a picture, in pixels: enough to read every word, and all pictures together stay below 15 MB.
  private static let height = 1000

  private let folder: FormsFolder
  private let maker: DocumentMaker

  /// - Throws: `PackFault` with everything that is wrong under the folder.
  public init(forms: String) throws {
    folder = try FormsFolder(forms)
    if !folder.faults.isEmpty { throw PackFault(folder.faults) }
    maker = try DocumentMaker(packs: folder.packs, forms: forms)
  }

  /// Writes `<service>/<paper>.<page>.png` for every example, `<service>/<paper>.<business type>.<page>.png` where that
  /// changes its words, and removes pictures of papers that are gone.
  /// - Parameters:
  ///   - pictures: the folder of the pictures.
  ///   - page: the Markdown page, such as `docs/forms.md`.
  public func write(pictures: String, page: String, told: (_ name: String, _ pages: Int) throws -> Void) throws {
    let entries = try maker.galleryEntries()
    for entry in entries {
      try draw(entry, into: pictures)
      try told(entry.name, entry.pages.count)
    }
    try removeStrays(pictures, entries)
    let text = GalleryPage(entries: entries, forms: folder.path, pictures: pictures, page: page).text
    try Files.write(Array(text.utf8), to: page)
  }

  private func draw(_ entry: GalleryEntry, into pictures: String) throws {
    let service = entry.example.pack.id
    let pdf = "\(pictures)/.\(service).pdf"
    try Files.makeFolder("\(pictures)/\(service)")
    try Files.write(maker.pdf(of: entry.document), to: pdf)
    defer { try? Files.remove(pdf) }
    for page in entry.pages {
      try Files.write(Self.picture(of: pdf, page: page), to: "\(pictures)/\(entry.name).\(page).png")
    }
  }

  /// A page in sixteen greys: paper has few, and the file is a third as large.
  private static func picture(of pdf: String, page: Int) throws -> [UInt8] {
    let drawn: Outcome
    do {
      drawn = try Program.run(
        "pdftoppm",
        ["-gray", "-png", "-scale-to", "\(height)", "-f", "\(page)", "-l", "\(page)", "-singlefile", pdf])
    } catch { throw CounterError.noPoppler }
    guard drawn.succeeded else { throw CounterError.noPoppler }
    let limits = PictureLimits(bytes: 1 << 24, pages: 1, pixels: 1 << 22, side: 4096)
    let whole = try PNG.decodeWithAlpha(drawn.output, limits: limits)
    let greys = stride(from: 0, to: whole.pixels.count, by: 4).map { place in
      UInt8((Int(whole.pixels[place]) + 8) / 17 * 17)
    }
    return try PNG.encode(Picture(width: whole.width, height: whole.height, channels: .grey, pixels: greys))
  }

  private func removeStrays(_ pictures: String, _ entries: [GalleryEntry]) throws {
    let wanted = Set(entries.flatMap { entry in entry.pages.map { "\(entry.name).\($0).png" } })
    for pack in folder.packs.packs where Files.kind(of: "\(pictures)/\(pack.id)") == .folder {
      for name in try Files.names(in: "\(pictures)/\(pack.id)") where Self.isPicture(name) {
        if !wanted.contains("\(pack.id)/\(name)") { try Files.remove("\(pictures)/\(pack.id)/\(name)") }
      }
    }
  }

  /// Whether a file is called as a gallery calls its pictures; others are nobody's to remove.
  private static func isPicture(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard (3...4).contains(parts.count), parts.last == "png" else { return false }
    return parts.dropLast(2).allSatisfy { !$0.isEmpty } && Int(parts[parts.count - 2]) != nil
  }
}

/// The Markdown page.
private struct GalleryPage {
  let entries: [GalleryEntry]
  let forms: String
  let pictures: String
  let page: String

  var text: String {
    let services = entries.map(\.example.pack.id).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    return heading + services.map { section($0) }.joined(separator: "\n")
  }

  private var heading: String {
    """
    # 文件样张

    每家服务机构能印出的全部文件，样张由 `make forms` 从 `Forms/` 的定义生成，内容是虚构的；请勿手工修改本页。
    机构自己的表在其他业务类型上文字不同的，另列不同的那几页。
    怎样改一份文件，见 [怎样写一份文件定义](form-definitions.md)。

    *Every paper of every service, drawn from its definition by `make forms`; the applicant is invented. A service's own
    forms are shown again for business types that change their words. Do not edit this page.*


    """
  }

  private func section(_ service: String) -> String {
    let own = entries.filter { $0.example.pack.id == service }
    let title = own.first?.example.pack.title ?? service
    let papers = own.filter { $0.example.variant == .filled && !$0.isFurther }
    return "## \(title)\n\n" + papers.map { paper($0.example, among: own) }.joined(separator: "\n")
  }

  /// A paper with its definition, what it is for, and its pages; behind them those of the blank variant, and of other
  /// business types.
  private func paper(_ example: PaperExample, among own: [GalleryEntry]) -> String {
    let file = example.definition.file
    let variants = own.filter { $0.example.definition.id == example.definition.id }
    let ordered = variants.filter { !$0.isFurther } + variants.filter(\.isFurther)
    let shown = ordered.map { variant in
      (variant.isFurther ? ["\(variant.example.businessType.title)："] : [])
        + variant.pages.map { picture(variant, $0) }
    }
    return """
      ### \(example.definition.title)

      [`Forms/\(file)`](\(relative("\(forms)/\(file)")))　\(purpose(file))

      \(shown.map { $0.joined(separator: " ") }.joined(separator: "\n"))

      """
  }

  private func picture(_ entry: GalleryEntry, _ page: Int) -> String {
    let example = entry.example
    let path = relative("\(pictures)/\(entry.name).\(page).png")
    let kind = entry.isFurther ? "（\(example.businessType.title)）" : example.variant == .blank ? "（空白）" : ""
    let words = "\(example.definition.title)\(kind) 第 \(page) 页"
    return "<a href=\"\(path)\"><img src=\"\(path)\" alt=\"\(words)\" height=\"320\"></a>"
  }

  /// The definition's first line says what the paper is for.
  private func purpose(_ file: String) -> String {
    let bytes = (try? Files.read("\(forms)/\(file)", limit: 1 << 22)) ?? []
    let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    return line.hasPrefix("# ") ? String(line.dropFirst(2)) : ""
  }

  /// A path as the page reaches it.
  private func relative(_ path: String) -> String { RealPath.link(from: Files.parent(of: page), to: path) }
}
