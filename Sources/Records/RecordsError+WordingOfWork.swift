// What a person is told when the open store refuses a step.
internal import Domain

extension RecordsError {
  public static var specimens: [RecordsError] {
    openingSpecimens + [
      .stale(specimen), .broken(cell: "orders/body"), .shredded(specimen), .journal(sequence: 17),
      .unknownOrder(specimen), .applicationExists(number: "A-001"), .numbersUsedUp(specimenDay), .unknownObject,
      .bundleDiffers(sequence: 3),
      .unknownPerson, .personExists, .wrongPIN(triesLeft: 2), .personLocked, .personDisabled, .weakPIN(least: 6),
      .badPersonID, .moved, .secretBurnt,
    ]
  }

  private static let specimenDay = CivilDate(daysSince1970: 20_520)
  private static let specimen = OrderNumber(kiosk: "A01", incarnation: 1, day: specimenDay, serial: 1)

  /// Failures of an open store.
  var working: Explanation {
    switch self {
    case .moved:
      Explanation(
        "M50", "该款项或物品刚被别人办理；这一步没有做", remedy: "请重新查看（payment queue、stock list）后再办理。",
        english: "somebody else has just dealt with this line or piece; this step was not done",
        remedy: "Look again (payment queue, stock list), then repeat.")
    case .stale(let number):
      Explanation(
        "R20", "订单 \(number) 已被别人改动；这一步没有做", remedy: "请重新打开订单，看过新内容后再做。",
        english: "somebody else changed order \(number); this step was not done",
        remedy: "Open the order again, look at it, and repeat.")
    case .broken(let cell):
      Explanation(
        "R21", "密封的数据打不开：\(cell)；可能被改动或调换", remedy: "请停止使用，复制整个文件夹，再从备份恢复。",
        english: "sealed data do not open: \(cell); they were altered or moved",
        remedy: "Stop using the store, copy the whole folder, then restore from a backup.")
    case .shredded(let number):
      Explanation(
        "R22", "订单 \(number) 的数据密钥已按期销毁，内容不能再读", remedy: "日志里仍有摘要；内容请向总部查询。",
        english: "the data key of order \(number) was destroyed as due; its content cannot be read",
        remedy: "The journal keeps its digests; ask head office for the content.")
    case .journal(let sequence):
      Explanation(
        "R23", "日志第 \(sequence) 行与前一行对不上", remedy: "请停止使用，保留整个文件夹，报告总部。",
        english: "row \(sequence) of the journal does not follow from the row before",
        remedy: "Stop using the store, keep the whole folder, and report to head office.")
    case .unknownOrder(let number):
      Explanation(
        "R24", "没有订单 \(number)", remedy: "请核对订单号，或用 certkiosk order list 查找。",
        english: "there is no order \(number)", remedy: "Check the number, or find it with certkiosk order list.")
    case .applicationExists(let number):
      Explanation(
        "R25", "申请编号 \(number) 已经登记过；没有重复登记", remedy: "请用 certkiosk order list 查找已有的订单。",
        english: "application \(number) is registered already; it was not registered twice",
        remedy: "Find its order with certkiosk order list.")
    case .numbersUsedUp(let day):
      Explanation(
        "R26", "\(day.chinese)的一万个订单号已用完", remedy: "请明天再登记，或使用另一台柜台。",
        english: "the ten thousand order numbers of \(day) are used up",
        remedy: "Register tomorrow, or at another kiosk.")
    case .unknownObject:
      Explanation(
        "R27", "库里没有这个附件", remedy: "请核对订单；附件文件夹若被移动，请从备份恢复。",
        english: "the store has no such attachment",
        remedy: "Check the order; if the folder of attachments was moved, restore it from a backup.")
    case .bundleDiffers(let sequence):
      Explanation(
        "R28", "第 \(sequence) 号数据包与库里记下的不一样；没有覆盖", remedy: "请保留两份数据包，报告总部。",
        english: "bundle \(sequence) differs from the one on record; nothing was overwritten",
        remedy: "Keep both bundles and report to head office.")
    case .secretBurnt:
      Explanation(
        "Q05", "这个密码或验证码刚刚在别处用过；这一步没有做", remedy: "请查看订单历史；每个密码和验证码只能用一次。",
        english: "this secret was used elsewhere a moment ago; this step was not done",
        remedy: "Look at the order's history; each secret works once.")
    default: ofPeople
    }
  }

  private var ofPeople: Explanation {
    switch self {
    case .personExists:
      Explanation(
        "R31", "这个人员代号已经有了", remedy: "请换一个代号。",
        english: "there is a person of this id already", remedy: "Choose another id.")
    case .wrongPIN(let left):
      Explanation(
        "R32", "PIN 不正确，还可再试 \(left) 次", remedy: "请重新输入；用完后须由管理人员重置。",
        english: "the PIN is wrong; tries left: \(left)",
        remedy: "Enter it again; after the last try an administrator must reset it.")
    case .personLocked:
      Explanation(
        "R33", "PIN 错误次数已用完，此人已锁定", remedy: "请管理人员重置此人的 PIN（person pin）。",
        english: "the tries are used up; this person is locked",
        remedy: "Ask an administrator to reset the PIN (person pin).")
    case .personDisabled:
      Explanation(
        "R34", "此人已停用", remedy: "请由另一位已登记的人员办理。",
        english: "this person is disabled", remedy: "Let another enrolled person act.")
    case .weakPIN(let least):
      Explanation(
        "R35", "PIN 太简单：至少 \(least) 位，且不能全是同一个字符", remedy: "请换一个 PIN。",
        english: "the PIN is too simple: at least \(least) characters, not all the same",
        remedy: "Choose another PIN.")
    case .badPersonID:
      Explanation(
        "R36", "人员代号不合规定：1–32 个小写字母、数字或连字符，且不能是证件号码", remedy: "请用姓名拼音，如 wangfang。",
        english: "the person's id is not allowed: 1–32 lower-case letters, digits or hyphens, and no document number",
        remedy: "Use the name in letters, such as wangfang.")
    default:
      Explanation(
        "R30", "没有登记这个人员", remedy: "请核对代号，或用 certkiosk person list 查看。",
        english: "this person is not enrolled", remedy: "Check the id, or see certkiosk person list.")
    }
  }
}
