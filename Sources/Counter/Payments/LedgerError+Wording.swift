// The words for what can stop work on statements, stock, the till and invoices. Codes M21, M22, M24, M25, M40 to M58.
public import Domain

extension LedgerError {
  public var explanation: Explanation { statements ?? stock ?? till ?? invoices }

  private var statements: Explanation? {
    switch self {
    case .noLine(let id):
      Explanation(
        "M51", "没有编号为 \(id) 的对账单行", remedy: "请用 payment queue 查看。",
        english: "There is no statement line \(id)", remedy: "See payment queue.")
    case .lineSettled(let id):
      Explanation(
        "M52", "对账单行 \(id) 已处理，未做任何更改", remedy: "记错的，请在订单上更正（payment correct）。",
        english: "Statement line \(id) is settled; nothing was changed",
        remedy: "If it was settled wrongly, correct the payment at its order (payment correct).")
    case .noReversed:
      Explanation(
        "M53", "该订单没有与这笔冲正金额相同、仍然计入的付款，未做任何更改", remedy: "请核对订单；金额不同的，请更正（payment correct）。",
        english: "The order has no counted payment of the sum that was taken back; nothing was changed",
        remedy: "Check the order; correct the payment if the sums differ (payment correct).")
    case .nothingPaid:
      Explanation(
        "M25", "本单没有已核对的付款，不能出具收据（S0-60）", remedy: "请先核对付款凭据（payment confirm）或导入对账单。",
        english: "No payment of this order counts yet, so that there is nothing to receipt (S0-60)",
        remedy: "Confirm a payment, or import the statement.")
    case .noEvidence(let entry):
      Explanation(
        "F19", "第 \(entry) 笔付款没有附凭据图片，或没有这一笔", remedy: "请看凭据原件；登记时可用 payment record --evidence 附上。",
        english: "Entry \(entry) has no pictures of its evidence, or there is no such entry",
        remedy: "Look at the original; pictures are added with payment record --evidence.")
    default: nil
    }
  }

  private var stock: Explanation? {
    switch self {
    case .badSerials(let text):
      Explanation(
        "M40", "编号“\(text)”读不懂，未做任何更改", remedy: "写作 9A01026001，成段的写作 00128101..00128200，每段最多 \(SerialRange.limit) 个。",
        english: "The serials “\(text)” cannot be read; nothing was changed",
        remedy: "Write 9A01026001, or 00128101..00128200 for a row of at most \(SerialRange.limit).")
    case .wrongPlace(let good, let serial, let move, let place):
      Explanation(
        "M41", "\(good.title) \(serial) \(place.map { "现为“\($0.title)”" } ?? "不在台账中")，不能“\(move.title)”，未做任何更改",
        remedy: "请用 stock list 查看该编号。",
        english:
          "\(good.rawValue) \(serial) is \(place.map { "in \($0.rawValue)" } ?? "unknown"), so \(move.rawValue) is impossible; nothing was changed",
        remedy: "See stock list for this serial.")
    case .tooFew(let good, let place, let count):
      Explanation(
        "M42", "“\(place.title)”没有 \(count) 件\(good.title)，未做任何更改", remedy: "请用 stock list 查看数量。",
        english: "There are no \(count) of \(good.rawValue) in \(place.rawValue); nothing was changed",
        remedy: "See stock list for the counts.")
    case .countedGood(let good):
      Explanation(
        "M43", "\(good.title)没有编号，按数量登记，未做任何更改", remedy: "请用 --count 写明数量。",
        english: "\(good.rawValue) has no serials and is counted; nothing was changed", remedy: "Give --count.")
    case .serialGood(let good):
      Explanation(
        "M44", "\(good.title)逐件登记编号，未做任何更改", remedy: "请写明编号。",
        english: "\(good.rawValue) is kept by serial; nothing was changed", remedy: "Give its serials.")
    case .othersPiece(let serial):
      Explanation(
        "M45", "编号 \(serial) 是发给另一订单或另一次开票申请的，未做任何更改（N-06）", remedy: "请核对实物编号。",
        english: "\(serial) was issued to another order or for another request; nothing was changed (N-06)",
        remedy: "Compare the number on the piece.")
    case .notIssued(let serial):
      Explanation(
        "M46", "编号 \(serial) 在台账中，但没有发到本单，不能交付（N-06）", remedy: "请先执行 stock issue。",
        english: "\(serial) is in the ledger and was not issued to this order; nothing was handed over (N-06)",
        remedy: "Run stock issue first.")
    case .unknownPiece(let good, let serial):
      Explanation(
        "Q67", "台账中没有\(good.title) \(serial)，未做任何更改（N-06）",
        remedy: "请核对实物编号；确有此件的，先入库（stock receive）再发到本单（stock issue）。",
        english: "the ledger knows no \(good.rawValue) \(serial); nothing was changed (N-06)",
        remedy: "Compare the number; if the piece is there, receive it into stock and issue it to this order first.")
    default: amounts
    }
  }

