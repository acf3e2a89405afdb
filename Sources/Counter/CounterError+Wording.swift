// The words for what can stop work at the counter.
public import Domain

extension CounterError {
  public var explanation: Explanation { people ?? lookUps ?? production ?? tokens ?? printing ?? forms ?? house }

  private var people: Explanation? {
    switch self {
    case .nobody:
      Explanation(
        "N01", "没有人员登录，未做任何更改", remedy: "请用 --person 指定人员并输入 PIN。",
        english: "Nobody has signed in; nothing was changed", remedy: "Name a person with --person and enter the PIN.")
    case .notAdministrator:
      Explanation(
        "N02", "只有管理人员可以增减人员或更改信任设置，未做任何更改", remedy: "请由管理人员登录后办理。",
        english: "Only an administrator may change who is enrolled or trusted; nothing was changed",
        remedy: "Ask an administrator to sign in.")
    case .lastAdministrator:
      Explanation(
        "N96", "这是最后一位管理人员，停用后再无人能增减人员，没有停用", remedy: "请先登记另一位管理人员（person add --role administrator）。",
        english: "This is the last administrator, without whom nobody could enrol anybody; nothing was changed",
        remedy: "Enrol another administrator first (person add --role administrator).")
    default: nil
    }
  }

  private var lookUps: Explanation? {
    switch self {
    case .noOrder(let number):
      Explanation(
        "N04", "没有找到订单 \(number)", remedy: "请用 order list 查看订单号。",
        english: "There is no order \(number)", remedy: "See order list for the numbers.")
    case .noDataCode:
      Explanation(
        "N95", "图片上没有找到申请数据的二维码，没有登记", remedy: "请重新截图或扫描，二维码须完整、清晰；或改用 JSON、CSV、XLSX 文件。",
        english: "No QR code with applicant data was found on the picture; nothing was registered",
        remedy: "Take it again with the whole code sharp, or use a JSON, CSV or XLSX file.")
    case .noService(let service):
      Explanation(
        "N05", "机构定义缺失：表单目录里没有“\(service)”",
        remedy: "请检查 Forms 目录是否完整；机构已停办的，用停办前的表单目录（--forms）办完它的订单。",
        english: "There is no service “\(service)” under Forms",
        remedy:
          "Check that the Forms folder is complete; the orders of a retired service are ended with the forms of before (--forms)."
      )
    case .noBusinessType(let type, let service):
      Explanation(
        "N06", "“\(service)”没有业务类型“\(type)”", remedy: "请核对业务类型。",
        english: "Service “\(service)” has no business type “\(type)”", remedy: "Check the business type.")
    case .noDocument(let document):
      Explanation(
        "N07", "该业务没有“\(document)”这一材料", remedy: "请用 order show 查看材料清单。",
        english: "This business type has no document “\(document)”", remedy: "See order show for its documents.")
    case .secondMainLock(let order):
      Explanation(
        "A20", "该单位在本机构已有主锁（订单 \(order)），未登记（规则 D-21）", remedy: "一家单位只有一把主锁：请改填副锁，或办理补办。",
        english: "The organisation has a main token at this service already (order \(order)); not registered (D-21)",
        remedy: "An organisation has one main token: apply for a 副锁, or for a replacement.")
    case .noSheet(let kind, let known):
      Explanation(
        "N46", "柜台没有“\(kind)”这种表", remedy: "可以制作：\(known.joined(separator: "、"))。",
        english: "The counter has no sheet “\(kind)”", remedy: "It has: \(known.joined(separator: ", ")).")
    case .alreadyRegistered(let application, let order):
      Explanation(
        "N08", "申请编号 \(application) 已登记为订单 \(order)，没有重复登记",
        remedy: "请直接办理该订单；原订单已作废的，请更换申请编号。",
        english: "Application \(application) is registered already as order \(order); nothing was registered twice",
        remedy: "Continue with that order; where it is void, give the application another number.")
    case .unknownChannel(let word, let known):
      Explanation(
        "N47", "该业务没有途径“\(word)”，未做任何更改（规则 S0-05）", remedy: "可用的途径：\(known.joined(separator: "、"))。",
        english: "This business type has no channel “\(word)”; nothing was changed (rule S0-05)",
        remedy: "Channels: \(known.joined(separator: ", ")).")
    case .noBusiness(let word, let known):
      Explanation(
        "F17", "没有名为“\(word)”的业务类型", remedy: "可用的有：\(known.joined(separator: "、"))。",
        english: "There is no business type “\(word)”", remedy: "There are: \(known.joined(separator: ", ")).")
    case .severalPapers(let picture, let slots):
      Explanation(
        "F20", "图片“\(picture)”同时是几项材料，没有撤下（规则 S0-58）", remedy: "请用 --slot 写明是哪一项：\(slots.joined(separator: "、"))。",
        english: "The picture “\(picture)” serves several papers; nothing was taken out (rule S0-58)",
        remedy: "Say which with --slot: \(slots.joined(separator: ", ")).")
    case .paidLater(let now):
      Explanation(
        "F18", "付款时间晚于现在（\(now.chineseMinute)），没有登记", remedy: "请按凭据填写付款时间；时钟不准的，先校准。",
        english: "The payment's time lies after now (\(now.wallClock)); nothing was recorded",
        remedy: "Take the time from the evidence, or set the clock right first.")
    case .otherValues(let order):
      Explanation(
        "N48", "核对码不符：不是订单 \(order) 当前内容的核对码，没有记为已核对（规则 S0-90）",
        remedy: "请核对输入的核对码；内容改过的，重新用 order show --values 逐项核对，并使用其中显示的核对码。",
        english: "The digest is not that of the present values of order \(order); nothing was confirmed (rule S0-90)",
        remedy:
          "Compare what was typed; if the values have changed, look at them again with order show --values and give its digest."
      )
    case .notThisApplication(let application):
      Explanation(
        "N49", "文件中没有申请编号为 \(application)、机构和业务类型相同的申请，未做任何更改（规则 S0-08）",
        remedy: "请核对文件；换机构或换业务类型的，请另行登记。",
        english:
          "The file holds no application \(application) of the same service and business type; nothing was changed (rule S0-08)",
        remedy: "Check the file; another service or business type needs an order of its own.")
    case .noForms(let folder):
      Explanation(
        "N09", "没有找到表单目录 \(folder)", remedy: "请用 --forms 指定，或重新安装。",
        english: "The forms folder \(folder) was not found", remedy: "Name it with --forms or install again.")
    default: nil
    }
  }

