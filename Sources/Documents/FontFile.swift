// Where Debian puts the fonts that official papers are set in, and which package brings each of them.
internal import Glibc

/// A font file of Debian that documents are set in.
struct FontFile: Hashable, Sendable {
  /// The family as the font itself names it; finds the face inside a collection.
  let family: String
  let path: String
  let package: String
  /// Without it nothing can be printed; the others only widen the choice of rare characters.
  let isNeeded: Bool

  var isThere: Bool { access(path, R_OK) == 0 }

  static let songRegular = noto("Noto Serif CJK SC", "NotoSerifCJK-Regular.ttc")
  static let songBold = noto("Noto Serif CJK SC", "NotoSerifCJK-Bold.ttc")
  static let heiRegular = noto("Noto Sans CJK SC", "NotoSansCJK-Regular.ttc")
  static let heiBold = noto("Noto Sans CJK SC", "NotoSansCJK-Bold.ttc")

  /// Asked in this order for what Noto does not have.
  static let rareCharacters = [
    FontFile(
      family: "HanaMinA", path: "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", package: "fonts-hanazono",
      isNeeded: false),
    FontFile(
      family: "HanaMinB", path: "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf", package: "fonts-hanazono",
      isNeeded: false),
    FontFile(
      family: "BabelStone Han", path: "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
      package: "fonts-babelstone-han", isNeeded: false),
  ]

  static let all = [songRegular, songBold, heiRegular, heiBold] + rareCharacters

  private static func noto(_ family: String, _ name: String) -> FontFile {
    FontFile(
      family: family, path: "/usr/share/fonts/opentype/noto/\(name)", package: "fonts-noto-cjk", isNeeded: true)
  }
}
