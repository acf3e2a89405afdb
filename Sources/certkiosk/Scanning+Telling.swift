// What scan tells: one line for each page as JSON, and the same in words.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Scans

extension Session {
  func tell(_ told: Sorting.Told, to folder: String?) {
    switch told {
    case .page(let page): tell(page, to: folder)
    case .unreadable(let upload): tell(upload)
    }
  }

  func tell(_ upload: UnreadableUpload) {
    let wording = upload.explanation.wording(in: language)
    console.emit([
      "file": .string(upload.file), "document": .null, "page": .null, "order": .null, "revision": .null,
      "copy": .null, "verdict": "refused",
      "findings": [
        [
          "code": .string(upload.explanation.code), "weight": .string(Weight.refuse.rawValue), "box": .null,
          "measured": .null, "unit": .null, "limit": .null, "message": .string(wording.happened),
          "remedy": .string(wording.remedy), "corners": .null,
        ]
      ], "seals": [], "thresholds": .null, "number": .number(upload.page), "dpi": .null,
    ])
    if !console.json {
      console.hint("\(upload.file)  \(upload.explanation.code) \(wording.happened)  \(wording.remedy)")
    }
  }

  /// What a copy that the applicant brought left open.
  func tell(_ finding: ScanFinding, about slot: String) {
    let wording = finding.explanation.wording(in: language)
    console.emit([
      "document": .string(slot), "code": .string(finding.explanation.code), "weight": .string(finding.weight.rawValue),
      "measured": finding.measured.map { .decimal($0, places: 3) } ?? .null, "unit": JSON(finding.unit),
      "limit": finding.limit.map { .decimal($0, places: 3) } ?? .null, "message": .string(wording.happened),
      "remedy": .string(wording.remedy),
    ])
    if !console.json { console.hint("\(slot)  \(finding.explanation.code) \(wording.happened)  \(wording.remedy)") }
  }

  /// What a document still lacks after a run.
  func tell(_ lacking: Sorting.Incomplete) {
    let explanation = lacking.finding.explanation
    let wording = explanation.wording(in: language)
    console.emit([
      "file": .null, "document": .string(lacking.document), "page": JSON(lacking.page), "order": .string(lacking.order),
      "revision": .null, "copy": .null, "verdict": "refused",
      "findings": [
        [
          "code": .string(explanation.code), "weight": .string(lacking.finding.weight.rawValue), "box": .null,
          "measured": .null, "unit": .null, "limit": .null, "message": .string(wording.happened),
          "remedy": .string(wording.remedy), "corners": .null,
        ]
      ], "seals": [], "thresholds": .null, "number": .null, "dpi": .null,
    ])
    if !console.json {
      console.tell("\(lacking.order) \(lacking.document)  \(explanation.code) \(wording.happened)  \(wording.remedy)")
    }
  }

  /// A page that waits for a person.
  func tell(_ referral: Referral) {
    let page = referral.paper.page
    console.emit([
      "document": .string(referral.paper.slot), "page": JSON(page), "copy": .number(referral.paper.copy),
      "digest": .string(referral.digest), "codes": .array(referral.codes.map { .string($0) }),
      "thresholds": .string(referral.paper.thresholds), "figures": .array((referral.figures ?? []).map(\.json)),
    ])
    guard !console.json else { return }
    let (head, codes) = ("\(referral.digest.prefix(12))  \(referral.paper.slot)", referral.codes.joined(separator: " "))
    let copy = referral.paper.copy
    console.tell(
      Both("\(head) 第\(page ?? 1)页 第\(copy)份  \(codes)", "\(head) page \(page ?? 1) copy \(copy)  \(codes)"))
    for figure in referral.figures ?? [] where figure.unit == "mm" { console.tell("  " + figure.words) }
  }

  func tell(_ page: Sorting.Sorted, to folder: String?) {
    let verdict = page.verdict
    let seals = verdict.seals.map { seal(json: $0, page, folder) }
    let findings = verdict.findings.map { finding -> JSON in
      let wording = finding.explanation.wording(in: language)
      return [
        "code": .string(finding.explanation.code), "weight": .string(finding.weight.rawValue), "box": JSON(finding.box),
        "measured": finding.measured.map { .decimal($0, places: 3) } ?? .null, "unit": JSON(finding.unit),
        "limit": finding.limit.map { .decimal($0, places: 3) } ?? .null, "message": .string(wording.happened),
        "remedy": .string(wording.remedy), "corners": corners(finding.box.flatMap { verdict.places[$0] }),
      ]
    }
    console.emit([
      "file": .string(Files.name(of: verdict.file)), "document": JSON(page.document), "page": JSON(verdict.code?.page),
      "order": JSON(page.order?.text), "revision": JSON(verdict.code?.revision), "copy": JSON(verdict.code?.copy),
      "verdict": .string(verdict.verdict.rawValue), "findings": .array(findings),
      "seals": .array(seals), "thresholds": .string(verdict.thresholds),
      "number": .number(verdict.number), "dpi": verdict.dpi.map { .decimal($0, places: 1) } ?? .null,
    ])
    if let folder { writeComparisons(of: page, to: folder) }
    if !console.json { tellPeople(page) }
  }

