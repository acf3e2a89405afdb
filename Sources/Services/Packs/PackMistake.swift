// The ways in which packs contradict themselves or one another.
public import Domain

public enum PackMistake: Explained, Hashable {
  case noPacks
  case codeTaken(String, by: String)
  case malformedCode(String)
  case unknownField(String, nearest: String?)
  case duplicateID(String)
  case duplicateHeading(String)
  case wordMissing
  case unknownGroup(String, nearest: String?)
  case unknownFlow(String, nearest: String?)
  case unknownDocument(String, nearest: String?)
  case missingForm(String)
  case stepNotTaken(String)
  case circle([String])
  case paymentWithoutPrice
  case priceWithoutPayment
  case productionWithoutToken
  case notAnAmount(String)
  case notPositive
  case sizeOutside
  case wrongID(String, folder: String)

  public static let specimens: [PackMistake] = [
    .noPacks, .codeTaken("EX", by: "example"), .malformedCode("ex1"),
    .unknownField("organization.name", nearest: "organisation.name"), .duplicateID("new"), .duplicateHeading("税号"),
    .wordMissing, .unknownGroup("agnet", nearest: "agent"), .unknownFlow("onsite", nearest: "on-site"),
    .unknownDocument("licence", nearest: nil), .missingForm("application-form.yaml"), .stepNotTaken("payment"),
    .circle(["review", "submission"]), .paymentWithoutPrice, .priceWithoutPayment, .productionWithoutToken,
    .notAnAmount("三百"), .notPositive, .sizeOutside, .wrongID("example-2", folder: "example"),
  ]

  public var explanation: Explanation { reference ?? contradiction }

  private var reference: Explanation? {
    switch self {
    case .unknownField(let field, let nearest):
      Explanation(
        "S30", "没有字段“\(field)”", remedy: hint(nearest, "请查阅 common/fields.yaml"),
        english: "There is no field “\(field)”",
        remedy: englishHint(nearest, "See common/fields.yaml"))
    case .unknownGroup(let group, let nearest):
      Explanation(
        "S31", "没有字段组“\(group)”", remedy: hint(nearest, "请在 groups 中定义"), english: "There is no group “\(group)”",
        remedy: englishHint(nearest, "Define it under groups"))
    case .unknownFlow(let flow, let nearest):
      Explanation(
        "S32", "没有步骤顺序“\(flow)”", remedy: hint(nearest, "请在 flows 中定义"), english: "There is no flow “\(flow)”",
        remedy: englishHint(nearest, "Define it under flows"))
    case .unknownDocument(let document, let nearest):
      Explanation(
        "S33", "没有材料“\(document)”", remedy: hint(nearest, "请在 documents 中定义"),
        english: "There is no document “\(document)”", remedy: englishHint(nearest, "Define it under documents"))
    case .missingForm(let file):
      Explanation(
        "S34", "没有找到表单文件 \(file)", remedy: "请放入该机构的目录", english: "The form \(file) is not there",
        remedy: "Put it into the service's folder")
    case .stepNotTaken(let step):
      Explanation(
        "S35", "要求先完成“\(step)”，但顺序中没有这一步", remedy: "请加入该步骤或删除此要求",
        english: "Step \(step) is required but never taken", remedy: "Add the step or drop the requirement")
    case .noPacks:
      Explanation(
        "S36", "目录中没有任何服务机构", remedy: "每个机构应有自己的目录和 service.yaml", english: "No service was found in this folder",
        remedy: "Each service has a folder with service.yaml")
    default: nil
    }
  }

  private var contradiction: Explanation {
    switch self {
    case .codeTaken(let code, let other):
      Explanation(
        "S60", "代码 \(code) 已被“\(other)”使用", remedy: "请换一个代码", english: "Code \(code) belongs to “\(other)” already",
        remedy: "Choose another")
    case .malformedCode(let code):
      Explanation(
        "S61", "代码“\(code)”应为两位大写字母或数字", remedy: "请改正", english: "Code “\(code)” must be two capitals or digits",
        remedy: "Correct it")
    case .duplicateID(let id):
      Explanation(
        "S62", "编号“\(id)”重复", remedy: "请改为不同的编号", english: "“\(id)” is defined twice", remedy: "Give it another id")
    case .duplicateHeading(let heading):
      Explanation(
        "S63", "名称“\(heading)”已属于另一个字段", remedy: "同一名称只能对应一个字段",
        english: "Heading “\(heading)” belongs to another field",
        remedy: "A heading means one field")
    case .wordMissing:
      Explanation("S64", "选择类字段没有可选的词", remedy: "请填写 words", english: "A choice has no words", remedy: "Give its words")
    case .circle(let steps):
      Explanation(
        "S65", "步骤互相等待，永远不能开始：\(steps.joined(separator: "、"))", remedy: "请理顺先后次序",
        english: "These steps wait for one another for ever: \(steps.joined(separator: ", "))",
        remedy: "Put them in order")
    case .paymentWithoutPrice:
      Explanation(
        "S66", "有支付步骤但没有价格", remedy: "请填写 fees，或去掉支付步骤", english: "There is a payment step but no price",
        remedy: "Give fees or drop the step")
    case .priceWithoutPayment:
      Explanation(
        "S67", "有价格但没有支付步骤", remedy: "请在顺序中加入 payment", english: "There is a price but no payment step",
        remedy: "Add payment to the flow")
    case .productionWithoutToken:
      Explanation(
        "S68", "制作步骤与介质操作（token）不一致", remedy: "token 为 none 时不应有 production，反之亦然",
        english: "The production step and the token job contradict each other",
        remedy: "Production goes with a token job")
    case .notAnAmount(let text):
      Explanation(
        "S69", "“\(text)”不是金额", remedy: "请写作 300.00", english: "“\(text)” is no amount", remedy: "Write 300.00")
    case .wrongID(let id, let folder):
      Explanation(
        "S70", "id“\(id)”与目录名“\(folder)”不一致", remedy: "请改为目录名",
        english: "Id “\(id)” differs from the folder “\(folder)”",
        remedy: "Use the folder's name")
    case .sizeOutside:
      Explanation(
        "S71", "印章尺寸不在 5–80 毫米之内或上下限颠倒", remedy: "请改正",
        english: "A seal's size must lie within 5–80 mm, low before high",
        remedy: "Correct it")
    default:
      Explanation(
        "S72", "此处应为正整数", remedy: "请改正", english: "A positive whole number is expected", remedy: "Correct it")
    }
  }

  private func hint(_ nearest: String?, _ otherwise: String) -> String { nearest.map { "是否应为“\($0)”？" } ?? otherwise }

  private func englishHint(_ nearest: String?, _ otherwise: String) -> String {
    nearest.map { "Did you mean “\($0)”?" } ?? otherwise
  }
}
