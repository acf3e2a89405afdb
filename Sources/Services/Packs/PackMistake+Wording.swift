// What a person who writes packs is told about a mistake in one.
public import Domain

extension PackMistake {
  public var explanation: Explanation { reference ?? form ?? choice ?? impossible ?? contradiction }

  private var reference: Explanation? {
    switch self {
    case .unknownField(let word, let nearest):
      unknown("S30", "字段", "field", word, nearest, "请查阅 common/fields.yaml", "See common/fields.yaml")
    case .unknownGroup(let word, let nearest):
      unknown("S31", "字段组", "group", word, nearest, "请在 groups 中定义", "Define it under groups")
    case .unknownFlow(let word, let nearest):
      unknown("S32", "步骤顺序", "flow", word, nearest, "请在 flows 中定义", "Define it under flows")
    case .unknownDocument(let word, let nearest):
      unknown("S33", "材料", "document", word, nearest, "请在 documents 中定义", "Define it under documents")
    case .missingForm(let file):
      Explanation(
        "S34", "没有找到表单文件 \(file)", remedy: "请放入该机构的目录", english: "The form \(file) is not there",
        remedy: "Put it into the service's folder")
    case .stepNotTaken(let step):
      Explanation(
        "S35", "要求“\(step)”，但顺序中没有这一步", remedy: "请加入该步骤或删除此要求",
        english: "Step \(step) is named here but the flow never takes it",
        remedy: "Add the step or drop the requirement")
    case .noPacks:
      Explanation(
        "S36", "目录中没有任何服务机构", remedy: "每个机构应有自己的目录和 service.yaml", english: "No service was found in this folder",
        remedy: "Each service has a folder with service.yaml")
    case .unknownSeal(let word, let nearest):
      unknown("S37", "印章规格", "seal", word, nearest, "请在 seals 中定义", "Define it under seals")
    case .unknownBusinessType(let word, let nearest):
      unknown("S38", "业务类型", "business type", word, nearest, "请在 business-types 中定义", "Define it under business-types")
    case .unknownInvoiceKind(let word, let nearest):
      unknown("S39", "可开的发票类型", "invoice kind", word, nearest, "请在 kinds 中列出", "List it under kinds")
    case .impossibleValue(let word, let field, let nearest):
      Explanation(
        "S60", "字段 \(field) 不会取值“\(word)”", remedy: hint(nearest) ?? "请使用该字段的规范写法",
        english: "Field \(field) never has the value “\(word)”",
        remedy: englishHint(nearest) ?? "Use one of the field's own words")
    default: nil
    }
  }

  private var form: Explanation? {
    switch self {
    case .malformedCode(let code):
      Explanation(
        "S61", "代码“\(code)”应为两位大写字母或数字", remedy: "请改正", english: "Code “\(code)” must be two capitals or digits",
        remedy: "Correct it")
    case .wrongID(let id, let folder):
      Explanation(
        "S62", "id“\(id)”与目录名“\(folder)”不一致", remedy: "请改为目录名",
        english: "Id “\(id)” differs from the folder “\(folder)”", remedy: "Use the folder's name")
    case .secret(let label):
      Explanation(
        "S89", "“\(label)”是保密内容，任何纸件都不得打印", remedy: "请删除该项；PIN、密码、口令、私钥只由本人保管。",
        english: "“\(label)” is a secret and may not be printed on any paper",
        remedy: "Remove it; PINs, passwords and private keys are their owners' alone.")
    case .notAnAmount(let text):
      Explanation(
        "S63", "“\(text)”不是金额", remedy: "整元请写作 300.00；有角分的最多两位小数，并加引号，如 \"0.01\"",
        english: "“\(text)” is no amount",
        remedy: "Write whole yuan as 300.00; with jiao and fen two decimals at most, in quotes: \"0.01\"")
    case .notPositive:
      Explanation(
        "S64", "此处应为正整数", remedy: "请改正", english: "A positive whole number is expected", remedy: "Correct it")
    case .sizeOutside:
      Explanation(
        "S65", "印章尺寸不在 5–80 毫米之内、上下限颠倒，或规格本身不在允许范围内", remedy: "请改正",
        english: "A seal's size must lie within 5–80 mm, low before high, and within its own range",
        remedy: "Correct it")
    case .notAnObjectIdentifier(let text):
      Explanation(
        "S66", "“\(text)”不是对象标识符（OID）", remedy: "请写作 1.2.156.10260.4.1.4 的形式",
        english: "“\(text)” is no object identifier", remedy: "Write it like 1.2.156.10260.4.1.4")
    case .notAPair:
      Explanation(
        "S67", "此处应为两个不同的步骤", remedy: "请写作 [submission, review]", english: "Two different steps are expected here",
        remedy: "Write it like [submission, review]")
    case .notAChoice(let field):
      Explanation(
        "S68", "字段 \(field) 不是选择类字段", remedy: "kind-field 应指向证件类型字段", english: "Field \(field) is no choice",
        remedy: "kind-field names the field with the document's kind")
    case .wordMissing:
      Explanation("S69", "选择类字段没有可选的词", remedy: "请填写 words", english: "A choice has no words", remedy: "Give its words")
    default: nil
    }
  }

  private func unknown(
    _ code: String, _ chinese: String, _ english: String, _ word: String, _ nearest: String?, _ otherwise: String,
    _ englishOtherwise: String
  ) -> Explanation {
    Explanation(
      code, "没有\(chinese)“\(word)”", remedy: hint(nearest) ?? otherwise, english: "There is no \(english) “\(word)”",
      remedy: englishHint(nearest) ?? englishOtherwise)
  }

  private func hint(_ nearest: String?) -> String? { nearest.map { "是否应为“\($0)”？" } }

  private func englishHint(_ nearest: String?) -> String? { nearest.map { "Did you mean “\($0)”?" } }
}
