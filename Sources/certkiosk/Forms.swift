// form: for the people who write forms.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Services

extension Certkiosk {
  private static let formArgument = Argument(
    "FILE", .any, .file, Both("表单定义或目录（默认为整个表单目录）", "definitions or folders (the whole forms folder by default)"))

  static let form = Command(
    "form", Both("表单定义：检查、预览、比较、冻结", "definitions of forms: check, preview, compare, freeze"),
    examples: [Example("certkiosk form check", Both("检查全部表单定义", "judge every definition"))],
    subcommands: [formCheck, formPreview, formDiff, formFreeze, formGallery])

  // MARK: check

  private static let formCheck = Command(
    "check", Both("检查表单定义，一次说出全部错误", "judge definitions and tell all mistakes at once"),
    details: Both(
      "每处错误都有文件、行、列和改法。还会以留空、最短、一般和最长的填写试排每份文件，并与已冻结的版次比较。",
      "Each mistake comes with file, line, column and remedy. Every document is also set with nothing, the shortest, an"
        + " ordinary and the longest filling, and held against its frozen editions."),
    examples: [
      Example("certkiosk form check", Both("检查整个表单目录", "judge the whole forms folder")),
      Example("certkiosk form check Forms/common/signing.yaml", Both("检查引用该片段的文件", "judge what includes a fragment")),
    ],
    arguments: [formArgument],
    run: { invocation in
      let session = Session(invocation)
      let checking = try FormChecking()
      for path in session.formPaths { try checking.check(path) { session.tell($0) } }
      let tally = checking.tally
      session.console.say(
        Both(
          "检查 \(tally.documents) 份文件定义，错误 \(tally.errors) 处，提醒 \(tally.warnings) 处",
          "\(tally.documents) documents judged, \(tally.errors) errors, \(tally.warnings) warnings"))
      return tally.errors > 0 ? .refused : .done
    })

  // MARK: preview

  private static let formPreview = Command(
    "preview", Both("印出一份定义的预览", "print one definition as a preview"),
    details: Both(
      "以样例申请人填写。--watch 在每次保存后重印；写错时说出错误，上一次的预览保持不变。",
      "Filled with the example applicant. --watch prints again at every save; a mistake is told and the last good"
        + " preview stays."),
    examples: [
      Example(
        "certkiosk form preview Forms/SERVICE/application-form.yaml --to a.pdf --watch",
        Both("边改边看", "see every save"))
    ],
    options: [
      .value("to", "FILE", .file, Both("预览文件（默认在当前目录，以文件名命名）", "the PDF (named like the definition by default)")),
      .value("sample", "FILE", .file, Both("用该申请数据填写", "fill it with these applicant data")),
      .flag("blank", Both("留空，供手写", "leave it open for handwriting")),
      .flag("watch", Both("每次保存后重印", "print again at every save")),
    ], arguments: [Argument("FILE", .one, .file, Both("表单定义", "the definition"))],
    run: { try preview(Session($0)) })

  private static func preview(_ session: Session) throws -> ExitStatus {
    let file = session.argument("FILE")
    var wishes = FormPreview.Wishes(file: file)
    wishes.sample = session.invocation.value("sample")
    wishes.blank = session.invocation.flag("blank")
    let path = session.invocation.value("to") ?? "\(Files.name(of: file).dropLast(".yaml".count)).pdf"
    let preview = try FormPreview(wishes)
    if session.invocation.flag("watch") {
      try preview.watch(to: path) { outcome, duration in
        session.tell(outcome, path: path, milliseconds: duration.milliseconds)
        try session.console.flush()
      }
    }
    let outcome = try preview.render(to: path)
    session.tell(outcome, path: path, milliseconds: nil)
    if case .mistakes = outcome { return .refused }
    return .done
  }

  // MARK: diff

  private static let formDiff = Command(
    "diff", Both("比较两个定义印出来有何不同", "tell what a reader of the paper sees changed"),
    examples: [
      Example(
        "certkiosk form diff Forms/SERVICE/editions/application-form.1.yaml Forms/SERVICE/application-form.yaml",
        Both("与已冻结的版次比较", "compare with a frozen edition")),
      Example("certkiosk form diff 旧/Forms Forms", Both("比较两个表单目录", "compare two forms folders")),
    ],
    arguments: [
      Argument("OLD", .one, .file, Both("旧的定义或表单目录", "the old definition or forms folder")),
      Argument("NEW", .one, .file, Both("新的定义或表单目录", "the new one")),
    ],
    run: { invocation in
      let session = Session(invocation)
      let differences = try FormDiff().differences(
        session.argument("OLD"), session.argument("NEW"), forms: session.forms)
      for difference in differences { session.tell(difference) }
      if differences.isEmpty { session.console.say(Both("印出来没有不同", "nobody will see a difference")) }
      let isJudged = differences.allSatisfy { if case .mistakes = $0.kind { false } else { true } }
      return isJudged ? .done : .refused
    })

  // MARK: freeze

  private static let formFreeze = Command(
    "freeze", Both("冻结当前版次，使旧订单以后仍能照此重印", "keep the present editions, so that old orders can be printed again"),
    examples: [Example("certkiosk form freeze", Both("发布前冻结全部文件", "freeze everything before a release"))],
    arguments: [formArgument],
    run: { invocation in
      let session = Session(invocation)
      let freezing = try FormFreezing()
      var refused = false
      for path in session.formPaths {
        try freezing.freeze(path) { outcome in
          if case .refused = outcome { refused = true }
          session.tell(outcome)
        }
      }
      return refused ? .refused : .done
    })
}