  private var amounts: Explanation? {
    switch self {
    case .noAmount:
      Explanation(
        "Q68", "定额发票入库须写明每张的面额，其他物品不写面额，未做任何更改（S0-126）", remedy: "请用 --yuan 写明，如 --yuan 100.00；面额不同的分别入库。",
        english:
          "Fixed-amount invoices come in with the amount of each, and nothing else has one; nothing was changed (S0-126)",
        remedy: "Say it with --yuan, such as --yuan 100.00; receive different amounts one after the other.")
    case .amountUnknown(let serial):
      Explanation(
        "Q69", "定额发票 \(serial) 入库时没有登记面额，未做任何更改（S0-126）", remedy: "请换用登记了面额的发票。",
        english: "the fixed-amount invoice \(serial) came into stock without its amount; nothing was changed (S0-126)",
        remedy: "Take one whose amount is in the ledger.")
    case .amountsDiffer(let expected, let given):
      Explanation(
        "Q70", "申请开票 \(expected.yuan) 元，所给定额发票合计 \(given.yuan) 元，未做任何更改（S0-126）", remedy: "请凑足面额：合计须等于申请的金额。",
        english:
          "The invoice is for \(expected.yuan) yuan and those given add up to \(given.yuan) yuan; nothing was changed (S0-126)",
        remedy: "Give invoices that add up to the sum asked for.")
    default: nil
    }
  }

  private var till: Explanation? {
    switch self {
    case .otherPerson:
      Explanation(
        "M47", "须由两名不同的人员当面清点或销毁，未做任何更改（N-06）", remedy: "请由另一名人员用 --second 输入其 PIN。",
        english: "Two different people count or destroy together; nothing was changed (N-06)",
        remedy: "Let a second person enter their PIN with --second.")
    case .tillOpen:
      Explanation(
        "M48", "钱箱已经开启，未做任何更改", remedy: "请先 till close。", english: "The till is open already",
        remedy: "Close it first with till close.")
    case .tillClosed:
      Explanation(
        "M49", "钱箱没有开启，未做任何更改", remedy: "请先 till open。", english: "The till is not open",
        remedy: "Open it first with till open.")
    case .cashDiffers(let expected, let counted):
      Explanation(
        "M54", "现金应有 \(expected.yuan) 元，实盘 \(counted.yuan) 元，不能关箱（N-06）",
        remedy: "请重新清点；登记错误的付款用 payment correct 更正。",
        english: "\(expected.yuan) yuan should be there and \(counted.yuan) were counted; the till stays open (N-06)",
        remedy: "Count again; correct payments that were recorded wrongly (payment correct).")
    case .openingDiffers(let expected, let counted):
      Explanation(
        "M55", "上次关箱留存 \(expected.yuan) 元，开箱实盘 \(counted.yuan) 元，没有开箱（N-06）",
        remedy: "请重新清点；确有差额的，由两人用 --difference 写明原因后开箱。",
        english: "\(expected.yuan) yuan were left and \(counted.yuan) were counted; the till was not opened (N-06)",
        remedy: "Count again; where it stays so, both people open it with --difference REASON.")
    case .stockDiffers(let differences):
      Explanation(
        "M56",
        "库存与台账不符，未关箱或开箱（N-06）："
          + differences.map { "\($0.good.title)应有 \($0.expected)，\($0.counted.map { "实盘 \($0)" } ?? "未盘")" }
          .joined(separator: "；"),
        remedy: "请逐件核对编号（stock count）；缺损的先登记作废或收回。",
        english: "The stock is not what the ledger says (N-06): "
          + differences.map { "\($0.good.rawValue) \($0.expected)/\($0.counted.map(String.init) ?? "-")" }
          .joined(separator: ", "),
        remedy: "Compare the serials (stock count); record what was spoiled or came back.")
    case .cashWaiting(let count):
      Explanation(
        "M57", "还有 \(count) 笔现金未经另一人清点，不能关箱（S0-15）", remedy: "请先 payment confirm 或 payment dispute。",
        english: "\(count) cash payments were not counted by a second person; the till stays open (S0-15)",
        remedy: "Confirm or dispute them first.")
    case .badCash(let text):
      Explanation(
        "M58", "“\(text)”读不懂，未做任何更改", remedy: "金额写作 300.00；面额写作 100=15、0.5=3；物品写作 token=41。",
        english: "“\(text)” cannot be read; nothing was changed",
        remedy: "Write amounts as 300.00, denominations as 100=15 or 0.5=3, goods as token=41.")
    case .keptTooMuch:
      Explanation(
        "M24", "留存的现金多于实盘，未做任何更改", remedy: "请核对 --kept。", english: "More cash would be kept than was counted",
        remedy: "Check --kept.")
    default: nil
    }
  }

  private var invoices: Explanation {
    switch self {
    case .unclean(let findings):
      Explanation(
        "M21", "开票资料含平台不收的字符（S0-53），未做任何更改：" + findings.map(\.text).joined(separator: "；"),
        remedy: "核对后加 --clean 采用清理后的内容；数字之间的“-”另用 --hyphens keep 或 drop 决定。",
        english: "The invoice's data hold characters that the platform refuses (S0-53): "
          + findings.map(\.text).joined(separator: "; "),
        remedy: "Check them and add --clean; decide about hyphens between digits with --hyphens keep or drop.")
    default:
      Explanation(
        "M22", "本单没有统一社会信用代码，不能保存开票信息", remedy: "请先补录信用代码。",
        english: "The order has no credit code, so that no profile can be kept", remedy: "Add the credit code first.")
    }
  }
}
