// What head office's people may not decide or hand out.
public import Domain

public enum OfficeRefusal: Error, Hashable {
  case noApplication(String)
  case noOrder(String)
  case decidedBefore(String)
  case unknownPaper(String, known: [String])
  case nothingSentBack
  case unknownKiosk(String)
  case badSource(line: Int, String)
  case notUTF8(String)
  case unknownKind(String)
  case priceListWithoutPlace
  case listExists(String)
  case noInvoiceRequest(String)
  case invoiceAnswered(String)
  /// A number of so many characters that is none of an invoice.
  case invoiceNumber(Int)
  /// A bundle that this office wrote itself.
  case ownBundle(String)
  case signerKnown(String)
  case noSigner(String, known: [String])
  case foreignKey(String)
  case noTable(String)
  case tooManySignatures(String, available: Int)
}

extension OfficeRefusal: Explained {
  public var explanation: Explanation {
    switch self {
    case .noApplication(let order):
      Explanation(
        "Q40", "没有等待总部审核的申请 \(order)，未做任何更改", remedy: "请先导入该柜台的数据包；用 certkiosk-hq review list 查看。",
        english: "no application \(order) waits for head office's review; nothing was changed",
        remedy: "Import the kiosk's bundle first; see certkiosk-hq review list.")
    case .noOrder(let order):
      Explanation(
        "Q58", "没有收到过已办结的订单 \(order)", remedy: "请先导入该柜台办结之后的数据包。",
        english: "no completed order \(order) was taken in",
        remedy: "Import the bundle that its kiosk wrote after the handover.")
    case .decidedBefore(let order):
      Explanation(
        "Q41", "申请 \(order) 的这一次提交已有另一结论，未做任何更改", remedy: "结论发出后不能改变；请由柜台重新提交后再审核。",
        english: "this handing in of \(order) was decided otherwise before; nothing was changed",
        remedy: "A decision is not changed once made; let the counter hand the order in again.")
    case .unknownPaper(let slot, let known):
      Explanation(
        "Q42", "申请中没有材料“\(slot)”，未做任何更改", remedy: "可退回：\(known.joined(separator: "、"))。",
        english: "the application has no paper “\(slot)”; nothing was changed",
        remedy: "Papers that may be sent back: \(known.joined(separator: ", ")).")
    case .nothingSentBack:
      Explanation(
        "Q43", "审核不通过必须指出退回的材料和原因，未做任何更改", remedy: "请用 --slot 材料 和 --reason 原因。",
        english: "a rejection names the papers and the reason; nothing was changed",
        remedy: "Give --slot PAPER and --reason TEXT.")
    case .unknownKiosk(let device):
      Explanation(
        "Q44", "没有登记设备号为 \(device) 的柜台，未做任何更改", remedy: "请核对设备号；用 certkiosk-hq status 查看。",
        english: "no kiosk is enrolled as \(device); nothing was changed",
        remedy: "Check the id; see certkiosk-hq status.")
    case .noInvoiceRequest(let request):
      Explanation(
        "Q37", "没有编号为 \(request) 的开票申请，未做任何更改", remedy: "请先导入该柜台的数据包；用 certkiosk-hq invoice list 查看。",
        english: "there is no request \(request) for an invoice; nothing was changed",
        remedy: "Import the kiosk's bundle first; see certkiosk-hq invoice list.")
    case .invoiceAnswered(let request):
      Explanation(
        "Q38", "开票申请 \(request) 已有另一答复，未做任何更改", remedy: "一次申请只开一张发票，答复发出后不能改。号码填错的，请把正确的号码告知柜台，由其转告申请人。",
        english: "the request \(request) was answered otherwise before; nothing was changed",

        remedy: "One request gets one invoice and an answer is final: tell the counter a number that was wrong.")
    case .invoiceNumber(let count):
      Explanation(
        "Q39", "发票号码应为 8 位（纸质）或 20 位（数电）数字，实为 \(count) 个字符，未做任何更改", remedy: "请照发票填写号码；答复发出后不能改。",
        english:
          "an invoice's number has 8 digits (paper) or 20 (digital), not \(count) characters; nothing was changed",
        remedy: "Copy the number from the invoice: an answer is final.")
    case .ownBundle(let name):
      Explanation(
        "Q50", "\(name) 是总部自己写出的数据包，已跳过", remedy: "无需处理；请导入柜台的数据包。",
        english: "\(name) was written by this head office itself and is passed over",
        remedy: "Nothing needs to be done; import the kiosks' bundles.")
    default: ofSigners ?? ofSources
    }
  }

