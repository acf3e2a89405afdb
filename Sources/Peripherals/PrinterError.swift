// What can stop a print job, apart from what the printer itself needs.
public import Domain

public enum PrinterError: Error, Hashable, Sendable {
  /// The print service does not run.
  case serviceMissing
  /// There is no queue at all.
  case noPrinter
  case unknownPrinter(String)
  /// Several queues and none of them is the default.
  case whichPrinter([String])
  /// The queue cannot promise the scale.
  case scaleUnsure(String, ScaleDoubt)
  /// The printer cannot print now; nothing was handed over.
  case notReady(String, PrinterTrouble)
  /// The print service took no job; its own words.
  case refused(String, words: String)
  /// The connection broke while a job was handed over; the job was withdrawn.
  case brokenOff(String)
  /// A job broke off or was given up and could not be withdrawn; nobody knows what becomes of it.
  case leftLying(String, job: Int)
  /// The print service does not say which queues it has; its own words.
  case forbidden(words: String)
  /// The print service does not say what a queue does with pages; its own words.
  case undescribed(String, words: String)
  /// Nothing moved for as long as we were to wait; the job stays where it is.
  case stuck(String, job: Int, PrinterTrouble?)
}

extension PrinterError: Explained {
  public var explanation: Explanation { choice ?? service ?? handing ?? waiting }

  private var choice: Explanation? {
    switch self {
    case .serviceMissing:
      Explanation(
        "J01", "打印服务（CUPS）没有运行，没有打印任何内容", remedy: "请启动打印服务：systemctl start cups。",
        english: "the print service (CUPS) does not run; nothing was printed", remedy: "Start it: systemctl start cups")
    case .noPrinter:
      Explanation(
        "J02", "还没有设置打印机", remedy: "请按 docs/printing.md 建立打印队列。", english: "no printer has been set up",
        remedy: "Set up a queue as docs/printing.md says.")
    case .unknownPrinter(let name):
      Explanation(
        "J03", "没有名为“\(name)”的打印机", remedy: "请用 certkiosk printer list 查看打印机。",
        english: "there is no printer called “\(name)”", remedy: "See the printers with: certkiosk printer list")
    case .whichPrinter(let names):
      Explanation(
        "J04", "有 \(names.count) 台打印机（\(names.joined(separator: "、"))），没有指定用哪一台",
        remedy: "请用 --printer 指定，或用 lpadmin -d 设置默认打印机。",
        english: "there are \(names.count) printers (\(names.joined(separator: ", "))) and none was chosen",
        remedy: "Name one with --printer, or set a default with lpadmin -d.")
    default: nil
    }
  }

  private var service: Explanation? {
    switch self {
    case .forbidden(let words):
      Explanation(
        "J36", "打印服务拒绝说明有哪些打印机（\(words)），没有打印任何内容",
        remedy: "请管理员检查 cupsd.conf 是否允许本机的这个用户访问。",
        english: "the print service refuses to say which printers it has (\(words)); nothing was printed",
        remedy: "Ask the administrator to let this user in (cupsd.conf).")
    case .undescribed(let name, let words):
      Explanation(
        "J35", "打印服务没有说明队列“\(name)”怎样处理页面（\(words)），没有打印", remedy: "请稍候重试；仍不行请管理员检查 cupsd.conf 的权限。",
        english:
          "the print service does not say what the queue “\(name)” does with pages (\(words)); nothing was printed",
        remedy: "Try again in a moment; else ask the administrator to check the permissions in cupsd.conf.")
    default: nil
    }
  }

