// What the services' manuals ask a paper to say, letter for letter: titles, names of fields, sentences that are wanted.
import Layout
import Testing

@Suite struct ManualWordsTests {
  /// A paper, the business it is made for where that matters, and the manual's words for it.
  struct Wanted: Sendable, CustomTestStringConvertible {
    let service: String
    let document: String
    var business: String?
    let words: [String]

    var testDescription: String { "\(service) \(document) \(business ?? "")" }
  }

  static let all = [
    // 第 94、112 行
    Wanted(service: "zhongyuan", document: "application-form", words: ["新制", "延期", "补办", "数字证书新制/补办费"]),
    Wanted(
      service: "zhongyuan", document: "application-form", business: "replace", words: ["办理途径", "现场办理", "远程办理"]),
    // 第 36–45 行
    Wanted(service: "bjca", document: "application-form", words: ["单位数字证书申请表", "一式两份", "初次申请"]),
    Wanted(
      service: "bjca", document: "mailing-label",
      words: ["永城市产业集聚区公共资源交易中心", "476600", "北京CA", "15937036784", "申请办理永城市公共资源交易中心证书"]),
    // 第 59–102、144–162、211 行
    Wanted(
      service: "yangguang", document: "application-form",
      words: [
        "CA证书申请表", "CA费用类别", "CA邮寄地址", "收件人姓名", "收件人联系电话", "CA数量", "（不含手续费）", "开票单位名称",
        "单位地址、单位电话", "开户银行", "银行账号", "办理时效：两个工作日", "本机构已知晓由于CA证书的特殊性，一旦缴费，不能退办。",
      ]),
    Wanted(service: "yangguang", document: "short-form", words: ["密码重置", "本机构已知晓由于CA证书的特殊性，一旦缴费，不能退办。"]),
    Wanted(
      service: "yangguang", document: "payment-notice",
      words: ["付款，由此产生的法律后果由您自行承担。", "订单金额", "大写金额", "还需支付", "个人用户", "企业用户"]),
    // 第 35–43、66、76、96、104、116 行
    Wanted(service: "guocai", document: "authorization-letter", words: ["法人代表授权书", "手写、打印均可"]),
    Wanted(service: "guocai", document: "application-form", words: ["加急服务", "纸质发票", "专用发票", "取消勾选后不再补开"]),
    Wanted(service: "guocai", document: "application-form", business: "replace", words: ["须先完成证书解绑"]),
    Wanted(service: "guocai", document: "short-form", words: ["须先完成证书解绑"]),
    Wanted(service: "guocai", document: "upgrade-trace", words: ["升级不可与其他商品一起购买"]),
    // 第 22–35、59–66、88、117 行
    Wanted(
      service: "szca", document: "application-form",
      words: [
        "企业名称", "机构证件号码", "证书序列号", "办理年限", "基本户名称", "基本户开户行", "基本户账号", "发票领取方式", "无需发票", "电子发票",
        "电子认证服务协议", "手写签名，并加盖红印公章", "与续期证书所有者信息一致", "0.01元", "400-112-3838",
      ]),
  ]

  @Test(arguments: all)
  func `a paper says what its service's manual wants it to say`(wanted: Wanted) throws {
    let form = try #require(
      AllForms.ofEveryType.first {
        $0.service == wanted.service && $0.document == wanted.document
          && (wanted.business == nil || $0.business == wanted.business)
      })
    let pages = try AllForms.layOut(form, AllForms.values(form)).pages
    let text = pages.map(\.text).joined().filter { !$0.isWhitespace }
    for words in wanted.words { #expect(text.contains(words), "\(words)") }
  }
}
