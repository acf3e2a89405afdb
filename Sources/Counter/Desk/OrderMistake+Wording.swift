// The words for what a person got wrong about an order.
public import Domain

extension OrderMistake {
  public var explanation: Explanation { ofMoney ?? ofSteps ?? ofPapers ?? ofHouse }

  private var ofMoney: Explanation? {
    switch self {
    case .noEntry(let entry, let known):
      Explanation(
        "N10", "本单没有第 \(entry) 笔付款，未做任何更改",
        remedy: known.isEmpty ? "本单还没有登记付款（payment record）。" : "本单的付款登记号：\(known.joined(separator: "、"))。",
        english: "The order has no payment \(entry); nothing was changed",
        remedy: known.isEmpty ? "None is recorded yet (payment record)." : "It has: \(known.joined(separator: ", ")).")
    case .uncounted(let entry, let standing):
      Explanation(
        "N11", "第 \(entry) 笔付款\(standing.title)，不计入应付，没有可更正的金额，未做任何更改",
        remedy: standing == .waiting ? "金额有误的，由核款人员记为存疑（payment dispute）后重新登记。" : "请按凭据重新登记（payment record）。",
        english:
          "Payment \(entry) is \(standing.rawValue) and counts nothing that could be corrected; nothing was changed",
        remedy: standing == .waiting
          ? "If its sum is wrong, let it be disputed (payment dispute) and record it anew."
          : "Record the payment anew (payment record).")
    case .noCorrection(let id, let waiting):
      Explanation(
        "N12", "本单没有待同意的更正 \(id)，未做任何更改",
        remedy: waiting.isEmpty ? "本单没有待同意的更正。" : "待同意的更正号：\(waiting.joined(separator: "、"))。",
        english: "No correction \(id) of this order waits for anybody; nothing was changed",
        remedy: waiting.isEmpty ? "None waits." : "These wait: \(waiting.joined(separator: ", ")).")
    case .referenceUsed(let reference, let entry):
      Explanation(
        "N18", "凭据号 \(reference) 已登记为本单第 \(entry) 笔付款，没有重复登记",
        remedy: "确是另一张凭据的，请照凭据核对号码；原登记有误的，先记为存疑或更正。",
        english:
          "Reference \(reference) is recorded already as payment \(entry) of this order; nothing was recorded twice",
        remedy: "Compare the number with the slip; if the earlier entry is wrong, dispute or correct it first.")
    default: nil
    }
  }

  private var ofSteps: Explanation? {
    switch self {
    case .handedOver(let order):
      Explanation(
        "N13", "订单 \(order) 已经交付，没有再次登记", remedy: "补打领取凭证：documents \(order) --paper handover-receipt。",
        english: "Order \(order) was handed over already; nothing was recorded again",
        remedy: "To print the receipt again: documents \(order) --paper handover-receipt.")
    case .submitted(let order):
      Explanation(
        "N14", "订单 \(order) 已经提交，没有再次提交", remedy: "请等待审核；需要修改的，先撤回（order withdraw）。",
        english: "Order \(order) was handed in already; nothing was changed",
        remedy: "Wait for the review, or take it back first (order withdraw).")
    case .registeredOtherwise(let application, let order):
      Explanation(
        "N17", "申请编号 \(application) 已登记为订单 \(order)，内容与这次的不同，没有登记",
        remedy: "修改原申请的，用 order amend；另一份申请，或原订单已作废的，请换一个申请编号。",
        english: "Application \(application) is registered as order \(order) with other values; nothing was registered",
        remedy: "To change it use order amend; another application, or one whose order is void, needs another number.")
    case .otherOldToken(let given, let named):
      Explanation(
        "N19", "[D-23] 收回的介质 \(given) 不是申请中所写的 \(named)，未登记",
        remedy: "请核对介质；申请写错的，撤回并更正申请（order withdraw、order amend）后再登记。",
        english: "[D-23] Token \(given) is not the one that the application names (\(named)); nothing was recorded",
        remedy: "Check the token; if the application is wrong, take it back and amend it first.")
    default: nil
    }
  }

  private var ofPapers: Explanation? {
    switch self {
    case .noPaper(let word, let order):
      Explanation(
        "N15", "本单没有“\(word)”这种纸件", remedy: "名称见 documents \(order) --list，编号、名称都可以用。",
        english: "The order has no paper “\(word)”", remedy: "See documents \(order) --list; ids and titles both do.")
    case .paperTooEarly(let title, let step):
      Explanation(
        "N16", "《\(title)》须在“\(step.title)”之后制作，没有制作", remedy: "请先完成“\(step.title)”。",
        english: "“\(title)” is made after the step \(step.rawValue); nothing was made",
        remedy: "Take the step first.")
    case .paperUntrue(let title):
      Explanation(
        "N28", "《\(title)》要写明的事本单没有，没有制作", remedy: "审核退回后才有补正告知书，折算后才有升级折算单；现状见 order show。",
        english: "What “\(title)” tells has not happened to this order; nothing was made",
        remedy: "A notice follows a rejection, a conversion its token; see order show.")
    case .noBlank(let title):
      Explanation(
        "N29", "《\(title)》是柜台出具的凭证，不印空白件，没有制作", remedy: "空白件只有申请人签字盖章的表；办理之后去掉 --blank 再印。",
        english: "“\(title)” is issued by the counter and never made empty; nothing was made",
        remedy: "Only forms for the applicant are made empty; leave out --blank once it has happened.")
    default: nil
    }
  }

  private var ofHouse: Explanation {
    switch self {
    case .otherStore(let kiosk):
      Explanation(
        "N26", "该目录已有柜台 \(kiosk) 的数据库，代号或用途（正式、演练）与这次的不同，未做任何更改", remedy: "请核对 --store 和 --kiosk。",
        english: "The folder holds the store of kiosk \(kiosk), of another code or another kind; nothing was changed",
        remedy: "Check --store and --kiosk.")
    case .ownBundle(let name):
      Explanation(
        "N27", "\(name) 是本机导出的数据包，已跳过", remedy: "无需处理；请导入对方的数据包。",
        english: "\(name) was written by this machine itself and is passed over",
        remedy: "Nothing needs to be done; import the other side's bundles.")
    default:
      Explanation(
        "N25", "[D-23] 本单不是丢失补办，不登记丢失说明，未做任何更改", remedy: "损坏的，请收回介质并登记编号（order old-token --collected）。",
        english: "[D-23] This order replaces no lost token; nothing was recorded",
        remedy: "A damaged token is taken back and its number recorded (order old-token --collected).")
    }
  }
}
