// The words for what can keep an order's papers from coming out of a printer.
internal import Domain
internal import Peripherals

extension CounterError {
  var printing: Explanation? {
    switch self {
    case .printCancelled(let order, let copy):
      Explanation(
        "N80", "订单 \(order) 第 \(copy) 份的打印作业被取消，这一份不算已打印，后面的也没有打印",
        remedy: "请把这一份已经出来的纸粉碎，排除打印机的故障后再次执行同一命令：已印好的不会重印。",
        english:
          "The print job of copy \(copy) of order \(order) was cancelled; the copy does not count as printed and "
          + "what follows was not printed",
        remedy: "Shred what came out of this copy, see to the printer and give the same command again: nothing that is "
          + "done is printed twice.")
    case .printFailed(let order, let copy, let words):
      Explanation(
        "N81", "打印机没有印出订单 \(order) 第 \(copy) 份（\(words)），这一份不算已打印，后面的也没有打印",
        remedy: "请把这一份已经出来的纸粉碎，排除打印机的故障后再次执行同一命令：已印好的不会重印。",
        english:
          "The printer gave up copy \(copy) of order \(order) (\(words)); the copy does not count as printed and "
          + "what follows was not printed",
        remedy: "Shred what came out of this copy, see to the printer and give the same command again: nothing that is "
          + "done is printed twice.")
    case .printUnclear(let order, let copy, let printer):
      Explanation(
        "N82", "订单 \(order) 第 \(copy) 份上次送到“\(printer)”后，打印服务已没有它的记录，无法确定是否印出；没有再次打印",
        remedy: "请在出纸盘中查找这一份，然后由登录的人员说明：印出了加 --came-out yes，没有印出加 --came-out no。",
        english:
          "Copy \(copy) of order \(order) was sent to “\(printer)”, and the print service has no record of it any "
          + "more; it is not known whether it came out, and it was not printed again",
        remedy: "Look for it in the output tray; then a person who has signed in adds --came-out yes or --came-out no.")
    case .printForgotten(let order, let printer):
      Explanation(
        "N44", "订单 \(order) 的纸件送到“\(printer)”后，打印服务已没有这个作业的记录，无法确定是否印出",
        remedy: "请查看出纸盘；没有印出的，再次执行同一命令。",
        english: "Papers of order \(order) were sent to “\(printer)”, and the print service has no record of them any "
          + "more; it is not known whether they came out",
        remedy: "Look at the output tray; if they are not there, give the same command again.")
    case .printLeftLying(let order, let printer, let job):
      Explanation(
        "N99", "订单 \(order) 的纸件没有全部印出，“\(printer)”的作业 \(job) 也没能撤回，以后可能印出",
        remedy: "请把已经出来的纸粉碎；恢复打印服务后用 cancel \(job) 撤回这个作业，再次执行同一命令。",
        english: "Papers of order \(order) did not all come out, and job \(job) of “\(printer)” could not be taken "
          + "back: it may print later",
        remedy: "Shred what came out; see to the print service, take the job back with cancel \(job), and give the "
          + "same command again.")
    case .scalePageMissing(let printer, let end):
      Explanation(
        "N45", "“\(printer)”没有印出尺寸检查页（\(end.title.chinese)）", remedy: "请用 printer state 查看打印机，排除故障后再印一次。",
        english: "“\(printer)” did not print the scale check page (\(end.title.english))",
        remedy: "See printer state, and print it again when the trouble is gone.")
    case .printedBefore(let order, let instant):
      Explanation(
        "N83", "订单 \(order) 的文件已于 \(instant.chineseMinute) 打印，没有再次打印", remedy: "确需重印时，请用 --reason 说明原因，重印件会标明“重印”。",
        english: "The papers of order \(order) were printed at \(instant.wallClock); they were not printed again",
        remedy: "If they are needed again, say why with --reason; reprints are marked as such.")
    case .anotherPrinting:
      Explanation(
        "N84", "本机正在打印另一批，本次没有打印", remedy: "请等那一批印完再执行。",
        english: "Another batch is being printed here; this one printed nothing", remedy: "Wait until it has ended.")
    default: nil
    }
  }
}

extension JobEnd {
  fileprivate var title: (chinese: String, english: String) {
    switch self {
    case .completed: ("已印出", "printed")
    case .cancelled: ("作业被取消", "the job was cancelled")
    case .failed(let words): (words, words)
    case .unknown: ("打印服务已没有这个作业的记录", "the print service has no record of the job")
    }
  }
}
