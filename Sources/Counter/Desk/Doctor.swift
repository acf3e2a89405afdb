// doctor: whether this machine can serve people today; each trouble with its remedy.
internal import Cryptography
public import Domain
internal import Documents
internal import Files
internal import Glibc
internal import Peripherals
internal import Processes
public import Records
internal import Scans
internal import Services
internal import Tokens

/// One thing looked at.
public struct Diagnosis: Sendable {
  public enum Health: String, Sendable { case good, warning, trouble }

  public let subject: String
  public let health: Health
  public let explanation: Explanation

  public init(subject: String, health: Health, explanation: Explanation) {
    self.subject = subject
    self.health = health
    self.explanation = explanation
  }

  /// All is well, in these words.
  public init(_ subject: String, good chinese: String, _ english: String) {
    self.init(
      subject: subject, health: .good,
      explanation: Explanation("N59", chinese, remedy: "无需处理。", english: english, remedy: "Nothing needs to be done."))
  }
}

/// Looks at reader, token, printer, fonts, forms, store, keys, clock and disk.
public struct Doctor {
  private let forms: String
  let store: Result<Store, RecordsError>?
  let clock: Clock

  /// - Parameter store: nil when no store was named.
  public init(forms: String, store: Result<Store, RecordsError>?, clock: Clock = .system) {
    self.forms = forms
    self.store = store
    self.clock = clock
  }

  public func examine() -> [Diagnosis] {
    [libraries, readers] + tokens + [printers, fonts, copies, packs, holidays, disk, time] + upgrades + records
  }

  private var readers: Diagnosis {
    let rehearsal = (try? store?.get().kind) == .rehearsal
    do throws(TokenError) {
      let readers = try CardService().readers()
      let virtual = readers.filter(\.isVirtual)
      if !virtual.isEmpty && !rehearsal {
        return ill("reader", .virtualReader(virtual[0].name))
      }
      guard !readers.isEmpty else {
        return ill("reader", .noReader, .warning)
      }
      return good("reader", "读卡器 \(readers.count) 个", "\(readers.count) reader(s)")
    } catch { return Diagnosis(subject: "reader", health: .warning, explanation: error.explanation) }
  }

  private var libraries: Diagnosis {
    guard let missing = LateLibrary.allCases.first(where: { !$0.isInstalled }) else {
      return good("libraries", "程序库齐全", "libraries are complete")
    }
    return ill("libraries", .libraryMissing(missing.rawValue, package: missing.package))
  }

  /// The printer that papers go to; without a default one, the first that can print.
  private var printers: Diagnosis {
    let cups = LateLibrary.cups
    guard cups.isInstalled else {
      return ill("printer", .libraryMissing(cups.rawValue, package: cups.package), .warning)
    }
    do throws(PrinterError) {
      let reports = try Printers().reports()
      let usual = reports.first(where: \.queue.isDefault) ?? reports.first(where: \.keepsScale) ?? reports.first
      guard let usual else { throw .noPrinter }
      let name = usual.queue.name
      if let trouble = usual.state.troubles.first { throw .notReady(name, trouble) }
      if case .portable(let doubt) = usual.route { throw .scaleUnsure(name, doubt) }
      return good("printer", "打印机“\(name)”就绪，按原尺寸打印", "the printer “\(name)” is ready and keeps the scale")
    } catch { return Diagnosis(subject: "printer", health: .warning, explanation: error.explanation) }
  }

  private var fonts: Diagnosis {
    let missing = FontBook.inventory.filter { !$0.isInstalled && $0.isNeeded }
    guard let first = missing.first else { return good("fonts", "字体齐全", "fonts are complete") }
    return ill("fonts", .fontMissing(first.family, package: first.package))
  }

  private var copies: Diagnosis {
    guard let trouble = CopyJudge.trouble() else {
      return good("copies", "复印件上的号码可以识别", "numbers on copies can be read")
    }
    return Diagnosis(subject: "copies", health: .warning, explanation: trouble)
  }

  private var packs: Diagnosis {
    do throws(PackFault) {
      let packs = try Packs.load(from: forms)
      return good("forms", "服务机构 \(packs.packs.count) 家", "\(packs.packs.count) services")
    } catch {
      return Diagnosis(
        subject: "forms", health: .trouble,
        explanation: error.faults.first?.explanation ?? CounterError.noForms(forms).explanation)
    }
  }

