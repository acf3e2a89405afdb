// doctor: whether this machine can serve people today; each trouble with its remedy.
internal import Cryptography
public import Domain
internal import Documents
internal import Files
internal import Glibc
public import Records
internal import Services
internal import Tokens

/// One thing looked at.
public struct Diagnosis: Sendable {
  public enum Health: String, Sendable { case good, warning, trouble }

  public let subject: String
  public let health: Health
  public let explanation: Explanation
}

/// Looks at reader, fonts, forms, store, keys, clock and disk.
public struct Doctor {
  private let forms: String
  private let store: Result<Store, RecordsError>?
  private let clock: Clock

  /// - Parameter store: nil when no store was named.
  public init(forms: String, store: Result<Store, RecordsError>?, clock: Clock = .system) {
    self.forms = forms
    self.store = store
    self.clock = clock
  }

  public func examine() -> [Diagnosis] { [readers, fonts, packs, disk, time] + records }

  private var readers: Diagnosis {
    let rehearsal = (try? store?.get().kind) == .rehearsal
    do throws(TokenError) {
      let readers = try CardService().readers()
      let virtual = readers.filter(\.isVirtual)
      if !virtual.isEmpty && !rehearsal {
        return trouble(
          "reader", "N60", "存在虚拟读卡器“\(virtual[0].name)”", "请在正式柜台卸载 vsmartcard-vpcd：它会监听所有网络接口。",
          "there is a virtual reader “\(virtual[0].name)”", "Remove vsmartcard-vpcd from a real counter.", .trouble)
      }
      guard !readers.isEmpty else {
        return trouble(
          "reader", "N61", "没有连接读卡器", "请插入读卡器或 USB 介质。", "no reader is connected", "Connect a reader or a token.",
          .warning)
      }
      return good("reader", "读卡器 \(readers.count) 个", "\(readers.count) reader(s)")
    } catch { return Diagnosis(subject: "reader", health: .warning, explanation: error.explanation) }
  }

  private var fonts: Diagnosis {
    let missing = FontBook.inventory.filter { !$0.isInstalled && $0.isNeeded }
    guard let first = missing.first else { return good("fonts", "字体齐全", "fonts are complete") }
    return trouble(
      "fonts", "N62", "缺少字体 \(first.family)", "请安装软件包 \(first.package)。", "font \(first.family) is missing",
      "Install the package \(first.package).", .trouble)
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

  private var disk: Diagnosis {
    var status = statvfs()
    let folder = (try? store?.get().folder) ?? "."
    guard statvfs(folder, &status) == 0 else { return good("disk", "磁盘未检查", "the disk was not examined") }
    let megabytes = Int(status.f_bavail) * Int(status.f_frsize) / 1_000_000
    guard megabytes >= 500 else {
      return trouble(
        "disk", "N63", "磁盘剩余 \(megabytes) MB", "请清理磁盘，至少保留 500 MB。", "\(megabytes) MB are left on the disk",
        "Free at least 500 MB.", .trouble)
    }
    return good("disk", "磁盘剩余 \(megabytes) MB", "\(megabytes) MB are left on the disk")
  }

  /// A clock before the newest row of the journal has been set back.
  private var time: Diagnosis {
    let now = clock.now()
    let last = (try? store?.get().journal(after: 0).last?.instant) ?? nil
    if let last, now < last {
      return trouble(
        "clock", "N64", "时钟早于最近一次记录（\(last.chinaText)）", "请校准时间后再办理。",
        "the clock is behind the newest record (\(last.chinaText))", "Set the clock right before serving.", .trouble)
    }
    return good("clock", "时间 \(now.chinaText)", "it is \(now.chinaText)")
  }

  private var records: [Diagnosis] {
    guard let store else { return [] }
    do throws(RecordsError) {
      let store = try store.get()
      let rows = try store.verifyJournal()
      var all = [good("store", "库完好，日志 \(rows) 行", "the store is sound, \(rows) journal rows")]
      if try store.people().isEmpty {
        all.append(
          trouble(
            "people", "N65", "还没有登记任何人员", "请用 person add 登记管理人员。", "nobody is enrolled",
            "Enrol an administrator with person add.", .warning))
      }
      if try store.setting(Desk.trustSetting) == nil {
        all.append(Diagnosis(subject: "trust", health: .warning, explanation: CounterError.notEnrolled.explanation))
      }
      return all
    } catch { return [Diagnosis(subject: "store", health: .trouble, explanation: error.explanation)] }
  }

  private func good(_ subject: String, _ chinese: String, _ english: String) -> Diagnosis {
    Diagnosis(
      subject: subject, health: .good,
      explanation: Explanation("N59", chinese, remedy: "无需处理。", english: english, remedy: "Nothing needs to be done."))
  }

  private func trouble(
    _ subject: String, _ code: String, _ chinese: String, _ remedy: String, _ english: String,
    _ englishRemedy: String, _ health: Diagnosis.Health
  ) -> Diagnosis {
    Diagnosis(
      subject: subject, health: health,
      explanation: Explanation(code, chinese, remedy: remedy, english: english, remedy: englishRemedy))
  }
}