  /// Where a screen draws the finding; null for what is about the whole page.
  private func corners(_ places: [Place2D]?) -> JSON {
    guard let places else { return .null }
    return .array(places.map { .array([.decimal($0.x, places: 1), .decimal($0.y, places: 1)]) })
  }

  private func tellPeople(_ page: Sorting.Sorted) {
    let verdict = page.verdict
    let title =
      switch verdict.verdict {
      case .accepted: Both("通过", "accepted")
      case .ask: Both("请人工查看", "for a person to look at")
      case .refused: Both("未通过", "refused")
      }
    let number = verdict.code.map { Both("第\($0.page)页", "page \($0.page)").text(in: language) }
    let paper = [page.order?.text, page.document, number].compactMap { $0 }.joined(separator: " ")
    console.tell("\(Files.name(of: verdict.file))  \(title.text(in: language))  \(paper)")
    for finding in verdict.findings {
      let wording = finding.explanation.wording(in: language)
      console.tell("    \(finding.explanation.code) \(wording.happened)  \(wording.remedy)")
    }
    // The page may be one that is signed and registered, and never scanned.
    if verdict.findings.contains(where: { $0.fault == .otherDocument }) {
      console.tell(
        Both(
          "    不须扫描交回的纸件不归档：未开标声明签好后用 order bids … --signed 登记，丢失说明用 order old-token … --lost 登记。",
          "    Papers that need not come back are not kept: a signed declaration of pending bids is recorded with order bids … --signed, a statement of loss with order old-token … --lost."
        ))
    }
  }

  /// The value as printed and as it came back, one beside the other for whoever looks.
  private func writeComparisons(of page: Sorting.Sorted, to folder: String) {
    let parts = [page.order?.text, page.document, page.verdict.code.map { String($0.page) }].compactMap { $0 }
    for comparison in page.verdict.comparisons {
      let name = (parts + [comparison.box]).joined(separator: ".").replacing("=", with: ".")
      do {
        try Files.makeFolder("\(folder)/findings")
        try Files.write(comparison.printed, to: "\(folder)/findings/\(name).printed.png", mode: 0o600)
        try Files.write(comparison.seen, to: "\(folder)/findings/\(name).seen.png", mode: 0o600)
      } catch { return console.explain(error.explanation) }
    }
  }

  /// One seal; its picture is written when a folder was named.
  private func seal(json seal: ExtractedSeal, _ page: Sorting.Sorted, _ folder: String?) -> JSON {
    let copy = page.verdict.code.flatMap { $0.copy > 1 ? "copy\($0.copy)" : nil }
    let name = [page.order?.text, seal.name, copy].compactMap { $0 }.joined(separator: ".")
    var members: [JSON.Member] = [.init("name", .string(seal.name)), .init("class", .string(seal.sealClass))]
    if let folder {
      do {
        try Files.makeFolder("\(folder)/seals")
        try Files.write(seal.png, to: "\(folder)/seals/\(name).png", mode: 0o600)
        members.append(.init("file", .string("seals/\(name).png")))
      } catch { console.explain(error.explanation) }
    }
    if let diameter = seal.diameter { members.append(.init("diameter_mm", .decimal(diameter, places: 2))) }
    members += [
      .init("width_mm", .decimal(seal.width, places: 2)), .init("height_mm", .decimal(seal.height, places: 2)),
      .init("picture_width_mm", .number(seal.pictureWidth)), .init("picture_height_mm", .number(seal.pictureHeight)),
      .init("dpi", .number(seal.dpi)),
    ]
    return .object(members)
  }
}

extension ReferredFigure {
  fileprivate var json: JSON {
    [
      "code": .string(code), "box": JSON(box), "measured": .decimal(measured, places: 3), "unit": .string(unit),
      "limit": limit.map { .decimal($0, places: 3) } ?? .null,
    ]
  }

  /// Such as `C56 capture.unit 58.0 mm`.
  fileprivate var words: String {
    let tenths = Int((measured * 10).rounded())
    return [code, box, "\(tenths / 10).\(abs(tenths % 10)) \(unit)"].compactMap(\.self).joined(separator: " ")
  }
}
