// The words for what money and invoices may not do. Codes M01 to M20, M26.

extension MoneyRefusal {
  public var explanation: Explanation { money ?? correcting ?? declining ?? invoicing }

  private var money: Explanation? {
    switch self {
    case .evidence(let kind):
      Explanation(
        "M01", "“\(kind.title)”没有可据以确认的凭据（S0-15），未做任何更改",
        remedy: "请导入银行对账单（payment import），或凭银行回单原件核对（payment confirm --bank-receipt）。",
        english: "There is no evidence by which this \(kind.rawValue) counts (S0-15); nothing was changed",
        remedy: "Import the bank's statement, or confirm by the original of the bank receipt (--bank-receipt).")
    case .otherPayer:
      Explanation(
        "M02", "付款方不是申请单位，该机构不接受他人代付（S0-125），未做任何更改", remedy: "请由申请单位付款，或提供该单位付款的凭据。",
        english:
          "The payer is not the applicant, and this service takes no other's money (S0-125); nothing was changed",
        remedy: "Let the applicant pay, or bring the applicant's own proof of payment.")
    case .way(let kind, let permitted):
      Explanation(
        "M03", "该机构不收“\(kind.title)”（S0-14），未做任何更改", remedy: "可用的方式：\(permitted.map(\.title).joined(separator: "、"))。",
        english: "This service takes no \(kind.rawValue) (S0-14); nothing was changed",
        remedy: "Use one of: \(permitted.map(\.rawValue).joined(separator: ", ")).")
    case .noReason:
      Explanation(
        "M04", "没有写明原因（S0-33），未做任何更改", remedy: "请用 --reason 写明原因。",
        english: "No reason was given (S0-33); nothing was changed", remedy: "Say why with --reason.")
    case .noReference(let kind):
      Explanation(
        "M05", "“\(kind.title)”没有凭据号或流水号（S0-14），未做任何更改", remedy: "请用 --reference 写明凭据上的号码。",
        english: "A \(kind.rawValue) has a number (S0-14); nothing was changed",
        remedy: "Give the slip's or transaction's number with --reference.")
    case .role:
      Explanation(
        "M06", "当前人员不能登记付款或申请开票（S0-189），未做任何更改", remedy: "请由录入或核款人员办理。",
        english: "This person may neither record payments nor ask for invoices (S0-189); nothing was changed",
        remedy: "Ask a clerk or somebody of finance.")
    default: nil
    }
  }

  private var correcting: Explanation? {
    switch self {
    case .invoiced(let entry):
      Explanation(
        "M07", "第 \(entry) 笔付款已申请开票，不能更正（S0-33），未做任何更改", remedy: "请先由总部作废该发票，再更正。",
        english: "Payment \(entry) is invoiced and cannot be corrected (S0-33); nothing was changed",
        remedy: "Let head office void the invoice first.")
    case .twoPeople:
      Explanation(
        "M08", "更正须由另一人同意（S0-33），未做任何更改", remedy: "请由另一名核款人员登录后确认。",
        english: "A correction needs a second person (S0-33); nothing was changed",
        remedy: "Let another person of finance confirm it.")
    case .aboveStatement:
      Explanation(
        "M09", "更正后的金额高于对账单上的金额（S0-15），未做任何更改", remedy: "多出的款项请另行登记，并附凭据。",
        english: "The corrected amount is above the statement's (S0-15); nothing was changed",
        remedy: "Record what came besides as a payment of its own, with its evidence.")
    case .unpaid(let due):
      Explanation(
        "M10", "本单还需支付 \(due.yuan) 元，不能交付（S0-62），未做任何更改", remedy: "请补足款项并核对凭据；更正、冲正见 order history。",
        english: "\(due.yuan) yuan are still to be paid; nothing was handed over (S0-62)",
        remedy: "Take the rest and confirm it; corrections and reversals stand in order history.")
    default: nil
    }
  }