  private var handing: Explanation? {
    switch self {
    case .scaleUnsure(let name, let doubt):
      Explanation(
        "J05", "打印机“\(name)”不能保证按原尺寸打印（\(doubt.title.chinese)），没有打印",
        remedy: "请按 docs/printing.md 建立光栅队列；确需使用这台打印机时，先用 printer test 印一张尺寸检查页量过，再加 --any-scale。",
        english: "the printer “\(name)” cannot promise the true scale (\(doubt.title.english)); nothing was printed",
        remedy: "Make a raster queue as docs/printing.md says; if this printer must be used, measure the page of "
          + "printer test first, then add --any-scale.")
    case .notReady(let name, let trouble):
      Explanation(
        "J06", "打印机“\(name)”现在不能打印：\(trouble.explanation.chinese.happened)。没有发送任何内容",
        remedy: trouble.explanation.chinese.remedy,
        english: "the printer “\(name)” cannot print now: \(trouble.explanation.english.happened). Nothing was sent",
        remedy: trouble.explanation.english.remedy)
    case .refused(let name, let words):
      Explanation(
        "J07", "打印服务没有接收发给“\(name)”的作业（\(words)），没有打印", remedy: "请检查队列的设置（docs/printing.md）后重试。",
        english: "the print service did not take the job for “\(name)” (\(words)); nothing was printed",
        remedy: "Check the queue's settings (docs/printing.md) and try again.")
    case .leftLying(let name, let job):
      Explanation(
        "J34", "“\(name)”的打印作业 \(job) 没有完成，也没能撤回，不知道它还会不会印出",
        remedy: "请恢复打印服务后再次执行同一命令：程序会先查明这个作业的下落。",
        english: "job \(job) for “\(name)” was not finished and could not be withdrawn; nobody knows whether it prints",
        remedy: "See to the print service and give the same command again; it first finds out what became of the job.")
    default: nil
    }
  }

  private var waiting: Explanation {
    switch self {
    case .stuck(let name, let job, let trouble?):
      Explanation(
        "J11", "打印机“\(name)”一直没有印完作业 \(job)：\(trouble.explanation.chinese.happened)。作业仍在队列中，打印机恢复后会印出",
        remedy: trouble.explanation.chinese.remedy + "然后再次执行同一命令，程序会先查明这份是否已经印出。",
        english: "the printer “\(name)” has not finished job \(job): \(trouble.explanation.english.happened). "
          + "The job stays queued and prints when the printer recovers",
        remedy: trouble.explanation.english.remedy
          + " Then give the same command again; it first finds out what came out."
      )
    case .stuck(let name, let job, nil):
      Explanation(
        "J10", "打印机“\(name)”一直没有印完作业 \(job)，也没有说明原因。作业仍在队列中", remedy: "请查看打印机；恢复后再次执行同一命令，程序会先查明这份是否已经印出。",
        english: "the printer “\(name)” has not finished job \(job) and does not say why; the job stays queued",
        remedy: "Look at the printer; then give the same command again, which first finds out what came out.")
    default:
      Explanation(
        "J08", "发送打印作业时连接中断，作业已撤回，这一份没有打印", remedy: "请检查打印服务后再次执行同一命令。",
        english: "the connection broke while a print job was handed over; the job was withdrawn and did not print",
        remedy: "Check the print service and give the same command again.")
    }
  }

  public static let specimens: [PrinterError] = [
    .serviceMissing, .noPrinter, .unknownPrinter("Counter"), .whichPrinter(["Counter", "Office"]),
    .scaleUnsure("Counter", .notIPP), .scaleUnsure("Counter", .noRaster), .scaleUnsure("Counter", .queueConverts),
    .notReady("Counter", .unreachable), .refused("Counter", words: "client-error-document-format-not-supported"),
    .brokenOff("Counter"), .leftLying("Counter", job: 17), .forbidden(words: "Forbidden"),
    .undescribed("Counter", words: "Forbidden"), .stuck("Counter", job: 17, nil), .stuck("Counter", job: 17, .paperOut),
  ]
}

extension ScaleDoubt {
  public var title: (chinese: String, english: String) {
    switch self {
    case .notIPP: ("不是 IPP 打印机，无法确认它怎样处理页面", "it does not speak IPP, so that nobody knows what it does with a page")
    case .noRaster: ("不接受 PWG 光栅，只能发送 PDF", "it takes no PWG raster, only PDF")
    case .queueConverts: ("队列会在途中转换页面", "its queue converts pages on the way")
    }
  }
}