  private var production: Explanation? {
    switch self {
    case .noIssuer:
      Explanation(
        "N20", "没有可用的签发方，介质未改动", remedy: "请先与总部建立信任（store trust）。",
        english: "There is no issuer; the token was not changed", remedy: "Set up trust with head office (store trust)."
      )
    case .issuerFailed(let reason):
      Explanation(
        "N21", "签发方没有返回证书（\(reason.chinese)），密钥已保留在介质中", remedy: "请稍后对同一订单、同一介质重新执行。",
        english: "The issuer returned no certificate (\(reason.english)); the key pair stays on the token",
        remedy: "Run the same order with the same token again later.")
    case .notCertified(let order):
      Explanation(
        "N22", "订单 \(order) 的证书尚未返回，介质未改动", remedy: "请导入总部返回的数据包后再写入。",
        english: "The certificate for order \(order) has not come back; the token was not changed",
        remedy: "Import head office's bundle first.")
    case .wrongToken(let expected, let found):
      Explanation(
        "N23", "插入的介质是 \(found)，而本单绑定的是 \(expected)，介质未改动", remedy: "请插入本单的介质。",
        english: "Token \(found) is inserted but the order is bound to \(expected); the token was not changed",
        remedy: "Insert the order's own token.")
    case .noSiteKey:
      Explanation(
        "N24", "没有站点密钥，不能打印正式页码", remedy: "请检查 store init 是否完成。",
        english: "There is no site key for page codes", remedy: "Check that store init was completed.")
    case .notASiteKey(let file):
      Explanation(
        "N86", "“\(file)”不是站点密钥文件", remedy: "请用 store site-key 从本站已有的柜台导出；文件内容为 K1 加 64 位十六进制数字。",
        english: "“\(file)” is no site key",
        remedy: "Write one with store site-key at a kiosk of the site: K1 and 64 hex digits.")
    default: nil
    }
  }

  private var forms: Explanation? {
    switch self {
    case .noEdition(let edition, let document):
      Explanation(
        "N90", "没有第 \(edition) 版的表单（\(document)），未生成任何文件", remedy: "请从安装包或版本库恢复该文件；改版前须先 form freeze。",
        english: "Edition \(edition) of the form is not there (\(document)); nothing was made",
        remedy: "Restore the file from the package; before a form is changed, form freeze keeps its edition.")
    case .outsideForms(let path):
      Explanation(
        "N91", "“\(path)”不在表单目录里", remedy: "表单目录里有 common/fields.yaml；请把文件放进去，或用 --forms 指定目录。",
        english: "“\(path)” lies in no forms folder",
        remedy: "A forms folder holds common/fields.yaml: put the file there, or name the folder with --forms.")
    case .notADocument(let path):
      Explanation(
        "N92", "“\(path)”不是一份文件的定义", remedy: "请给出 Forms/<服务>/<文件>.yaml；共用片段请看引用它的文件。",
        english: "“\(path)” is not the definition of a document",
        remedy: "Name Forms/<service>/<document>.yaml; a fragment is seen in the documents that include it.")
    case .noSample(let file, let service):
      Explanation(
        "N93", "“\(file)”中没有 \(service) 的可用申请", remedy: "请先用 check 查看该文件的问题，或换一个文件。",
        english: "“\(file)” holds no application for \(service) that can be used",
        remedy: "See with check what is wrong with it, or name another file.")
    case .notAPreview(let path):
      Explanation(
        "N57", "“\(path)”已经存在，而且不是 PDF，未写入任何内容", remedy: "请核对 --to，换一个文件名。",
        english: "“\(path)” is there already and is no PDF; nothing was written",
        remedy: "Look at --to again and name another file.")
    case .nothingThere(let path):
      Explanation(
        "N43", "“\(path)”不存在，未做任何更改", remedy: "请核对路径。", english: "There is nothing at “\(path)”; nothing was changed",
        remedy: "Check the path.")
    case .noPoppler:
      Explanation(
        "N94", "pdftoppm 没有画出页面，样张没有更新", remedy: "请安装软件包 poppler-utils 后重试。",
        english: "pdftoppm drew no page; the gallery was not brought up to date",
        remedy: "Install the package poppler-utils and try again.")
    default: nil
    }
  }

