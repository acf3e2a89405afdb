// doctor: whether this machine can serve people today.
internal import CommandLine
internal import Counter
internal import Domain
internal import Processes
internal import Records
internal import Scanners

extension Certkiosk {
  static let doctor = Command(
    "doctor",
    Both(
      "自检：读卡器、介质、打印机、扫描仪、字体、表单、数据库、时钟、磁盘",
      "look at reader, token, printer, scanner, fonts, forms, store, clock, disk"),
    examples: [Example("certkiosk doctor", Both("检查本机能否开门办理", "whether this machine can serve people today"))],
    run: { invocation in
      let session = Session(invocation)
      var store: Result<Store, RecordsError>?
      if let folder = invocation.value("store") {
        let key = try session.storeKey()
        store = Result { () throws(RecordsError) in try Store(at: folder, key: key) }
      }
      let all = Doctor(forms: session.forms, store: store).examine() + [scanners]
      for diagnosis in all { session.tell(diagnosis) }
      return all.contains { $0.health == .trouble } ? .refused : .done
    })

  /// A counter may take all its pages from files: no scanner is a remark.
  private static var scanners: Diagnosis {
    let sane = LateLibrary.sane
    guard sane.isInstalled else {
      let missing = Ailment.libraryMissing(sane.rawValue, package: sane.package)
      return Diagnosis(subject: "scanner", health: .warning, explanation: missing.explanation)
    }
    do throws(ScannerError) {
      let found = try ScannerService().scanners()
      guard let first = found.first else { throw .none }
      return Diagnosis(
        "scanner", good: "扫描仪 \(found.count) 台：\(first.maker) \(first.model)",
        "\(found.count) scanner(s): \(first.maker) \(first.model)")
    } catch { return Diagnosis(subject: "scanner", health: .warning, explanation: error.explanation) }
  }
}

extension Session {
  func tell(_ diagnosis: Diagnosis) {
    let wording = diagnosis.explanation.wording(in: language)
    console.emit([
      "subject": .string(diagnosis.subject), "health": .string(diagnosis.health.rawValue),
      "code": .string(diagnosis.explanation.code), "message": .string(wording.happened),
      "remedy": .string(wording.remedy),
    ])
    guard !console.json else { return }
    let mark =
      switch diagnosis.health {
      case .good: "✓"
      case .warning: "!"
      case .trouble: "✗"
      }
    console.tell("\(mark) \(wording.happened)")
    if diagnosis.health != .good { console.tell("    \(wording.remedy)") }
  }
}