  private var ofSigners: Explanation? {
    switch self {
    case .signerKnown(let signer):
      Explanation(
        "Q62", "签署人 \(signer) 已经登记，未做任何更改", remedy: "请换一个代号；密钥丢失的，以新代号登记并更新各柜台的信任文件。",
        english: "the signer \(signer) is enrolled already; nothing was changed",
        remedy: "Choose another id; for a lost key enrol anew and give the kiosks the new trust file.")
    case .noSigner(let signer, let known):
      Explanation(
        "Q63", "没有登记签署人 \(signer)，没有签署", remedy: "已登记：\(known.isEmpty ? "无" : known.joined(separator: "、"))。",
        english: "no signer \(signer) is enrolled; nothing was signed",
        remedy: "Enrolled: \(known.isEmpty ? "nobody" : known.joined(separator: ", ")).")
    case .foreignKey(let signer):
      Explanation(
        "Q64", "这个密钥不是签署人 \(signer) 的，没有签署", remedy: "请用登记时写出的密钥目录。",
        english: "this key is not \(signer)'s; nothing was signed",
        remedy: "Use the folder of keys that enrolment wrote.")
    case .noTable(let kind):
      Explanation(
        "Q65", "没有种类为“\(kind)”的表可签署", remedy: "请先用 certkiosk-hq table add 制作；用 table list 查看。",
        english: "there is no table of the kind “\(kind)” to sign",
        remedy: "Make it with certkiosk-hq table add first; see table list.")
    case .tooManySignatures(let kind, let available):
      Explanation(
        "Q66", "“\(kind)”要求的签署人数超过已有的 \(available) 人，未做任何更改", remedy: "请先用 certkiosk-hq signer add 登记签署人。",
        english: "more signatures are asked for “\(kind)” than the \(available) signers there are; nothing was changed",
        remedy: "Enrol signers with certkiosk-hq signer add first.")
    default: nil
    }
  }

  private var ofSources: Explanation {
    switch self {
    case .badSource(let line, let heading):
      Explanation(
        "Q45", "源文件第 \(line) 条的“\(heading)”缺失或不合规定，没有制作表", remedy: "请改正后重新执行；各表的栏目见 docs/head-office.md。",
        english: "in entry \(line) of the source “\(heading)” is missing or malformed; no table was made",
        remedy: "Correct it and run again; docs/head-office.md lists the headings.")
    case .notUTF8(let file):
      Explanation(
        "Q46", "“\(file)”不是 UTF-8 的 CSV 或 JSON 文件，没有制作表", remedy: "请另存为“CSV UTF-8”，第一行写栏目名称。",
        english: "“\(file)” is no CSV or JSON file in UTF-8; no table was made",
        remedy: "Save it as “CSV UTF-8” with the headings in its first line.")
    case .unknownKind(let kind):
      Explanation(
        "Q47", "没有种类为“\(kind)”的表", remedy: "可用：bank-branches、certificate-list、cipher-cards、price-list、release-codes。",
        english: "there is no table of the kind “\(kind)”",
        remedy: "Use bank-branches, certificate-list, cipher-cards, price-list or release-codes.")
    case .listExists(let file):
      Explanation(
        "Q49", "“\(file)”已经存在，没有覆盖，也没有产生新的认证码", remedy: "请换一个文件名；确知该清单没有交给银行的，先删除它。",
        english: "“\(file)” is there already; it was not overwritten and no code was made",
        remedy: "Choose another name; delete the file first if you know that no bank was given it.")
    default:
      Explanation(
        "Q48", "价目表须写明服务机构和起始日期，没有制作表", remedy: "请用 --service 机构 和 --from 2026-07-01。",
        english: "a price list names its service and its first day; no table was made",
        remedy: "Give --service ID and --from 2026-07-01.")
    }
  }

  public static let specimens: [OfficeRefusal] = [
    .noApplication("A01002603090007S"), .noOrder("A01002603090007S"), .decidedBefore("A01002603090007S"),
    .unknownPaper("licence", known: ["application-form"]), .nothingSentBack, .unknownKiosk("K9"),
    .badSource(line: 3, "password"), .notUTF8("cards.csv"), .unknownKind("cards"), .priceListWithoutPlace,
    .listExists("transfers.csv"), .noInvoiceRequest("A01002603090007S-1"), .invoiceAnswered("A01002603090007S-1"),
    .invoiceNumber(4), .ownBundle("BUNDLE-HQ-A01-000001"),
    .signerKnown("liu"),
    .noSigner("liu", known: ["chen"]), .foreignKey("liu"), .noTable("price-list"),
    .tooManySignatures("price-list", available: 1),
  ]
}
