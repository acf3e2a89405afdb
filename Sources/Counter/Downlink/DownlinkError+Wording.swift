// The words for what is wrong with tables and records from head office.
public import Domain
internal import Bundles

extension DownlinkError: Explained {
  public var explanation: Explanation { ofTables ?? ofCards ?? ofCodes }

  private var ofTables: Explanation? {
    switch self {
    case .older(let kind, let version, let kept):
      Explanation(
        "Q10", "\(Self.title(of: kind))的版本 \(version) 比已有的 \(kept) 旧，没有采用",
        remedy: "旧数据包晚到时无需处理；总部确需退回旧内容的，须以更高的版本重新下发。",
        english: "version \(version) of \(kind) is older than \(kept), which is kept; it was not taken",
        remedy: "Nothing to do for a bundle that came late; to go back, head office issues a higher version.")
    case .differs(let kind, let version):
      Explanation(
        "Q11", "\(Self.title(of: kind))的版本 \(version) 有两种内容，没有采用后到的", remedy: "请停用该数据包并报告总部，由总部以更高的版本重新下发。",
        english: "version \(version) of \(kind) came with two contents; the later one was not taken",
        remedy: "Put the bundle aside and tell head office, who must issue a higher version.")
    case .lapsed(let kind, let until):
      Explanation(
        "Q12", "\(Self.title(of: kind))已于 \(until.chineseMinute) 过期",
        remedy: "请向总部索取新的数据包并用 bundle import 导入；另请核对本机时间。",
        english: "\(kind) lapsed at \(until.wallClock)",
        remedy: "Ask head office for a new bundle and take it in with bundle import; check the clock too.")
    case .lapsing(let kind, let days):
      Explanation(
        "Q17", "\(Self.title(of: kind))还有 \(days) 天过期", remedy: "请向总部索取新的数据包并用 bundle import 导入。",
        english: "\(kind) lapses in \(days) days",
        remedy: "Ask head office for a new bundle and take it in with bundle import.")
    case .fewSignatures(let kind, let found, let needed):
      Explanation(
        "Q60", "\(Self.title(of: kind))须有 \(needed) 人签署，只有 \(found) 人，没有采用",
        remedy: "请总部由另一人签署（certkiosk-hq table sign）后重新下发；同一人签两次只算一次。",
        english: "\(kind) needs \(needed) signers and has \(found); it was not taken",
        remedy:
          "Head office must have another person sign it (certkiosk-hq table sign) and send it again; one signer counts"
          + " once.")
    case .badSignature(let record):
      Explanation(
        "Q61", "表的签署 \(record) 不能验证或签署人不在信任文件中，没有计入", remedy: "请总部核对签署人；新增签署人须先更新本机的信任文件。",
        english: "the signature \(record) on a table does not verify or its signer is unknown here; it does not count",
        remedy: "Head office must check who signed; a new signer needs a new trust file here first.")
    case .unknownKind(let kind):
      Explanation(
        "Q13", "本机不认识种类为 \(kind) 的记录，已原样保存，没有使用", remedy: "请升级本机软件；升级后导入任一数据包时会自动处理。",
        english: "this version does not know records of the kind \(kind); it was kept and not used",
        remedy: "Update this software; the record is taken up with the next import.")
    case .noTable(let kind):
      Explanation(
        "Q14", "本机还没有\(Self.title(of: kind))", remedy: "请向总部索取并用 bundle import 导入。",
        english: "there is no \(kind) here yet", remedy: "Ask head office for it and take it in with bundle import.")
    case .malformed(let kind):
      Explanation(
        "Q15", "\(Self.title(of: kind))的内容不合规定，没有采用", remedy: "请报告总部，重新下发。",
        english: "the content of \(kind) is against its rules; it was not taken",
        remedy: "Tell head office, who must issue it again.")
    case .notTaken(let record, let outcome, let reason):
      Explanation(
        "Q16", "总部没有接收记录 \(record)：\(outcome) \(reason)", remedy: "请把这两个编号报告总部；更正后重新导出。",
        english: "head office did not take the record \(record): \(outcome) \(reason)",
        remedy: "Report both codes to head office; export again once it is put right.")
    default: nil
    }
  }

  /// A table in a clerk's words; the record's own word for any other.
  static func title(of kind: String) -> String {
    switch kind {
    case CipherCardsPayload.kind: "密码卡表"
    case ReleaseCodesPayload.kind: "解绑验证码表"
    case BankBranchesPayload.kind: "开户行表"
    case PriceListPayload.kind: "价目表"
    case CertificateListPayload.kind: "证书名录"
    case BankProofPayload.kind: "金融认证码"
    case DecisionPayload.kind: "审核结论"
    default: kind
    }
  }

  public static let specimens: [DownlinkError] =
    [
      .older(kind: "bank-branches", version: 3, kept: 4), .differs(kind: "price-list", version: 3),
      .lapsed(kind: "cipher-cards", Instant(seconds: 1_770_000_000)), .lapsing(kind: "cipher-cards", days: 9),
      .unknownKind("till-limits"), .fewSignatures(kind: "price-list", found: 1, needed: 2),
      .badSignature(record: "signature-1f2e"),
      .noTable(kind: "bank-branches"), .malformed(kind: "price-list"),
      .notTaken(record: "application-A01002603090007S-1", outcome: "REJECTED", reason: "B08"),
    ] + secretSpecimens
}