  private var declining: Explanation? {
    switch self {
    case .declineUnsaid:
      Explanation(
        "M11", "申请写明“无需发票”，而该机构以后不再补开（S0-80），须先明确确认；未做任何更改",
        remedy: "请申请人确认后执行 invoice decline；要开票的，请改申请。",
        english: "No invoice is asked for and none is ever written later (S0-80); this must be said first",
        remedy: "Run invoice decline once the applicant has confirmed, or amend the application.")
    case .declined:
      Explanation(
        "M12", "本单已放弃开票，该机构不再补开（S0-80），未做任何更改", remedy: "请向申请人出示放弃开票的确认记录（order history）。",
        english: "The invoice was declined and this service writes none later (S0-80); nothing was changed",
        remedy: "Show the applicant the record of it in order history.")
    case .invoiceKind(let kind, let known):
      Explanation(
        "M13", "该机构没有“\(kind)”（S0-46、S0-82、S0-159），未做任何更改", remedy: "可选：\(known.joined(separator: "、"))。",
        english: "This service has no invoice of the kind “\(kind)” (S0-46); nothing was changed",
        remedy: "Choose one of: \(known.joined(separator: ", ")).")
    case .noCertificate:
      Explanation(
        "M26", "单位还没有办理数字证书，该机构不先开票（S0-02、S0-24），未做任何更改",
        remedy: "请在本单的证书制作完成之后再申请；已有证书的，用 order present 出示介质或 order known 查找。",
        english:
          "The organisation holds no certificate yet, and this service invoices nobody before (S0-02); nothing was changed",
        remedy:
          "Ask once the order's certificate is made; one held already is shown with order present or order known.")
    default: nil
    }
  }

  private var invoicing: Explanation {
    switch self {
    case .notInvoiceable(let entry):
      Explanation(
        "M14", "第 \(entry) 笔付款未核对、已开票或不存在，不能开票（S0-25），未做任何更改", remedy: "请用 invoice list 查看可开票的付款。",
        english: "Payment \(entry) is not confirmed, invoiced already or unknown (S0-25); nothing was changed",
        remedy: "See invoice list for what can be invoiced.")
    case .invoiceSum(let sum):
      Explanation(
        "M15", "开票金额与所选付款合计 \(sum.yuan) 元不符（S0-25），未做任何更改", remedy: "请按合计金额开票。",
        english: "The invoice is not the sum of its payments, \(sum.yuan) yuan (S0-25); nothing was changed",
        remedy: "Ask for the sum.")
    case .category(let category):
      Explanation(
        "M16", "费用类别与业务不符（S0-24），未做任何更改", remedy: category.isEmpty ? "该机构不分费用类别。" : "本单的费用类别是“\(category)”。",
        english: "The fee category is not this order's (S0-24); nothing was changed",
        remedy: category.isEmpty ? "This service has no categories." : "This order's is “\(category)”.")
    case .buyerIncomplete(let kind, let fields):
      Explanation(
        "M17", "“\(kind)”的开票资料不齐（S0-83）：缺 \(fields.joined(separator: "、"))，未做任何更改",
        remedy: "请用 --set 栏目=内容 补齐；也可存为该单位的开票信息（invoice profile）。",
        english: "Data are missing for this invoice (S0-83): \(fields.joined(separator: ", ")); nothing was changed",
        remedy: "Give them with --set FIELD=VALUE, or keep them with invoice profile.")
    case .taxNumber:
      Explanation(
        "M18", "税号与申请单位的统一社会信用代码不同（D-16），未做任何更改", remedy: "请核对；分支机构或代付的，用 --set invoice.taxNumberReason= 写明原因。",
        english: "The tax number is not the applicant's credit code (D-16); nothing was changed",
        remedy: "Check it; for a branch or another payer give --set invoice.taxNumberReason=….")
    case .nothingToInvoice:
      Explanation(
        "M19", "没有可以开票的付款（S0-25），未做任何更改", remedy: "付款核对之后才能开票；每笔只开一次。",
        english: "There is no payment to invoice (S0-25); nothing was changed",
        remedy: "Payments are invoiced once, after they are confirmed.")
    default:
      Explanation(
        "M20", "本单没有这张发票，或还没有开出（S0-143），未做任何更改", remedy: "请用 invoice list 查看。",
        english: "The order has no such invoice, or it is not written yet (S0-143); nothing was changed",
        remedy: "See invoice list.")
    }
  }
}
