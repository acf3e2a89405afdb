// What is told when two parts of a pack, or two packs, cannot both be right.
internal import Domain

extension PackMistake {
  var contradiction: Explanation { doubled ?? ofSteps ?? ofTerms ?? ofConditions }

  private var doubled: Explanation? {
    switch self {
    case .codeTaken(let word, let other):
      Explanation(
        "S70", "“\(word)”已是“\(other)”的代码或名称", remedy: "请换一个", english: "“\(word)” already means the service “\(other)”",
        remedy: "Choose another")
    case .paperCodeTaken(let code, let other):
      Explanation(
        "S27", "文件代码“\(code)”已属于 \(other)，收回的纸件会分不清是哪一份", remedy: "请换一个代码，同一服务机构的每份文件各不相同",
        english: "Code “\(code)” is that of \(other): a page that comes back could be either",
        remedy: "Choose another; each paper of a service has its own")
    case .nameTaken(let word, let other):
      Explanation(
        "S71", "“\(word)”已是业务类型“\(other)”的名称", remedy: "同一名称只能对应一个业务类型",
        english: "“\(word)” already means the business type “\(other)”", remedy: "A name means one business type")
    case .duplicateID(let id):
      Explanation(
        "S72", "编号“\(id)”重复", remedy: "请改为不同的编号", english: "“\(id)” is defined twice", remedy: "Give it another id")
    case .duplicateHeading(let heading):
      Explanation(
        "S73", "名称“\(heading)”已属于另一个字段或重复", remedy: "同一名称只能出现一次",
        english: "Heading “\(heading)” stands twice", remedy: "A heading means one field")
    case .unused(let id):
      Explanation(
        "S74", "定义了“\(id)”，但没有业务类型使用", remedy: "请删除，或检查引用处是否写错", english: "Nothing uses “\(id)”",
        remedy: "Remove it, or look for a mistyped reference")
    default: nil
    }
  }

  private var ofSteps: Explanation? {
    switch self {
    case .circle(let steps):
      Explanation(
        "S75", "步骤互相等待，永远不能开始：\(steps.joined(separator: "、"))", remedy: "请理顺先后次序",
        english: "These steps wait for one another for ever: \(steps.joined(separator: ", "))",
        remedy: "Put them in order")
    case .looseStep(let step):
      Explanation(
        "S76", "没有任何步骤等待“\(step)”，它可能被跳过", remedy: "请让后面的步骤要求先完成它",
        english: "Nothing waits for step \(step), so it could be left out", remedy: "Let a later step require it")
    case .paymentWithoutPrice:
      Explanation(
        "S77", "有支付步骤但没有价格", remedy: "请在 fees 中为该业务类型定价，或去掉支付步骤", english: "There is a payment step but no price",
        remedy: "Give a fee for this business type or drop the step")
    case .priceWithoutPayment:
      Explanation(
        "S78", "有价格但没有支付步骤", remedy: "请在顺序中加入 payment", english: "There is a price but no payment step",
        remedy: "Add payment to the flow")
    case .priceWithoutType:
      Explanation(
        "S79", "价格没有对应的业务类型", remedy: "请在 for 中列出业务类型", english: "The price is for no business type",
        remedy: "List business types under for")
    case .productionWithoutToken:
      Explanation(
        "S80", "制作步骤与介质操作（token）不一致", remedy: "token 为 none 时不应有 production，反之亦然",
        english: "The production step and the token job contradict each other",
        remedy: "Production goes with a token job")
    case .papersWithoutDocuments:
      Explanation(
        "S81", "材料步骤（papers）与材料清单（documents）不一致",
        remedy: "有须交回的材料，至少一个途径要有 papers 步骤；没有这样的材料，任何途径都不要有",
        english: "The papers step and the list of documents contradict each other",
        remedy: "Where documents must come back, one way at least has a papers step; where none do, no way has it")
    default: nil
    }
  }

  private var ofTerms: Explanation? {
    switch self {
    case .windowWithoutRenewal:
      Explanation(
        "E57", "办理期限（window）和自动通过（auto-approve）只用于在原介质上续期的业务",
        remedy: "请检查 token 是否为 renew、preconditions 是否含 certificate",
        english: "A window or automatic approval stands on a type that renews nothing",
        remedy: "It goes with token: renew and the precondition certificate")
    case .upgradeWithoutToken:
      Explanation(
        "E58", "升级折算（upgrade）只用于以新介质更换旧介质的业务", remedy: "请检查 token 是否为 full、preconditions 是否含 certificate",
        english: "A conversion stands on a type that replaces no token",
        remedy: "It goes with token: full and the precondition certificate")
    case .yearsOutside:
      Explanation(
        "E61", "年限（years）应为 1 至 5 的整数，各不相同", remedy: "总部最多签发 5 年，请改正",
        english: "years must be different whole numbers from 1 to 5", remedy: "Head office issues for 5 years at most"
      )
    case .yearsWithoutPrice:
      Explanation(
        "E62", "可以选择年限，但没有一项费用按年计算", remedy: "请在 fees 中写 per: year 或 token-year，或只留一个年限",
        english: "The applicant may choose the years, but no fee is counted by them",
        remedy: "Give a fee per year or token-year, or leave one number of years")
    default: nil
    }
  }

  private var ofConditions: Explanation {
    switch self {
    case .stepNeedsField(let step, let field):
      Explanation(
        "S82", "步骤“\(step)”需要字段 \(field)，但该业务类型没有把它列为必填", remedy: "请加入 required",
        english: "Step \(step) needs the field \(field), which is not required here", remedy: "Add it to required")
    case .fieldNotAsked(let field, let type):
      Explanation(
        "S83", "条件取决于字段 \(field)，但业务类型“\(type)”不收集该字段", remedy: "请把它加入 required 或 optional",
        english: "A condition hangs on the field \(field), which “\(type)” never asks for",
        remedy: "Add it to required or optional")
    case .notOnACopy(let field):
      Explanation(
        "S57", "复印件上的号码（copy-of）不能取自 \(field)",
        remedy: "copy-of 写在申请人自带的材料上，取自该业务必填的统一社会信用代码或证件号码",
        english: "The number on a copy (copy-of) cannot be that of \(field)",
        remedy:
          "It goes with a paper that the applicant brings, and a credit code or identity number that the type requires"
      )
    case .twoConditions(let field):
      Explanation(
        "S84", "字段 \(field) 有两个必填条件", remedy: "请合并为一个条件（is 可以是列表）",
        english: "Two conditions make the field \(field) required", remedy: "Make them one; is may be a list")
    default:
      Explanation(
        "S85", "when 与 unless 不能同时使用", remedy: "请只保留一个", english: "when and unless stand together",
        remedy: "Keep one")
    }
  }
}