  private var upgrades: [Diagnosis] {
    Packs.examine(forms).packs.packs.filter { pack in
      pack.businessTypes.contains { $0.upgrade?.media.isEmpty ?? false }
    }.map { ill("upgrade", .mediaUntold($0.title), .warning) }
  }

  private var disk: Diagnosis {
    var status = statvfs()
    let folder = (try? store?.get().folder) ?? "."
    guard statvfs(folder, &status) == 0 else { return ill("disk", .diskUnseen(SystemErrorNumber(errno))) }
    let megabytes = Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000
    guard megabytes >= 500 else {
      return ill("disk", .diskFull(megabytes: megabytes))
    }
    return good("disk", "磁盘剩余 \(megabytes) MB", "\(megabytes) MB are left on the disk")
  }

  /// A clock before the newest row of the journal has been set back.
  private var time: Diagnosis {
    let now = clock.now()
    switch (try? store?.get().time(clock))?.doubt {
    case .behind(let known)?: return ill("clock", .clockBehind(known))
    case .ahead(let milliseconds)?: return ill("clock", .clockAhead(minutes: Int(milliseconds / 60_000)))
    case nil: return good("clock", "时间 \(now.wallClock)", "it is \(now.wallClock)")
    }
  }

  /// The table of holidays must reach into what is promised today: two months ahead.
  private var holidays: Diagnosis {
    let calendar = Packs.examine(forms).packs.calendar
    let ahead = clock.now().day.advanced(byDays: 60)
    guard calendar.isCertain(ahead) else {
      return ill("holidays", .holidaysEnd(calendar.covered?.upperBound ?? 0), .warning)
    }
    return good("holidays", "节假日安排到 \(ahead.year) 年", "holidays are known to \(ahead.year)")
  }

  private var records: [Diagnosis] {
    guard let store else { return [] }
    do throws(RecordsError) {
      let store = try store.get()
      let rows = try store.verifyJournal()
      var all = [good("store", "库完好，日志 \(rows) 行", "the store is sound, \(rows) journal rows")]
      if try !store.people().contains(where: { !$0.disabled && $0.roles.contains(.administrator) }) {
        all.append(ill("people", .nobodyEnrolled, .warning))
      }
      return try all + keys(of: store) + [release(of: store)].compactMap(\.self)
        + Self.tables(of: store, at: clock.now())
    } catch { return [Diagnosis(subject: "store", health: .trouble, explanation: error.explanation)] }
  }

  /// The keys that a counter works with, and how long head office's certificate for this one still holds.
  private func keys(of store: Store) throws(RecordsError) -> [Diagnosis] {
    var all: [Diagnosis] = []
    if try store.setting(Desk.siteKeySetting) == nil {
      all.append(Diagnosis(subject: "keys", health: .trouble, explanation: CounterError.noSiteKey.explanation))
    }
    guard let kept = try store.setting(Desk.deviceCertificateSetting), let device = try? Certificate(der: kept),
      try store.setting(Desk.trustSetting) != nil
    else {
      return all + [Diagnosis(subject: "trust", health: .warning, explanation: CounterError.notEnrolled.explanation)]
    }
    let left = device.notAfter.day.daysSince1970 - clock.now().day.daysSince1970
    guard left > Self.warningDays else {
      return all + [ill("keys", .deviceCertificateEnds(device.notAfter.day), left < 0 ? .trouble : .warning)]
    }
    return all + [
      good("keys", "站点密钥在，设备证书还有 \(left) 天", "keys are there; the device's certificate has \(left) days left")
    ]
  }

  /// How many days before its end a device's certificate is renewed.
  private static let warningDays = 30

  /// Whether the forms are those that the store's signer vouches for; a rehearsal does not ask.
  private func release(of store: Store) -> Diagnosis? {
    guard store.kind == .production else { return nil }
    do {
      guard try FormsRelease.isPinned(in: store) else { return ill("release", .formsUnpinned, .warning) }
      try FormsRelease.admit(forms, to: store)
      return good("release", "表单签名有效", "the forms are signed")
    } catch let fault as any Explained {
      return Diagnosis(subject: "release", health: .trouble, explanation: fault.explanation)
    } catch { return ill("release", .formsUnseen) }
  }

  func good(_ subject: String, _ chinese: String, _ english: String) -> Diagnosis {
    Diagnosis(subject, good: chinese, english)
  }

  func ill(_ subject: String, _ ailment: Ailment, _ health: Diagnosis.Health = .trouble) -> Diagnosis {
    Diagnosis(subject: subject, health: health, explanation: ailment.explanation)
  }
}
