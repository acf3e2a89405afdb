// The fonts as Debian installed them, found by their PostScript names.

final class InstalledFonts {
  private let types: TypeLibrary
  private var faces: [String: TypeFace]?

  init(_ types: TypeLibrary) { self.types = types }

  func face(named name: String) throws -> TypeFace? {
    let known = try faces ?? opened()
    faces = known
    return known[name]
  }

  private func opened() throws -> [String: TypeFace] {
    var found: [String: TypeFace] = [:]
    for path in Self.paths {
      guard let first = try? TypeFace(path, index: 0, types) else { continue }
      for index in 0..<first.faceCount {
        let face = try TypeFace(path, index: index, types)
        found[face.postScriptName] = face
      }
    }
    return found
  }

  private static let noto = "/usr/share/fonts/opentype/noto/Noto"
  private static let paths =
    ["SerifCJK-Regular", "SerifCJK-Bold", "SansCJK-Regular", "SansCJK-Bold"].map { "\(noto)\($0).ttc" }
    + [
      "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
      "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
    ]
}