  private var house: Explanation {
    switch self {
    case .damagedRecord(let order):
      Explanation(
        "N30", "订单 \(order) 的记录无法读取，未做任何更改", remedy: "请停止办理并从备份恢复，或联系总部。",
        english: "The record of order \(order) cannot be read; nothing was changed",
        remedy: "Stop and restore from a backup, or ask head office.")
    case .busyStore:
      Explanation(
        "N31", "同一订单正被别处反复更改，本次没有保存", remedy: "请稍候重试。",
        english: "The order keeps changing elsewhere; this change was not saved", remedy: "Try again in a moment.")
    case .notEnrolled:
      Explanation(
        "N32", "本机尚未获得总部的设备证书，没有导出", remedy: "请先执行 store enrol 并导入总部回执（store trust）。",
        english: "This kiosk holds no device certificate; nothing was exported",
        remedy: "Run store enrol and import head office's answer (store trust).")
    case .otherDevice(let device, let kiosk):
      Explanation(
        "N97", "证书是发给“\(device)”的，本机是 \(kiosk)，信任设置未更改", remedy: "请让总部按本机代号 \(kiosk) 重新登记本机的请求。",
        english: "The certificate is for “\(device)”, and this is \(kiosk); the trust was not changed",
        remedy: "Let head office enrol this kiosk's request as \(kiosk).")
    case .rehearsalOnly:
      Explanation(
        "N34", "该操作只能在演练库中进行，未做任何更改", remedy: "请核对 --store 是否指向演练库。",
        english: "This is only possible in a rehearsal store; nothing was changed",
        remedy: "Check which store --store names.")
    case .otherWorld:
      Explanation(
        "N36", "演练的信任文件不能用于正式库，正式的也不能用于演练库，未做任何更改", remedy: "请核对 --store 与信任文件。",
        english: "A rehearsal's trust does not go into a real store, nor the reverse; nothing was changed",
        remedy: "Check --store and the trust file.")
    case .noRehearsal:
      Explanation(
        "N37", "本机没有安装演练程序", remedy: "演练程序不随正式柜台安装；请在培训机上执行。",
        english: "The rehearsal's programs are not installed here",
        remedy: "They are not part of a real counter; use a training machine.")
    case .rehearsalEnded(let ending):
      Explanation(
        "N89", "演练没有演完：\(IssuerFailure.ended(ending).chinese)", remedy: "请检查内存是否不足，换一个空的输出目录再演一次。",
        english: "The rehearsal did not come to its end: \(IssuerFailure.ended(ending).english)",
        remedy: "See whether memory ran out, and rehearse again into an empty folder.")
    case .anotherDay:
      Explanation(
        "N35", "另一个 day 正在运行，本次没有执行", remedy: "请等待其结束。",
        english: "Another day is running; this one did nothing", remedy: "Wait until it has ended.")
    case .shareKilled(let signal):
      Explanation(
        "N42", "一个并行进程被系统中止（信号 \(signal)），它那一份申请没有做完", remedy: "请检查内存是否不足，减小 --jobs 后再次执行：做好的不会重做。",
        english: "One of the parallel processes was killed (signal \(signal)); its share is not finished",
        remedy: "See whether memory ran out, lower --jobs and run it again: what is made is not made twice.")
    case .composedBefore(let place):
      Explanation(
        "N40", "同一申请已制作过（\(place)），没有重复制作", remedy: "无需处理。",
        english: "The same application was composed before (\(place)); nothing was made again",
        remedy: "Nothing needs to be done.")
    case .composedOtherwise(let place):
      Explanation(
        "N85", "同一申请已按别的要求制作过（\(place)；份数、密钥、日期或表单版本不同），没有重做", remedy: "请移走原有文件夹，或换一个输出目录。",
        english:
          "The same application was composed before with other wishes (\(place)): copies, key, date or edition; nothing was made",
        remedy: "Move the old folder away, or name another folder.")
    case .numberTaken(let place):
      Explanation(
        "N41", "申请编号已被另一份申请使用（\(place)），没有覆盖", remedy: "请更换申请编号，或移走原有文件夹。",
        english: "The number belongs to another application already (\(place)); nothing was overwritten",
        remedy: "Give the application another number, or move the old folder away.")
    default:
      Explanation(
        "N39", "柜台操作未能完成，未做任何更改", remedy: "请重试；如仍出现请联系技术支持。",
        english: "The counter could not complete this; nothing was changed", remedy: "Try again, or ask for support.")
    }
  }
}
