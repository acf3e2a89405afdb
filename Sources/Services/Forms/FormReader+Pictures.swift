// Reads pictures, and parts that are cut out of the sheet.

internal import Domain
internal import Files
internal import Layout
internal import Pictures

extension FormReader {
  /// What a picture of a form may be at most.
  private static let limits = PictureLimits(bytes: 4_000_000, pages: 1, pixels: 4_000_000, side: 4000)

  func picture(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["file", "width", "alternative", "align"])
    for key in ["file", "width", "alternative"] where keys[key] == nil { missing(key, at: node) }
    guard let file = keys["file"], let width = length(keys["width"]), let words = text(keys["alternative"]),
      let picture = greyPicture(file)
    else { return nil }
    let box = PictureBox(picture, width: width, alternative: words, alignment: word(keys["align"]) ?? .centre)
    return { _ in [.picture(box)] }
  }

  /// A PNG, JPEG or TIFF file below Forms/, turned grey; what is transparent shows paper.
  private func greyPicture(_ node: YAMLNode) -> GreyPicture? {
    guard let path = text(node) else { return nil }
    let isInside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    guard isInside, let bytes = try? Files.read("\(file.folder)/\(path)", limit: Self.limits.bytes) else {
      tell(.unreadablePicture(path), at: node)
      return nil
    }
    guard let picture = try? PictureFile.decode(bytes, limits: Self.limits) else {
      tell(.unreadablePicture(path), at: node)
      return nil
    }
    return GreyPicture(width: picture.width, height: picture.height, dots: picture.greyOnPaper)
  }

  func cut(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["width", "height", "margin", "content"])
    for key in ["width", "height", "content"] where keys[key] == nil { missing(key, at: node) }
    guard let width = length(keys["width"]), let height = length(keys["height"]) else { return nil }
    let margin = length(keys["margin"]) ?? .mm(3)
    let make = content(keys["content"], width: width - margin * 2)
    return { filling in
      [.cut(CutOut(size: Size(width: width, height: height), blocks: make(filling), margin: margin))]
    }
  }
}

extension Picture {
  /// How bright each dot is on white paper (ITU-R BT.601 weights).
  fileprivate var greyOnPaper: [UInt8] {
    let step = channels.rawValue
    return (0..<width * height).map { dot in
      let place = dot * step
      if channels == .grey { return pixels[place] }
      let light =
        (299 * Int(pixels[place]) + 587 * Int(pixels[place + 1]) + 114 * Int(pixels[place + 2]) + 500) / 1000
      guard channels == .colourAndAlpha else { return UInt8(light) }
      let opacity = Int(pixels[place + 3])
      return UInt8((light * opacity + 255 * (255 - opacity) + 127) / 255)
    }
  }
}