extension Certkiosk {
  fileprivate static let formGallery = Command(
    "gallery", Both("画出全部文件的样张", "draw every paper as a picture"),
    examples: [
      Example(
        "certkiosk form gallery --to docs/pictures/forms --page docs/forms.md",
        Both("更新样张和目录页（make forms）", "bring pictures and page up to date (make forms)"))
    ],
    options: [
      .value("to", "DIR", .folder, required: true, Both("图片目录", "where the pictures go")),
      .value("page", "FILE", .file, required: true, Both("目录页（Markdown）", "the page that shows them (Markdown)")),
    ],
    run: { invocation in
      let session = Session(invocation)
      _ = try session.packs()
      var count = 0
      let gallery = try FormGallery(forms: session.forms)
      do {
        try gallery.write(
          pictures: invocation.value("to") ?? ".", page: invocation.value("page") ?? "forms.md"
        ) { name, pages in
          count += 1
          session.console.emit(["paper": .string(name), "pages": .number(pages)])
          session.console.progress(Both(name, name))
        }
      } catch let fault as PackFault {
        for fault in fault.faults { session.console.hint(fault.text(in: session.language)) }
        throw CounterError.noForms(session.forms)
      }
      session.console.say(Both("样张 \(count) 份", "\(count) papers drawn"))
      return .done
    })
}

extension Session {
  /// The paths given, else the whole forms folder.
  fileprivate var formPaths: [String] {
    let given = invocation.arguments("FILE")
    return given.isEmpty ? [forms] : given
  }

  fileprivate func tell(_ outcome: FormPreview.Outcome, path: String, milliseconds: Int?) {
    switch outcome {
    case .made(let pages):
      console.emit(["path": .string(path), "pages": .number(pages), "milliseconds": JSON(milliseconds)])
      let time = milliseconds.map { "  \($0) ms" } ?? ""
      console.say(Both("\(path)  \(pages) 页\(time)", "\(path)  \(pages) pages\(time)"))
    case .mistakes(let findings):
      for finding in findings { tell(finding) }
      console.say(Both("有 \(findings.count) 处错误，预览保持不变", "\(findings.count) mistakes; the preview stays as it was"))
    }
  }

  fileprivate func tell(_ difference: FormDifference) {
    switch difference.kind {
    case .added: tell(difference.name, "added", Both("新增文件", "new document"))
    case .removed: tell(difference.name, "removed", Both("已删去", "removed"))
    case .mistakes(let findings): for finding in findings { tell(finding) }
    case .changed(let changes):
      if !console.json { console.tell(difference.name) }
      for change in changes {
        console.emit(change.json(of: difference.name))
        if !console.json { console.tell("  \(change.text(in: language))") }
      }
    }
  }

  private func tell(_ name: String, _ kind: String, _ words: Both) {
    console.emit(["document": .string(name), "change": .string(kind)])
    if !console.json { console.tell("\(name)  \(words.text(in: language))") }
  }

  fileprivate func tell(_ outcome: FormFreezing.Outcome) {
    switch outcome {
    case .refused(let findings): for finding in findings { tell(finding) }
    case .kept(let path): console.emit(["path": .string(path), "frozen": .bool(false)])
    case .frozen(let path):
      console.emit(["path": .string(path), "frozen": .bool(true)])
      if !console.json { console.tell("\(path)  \(Both("已冻结", "frozen").text(in: language))") }
    }
  }
}

extension Duration {
  fileprivate var milliseconds: Int { Int(self / .milliseconds(1)) }
}

extension FormChange {
  fileprivate func json(of document: String) -> JSON {
    let what: [(String, JSON)] = [("document", .string(document)), ("change", .string(kind))]
    return .object((what + (words ?? places)).map { JSON.Member($0.0, $0.1) })
  }

  /// What changed in words and numbers; nil for boxes.
  private var words: [(String, JSON)]? {
    switch self {
    case .edition(let old, let new), .pages(let old, let new): [("from", .number(old)), ("to", .number(new))]
    case .title(let old, let new): [("from", .string(old)), ("to", .string(new))]
    case .textAdded(let page, let text), .textRemoved(let page, let text):
      [("page", .number(page)), ("text", .string(text))]
    case .textChanged(let page, let old, let new):
      [("page", .number(page)), ("from", .string(old)), ("to", .string(new))]
    case .fieldAdded(let id, let label), .fieldRemoved(let id, let label):
      [("field", .string(id)), ("label", .string(label))]
    case .boxAdded, .boxRemoved, .boxesMoved, .boxResized, .boxTurned: nil
    }
  }

  private var places: [(String, JSON)] {
    switch self {
    case .boxAdded(let page, let name), .boxRemoved(let page, let name):
      [("page", .number(page)), ("box", .string(name))]
    case .boxesMoved(let page, let names, let right, let down):
      [
        ("page", .number(page)), ("boxes", .array(names.map { .string($0) })),
        ("right_mm", .decimal(right, places: 1)), ("down_mm", .decimal(down, places: 1)),
      ]
    case .boxResized(let page, let name, let width, let height):
      [
        ("page", .number(page)), ("box", .string(name)), ("width_mm", .decimal(width, places: 1)),
        ("height_mm", .decimal(height, places: 1)),
      ]
    case .boxTurned(let name, let old, let new):
      [("box", .string(name)), ("from", .number(old)), ("to", .number(new))]
    case .edition, .pages, .title, .textAdded, .textRemoved, .textChanged, .fieldAdded, .fieldRemoved: []
    }
  }
}
