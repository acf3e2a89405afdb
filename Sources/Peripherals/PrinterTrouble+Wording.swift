// What a clerk reads when a printer does not print.
public import Domain

extension PrinterTrouble: Explained {
  public var explanation: Explanation { paper ?? printer ?? queue }

  private var paper: Explanation? {
    switch self {
    case .paperOut:
      Explanation(
        "J20", "打印机没有纸了，还没有印完的作业在等待", remedy: "请放入 A4 纸，打印机会自动继续，不需要重新打印。",
        english: "the printer is out of paper; what is not printed yet waits",
        remedy: "Put A4 paper in; the printer goes on by itself, nothing needs to be printed again.")
    case .paperWanted:
      Explanation(
        "J21", "打印机要求放入 A4 纸（纸盒里是别的纸，或纸盒的纸型设置不是 A4）", remedy: "请在纸盒中放入 A4 纸，并在打印机面板上把纸型设为 A4。",
        english: "the printer asks for A4 paper: its tray holds other paper or is set to other paper",
        remedy: "Put A4 paper into the tray and set the tray to A4 at the printer's panel.")
    case .paperJam:
      Explanation(
        "J22", "打印机卡纸", remedy: "请按打印机面板的提示取出卡住的纸并关好盖板；夹坏的纸请粉碎。打印机会自动补印那一页。",
        english: "paper is jammed in the printer",
        remedy: "Take the paper out as the printer's panel shows and close the cover; shred spoilt sheets. "
          + "The printer prints that page again by itself.")
    case .outputFull:
      Explanation(
        "J23", "打印机的出纸盘满了", remedy: "请取走印好的纸，打印机会自动继续。", english: "the printer's output tray is full",
        remedy: "Take the printed sheets away; the printer goes on by itself.")
    case .trayMissing:
      Explanation(
        "J24", "打印机的纸盒没有装好", remedy: "请把纸盒推到底。", english: "a paper tray of the printer is not in place",
        remedy: "Push the tray in fully.")
    default: nil
    }
  }

  private var printer: Explanation? {
    switch self {
    case .coverOpen:
      Explanation(
        "J25", "打印机的盖板开着", remedy: "请关好所有盖板。", english: "a cover of the printer is open",
        remedy: "Close all covers.")
    case .tonerOut:
      Explanation(
        "J26", "打印机的碳粉或墨水用完了", remedy: "请更换碳粉盒或墨盒。", english: "the printer is out of toner or ink",
        remedy: "Change the cartridge.")
    case .wasteFull:
      Explanation(
        "J27", "打印机的废粉盒满了", remedy: "请更换废粉盒。", english: "the printer's waste box is full",
        remedy: "Change the waste box.")
    case .offline:
      Explanation(
        "J28", "打印机处于脱机状态", remedy: "请在打印机面板上恢复联机，并检查数据线或网线。", english: "the printer is offline",
        remedy: "Put it online at its panel and check its cable.")
    case .unreachable:
      Explanation(
        "J29", "打印机没有应答：没有开机、没有连接，或还在启动", remedy: "请打开打印机电源，检查数据线或网线，等它就绪后再试。",
        english: "the printer does not answer: it is off, not connected, or still starting",
        remedy: "Switch it on, check its cable, and try again when it is ready.")
    case .other(let word):
      Explanation(
        "J33", "打印机报告故障（\(word)）", remedy: "请看打印机面板的提示；不明白时请联系打印机的维修人员。",
        english: "the printer reports a trouble (\(word))",
        remedy: "See the printer's panel; call whoever services the printer if it does not help.")
    default: nil
    }
  }

  private var queue: Explanation {
    switch self {
    case .rejecting:
      Explanation(
        "J31", "打印队列不接收作业", remedy: "请管理员执行 cupsaccept 队列名。", english: "the print queue takes no jobs",
        remedy: "Ask the administrator to run: cupsaccept QUEUE")
    case .filterMissing:
      Explanation(
        "J32", "打印队列缺少所需的驱动程序", remedy: "请管理员安装驱动，或按 docs/printing.md 重新建立队列。",
        english: "the print queue lacks a program that it needs",
        remedy: "Ask the administrator to install its driver, or to make the queue anew as docs/printing.md says.")
    case .paused(let message):
      Explanation(
        "J30", "打印队列已停止\(message.isEmpty ? "" : "（\(message)）")", remedy: "排除故障后，请管理员执行 cupsenable 队列名。",
        english: "the print queue was stopped\(message.isEmpty ? "" : " (\(message))")",
        remedy: "Once the trouble is gone, ask the administrator to run: cupsenable QUEUE")
    default: PrinterTrouble.unreachable.explanation
    }
  }

  public static let specimens: [PrinterTrouble] = [
    .paperOut, .paperWanted, .paperJam, .outputFull, .trayMissing, .coverOpen, .tonerOut, .wasteFull, .offline,
    .unreachable, .paused("Unable to locate printer."), .rejecting, .filterMissing, .other("fuser-over-temp"),
  ]
}
