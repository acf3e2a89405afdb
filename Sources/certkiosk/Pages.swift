// page list --all, --to: the papers of an order slot by slot, with small pictures for a screen; page seals: what was
// stamped to be made.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files

extension Certkiosk {
  static let thumbnailOptions: [Option] = [
    .flag("all", Both("列出各项材料的全部页面：已收、待查看、缺", "every page of every paper: taken, waiting, missing")),
    .value("to", "DIR", .folder, Both("把缩略图（摆正，JPEG）写到此目录", "write small upright pictures (JPEG) to this folder")),
    .value("size", "PIXELS", .number(32...2048), Both("缩略图的长边（默认 320 像素）", "their longer side (320 pixels)")),
  ]
}

extension Certkiosk {
  static let sealPictures = Command(
    "seals", Both("列出从材料上提取的印章，或交出它们的图片", "list the seals cut out of the papers, or hand out their pictures"),
    details: Both(
      "图片是透明 PNG；picture_width_mm、picture_height_mm 是图片本身的大小，电子印章（SES_ESPictureInfo）须填写这两个数。",
      "Pictures are transparent PNG; picture_width_mm and picture_height_mm are the picture's own size, which an"
        + " electronic seal (SES_ESPictureInfo) must tell."),
    examples: [
      Example("certkiosk page seals A-1 --to 印章 --person wang", Both("写到目录，供制章", "write them for the seal's maker"))
    ],
    options: [.value("to", "DIR", .folder, Both("把收下页面的印章写到此目录", "write those of taken pages to this folder"))],
    arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.order(session.argument("ORDER"))
      let written = try invocation.value("to").map { try desk.writeSealPictures(of: order.number.text, to: $0) }
      for seal in written ?? desk.sealPictures(of: order) { session.tell(seal, isWritten: written != nil) }
      return .done
    })
}

extension Session {
  fileprivate func tell(_ shown: Desk.ShownSeal, isWritten: Bool) {
    let seal = shown.seal
    console.emit([
      "slot": .string(shown.slot), "page": JSON(shown.page), "copy": .number(shown.copy),
      "standing": .string(shown.isTaken ? "accepted" : "waiting"), "name": .string(seal.name),
      "class": .string(seal.sealClass), "width_mm": .decimal(seal.width, places: 2),
      "height_mm": .decimal(seal.height, places: 2), "picture_width_mm": .number(seal.pictureWidth),
      "picture_height_mm": .number(seal.pictureHeight), "dpi": .number(seal.dpi),
      "file": JSON(isWritten ? shown.file : nil),
    ])
    guard !console.json else { return }
    let size = "\(seal.pictureWidth)×\(seal.pictureHeight) mm"
    let head = "\(shown.slot) \(seal.name) \(seal.sealClass)"
    let file = isWritten ? "  \(shown.file)" : ""
    console.tell(
      shown.isTaken
        ? Both("\(head)  图片 \(size)\(file)", "\(head)  picture \(size)\(file)")
        : Both("\(head)  图片 \(size)  待查看", "\(head)  picture \(size)  waits"))
  }

  func tellPages(of order: Order) throws -> ExitStatus {
    let pages = try desk().pages(of: order)
    for slot in pages.map(\.slot).withoutRepeats {
      let here = pages.filter { $0.slot == slot }
      for page in here { emit(page) }
      guard !console.json, let title = here.first?.title else { continue }
      let count = here.count { $0.standing != .missing }
      console.tell(Both("\(title)  \(count) 页", "\(slot)  \(count) pages"))
      for page in here { console.tell("  " + page.words.text(in: language)) }
    }
    return try writeThumbnails(of: order, onlyWaiting: false)
  }

  /// One file for each page that has a picture, named by the picture.
  func writeThumbnails(of order: Order, onlyWaiting: Bool) throws -> ExitStatus {
    guard let folder = invocation.value("to") else { return .done }
    let desk = try desk()
    try Files.makeFolder(folder)
    for page in try desk.pages(of: order) where page.standing == .waiting || !onlyWaiting {
      guard let picture = page.picture else { continue }
      let bytes = try desk.thumbnail(
        of: picture, in: order.number.text, most: invocation.number("size") ?? 320)
      try Files.write(bytes, to: "\(folder)/\(picture.prefix(12)).jpg", mode: 0o600)
    }
    return .done
  }

  private func emit(_ page: Desk.ShownPage) {
    console.emit([
      "slot": .string(page.slot), "title": .string(page.title), "page": JSON(page.page), "copy": JSON(page.copy),
      "standing": .string(page.standing.rawValue), "picture": JSON(page.picture),
      "thumbnail": JSON(page.picture.map { "\($0.prefix(12)).jpg" }),
    ])
  }
}

extension Desk.ShownPage {
  fileprivate var words: Both {
    let place = page.map { Both("第 \($0) 页", "page \($0)") } ?? Both("一件", "one")
    let name = picture.map { "  \($0.prefix(12))" } ?? ""
    switch standing {
    case .accepted: return Both("\(place.chinese)  已收\(name)", "\(place.english)  taken\(name)")
    case .waiting: return Both("\(place.chinese)  待查看\(name)", "\(place.english)  waits\(name)")
    case .missing: return Both("\(place.chinese)  缺", "\(place.english)  missing")
    }
  }
}

extension [String] {
  /// Each once, where it first stood.
  fileprivate var withoutRepeats: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
