// What is told about conditions, hours, holidays, and words that nobody can choose.
internal import Domain

extension PackMistake {
  var choice: Explanation? { ofTerms ?? ofTime ?? ofOffers ?? ofNeeds }

  private var ofTerms: Explanation? {
    switch self {
    case .mixedCondition:
      Explanation(
        "P20", "一个条件里 is、not、all 只能写一种", remedy: "几项同时成立的，都写进 all；其中每项只写 is 或 not",
        english: "A condition says is, not and all together", remedy: "Put several terms under all, each with is or not"
      )
    case .lonelyCondition:
      Explanation(
        "P21", "all 至少要有两项", remedy: "只有一项的直接写 field 和 is", english: "all holds fewer than two terms",
        remedy: "Write a single term as field and is")
    case .neverTogether(let field):
      Explanation(
        "P22", "这些条件对字段 \(field) 不能同时成立", remedy: "请改正，或把可取的值列在一个 is 里；没有值写作 given: false",
        english: "These terms on the field \(field) can never hold together",
        remedy: "Correct them, or list the words under one is; no value at all is given: false")
    default: nil
    }
  }

  private var ofTime: Explanation? {
    switch self {
    case .malformedHours:
      Explanation(
        "P23", "working-hours 应为先后排列、互不重叠的时段", remedy: "请写作 [[\"09:00\", \"12:00\"], [\"13:30\", \"17:30\"]]",
        english: "working-hours must be sessions in order that do not overlap",
        remedy: "Write [[\"09:00\", \"12:00\"], [\"13:30\", \"17:30\"]]")
    case .malformedDay(let text):
      Explanation(
        "P24", "“\(text)”不是该年的日期，或起止颠倒", remedy: "请写作 2026-02-15，与通知核对",
        english: "“\(text)” is no day of that year, or ends before it begins",
        remedy: "Write 2026-02-15 and compare with the notice")
    case .yearsApart:
      Explanation(
        "P25", "年份没有依次排列，中间有缺", remedy: "请按年份先后补齐", english: "The years are not in order without a gap",
        remedy: "List every year in order")
    case .notAWeekend(let day):
      Explanation(
        "P26", "\(day) 不是周六、周日，或已列为放假，不能是调休上班日", remedy: "请与通知核对",
        english: "\(day) is no weekend day, or a holiday, and cannot be worked instead",
        remedy: "Compare with the notice")
    default: nil
    }
  }

  private var ofOffers: Explanation? {
    switch self {
    case .expressWithoutFee(let word):
      Explanation(
        "P27", "加急“\(word)”没有价格", remedy: "请在 fees 中为它定价（when: {field: delivery.urgency, is: \(word)}）",
        english: "The express service “\(word)” has no price", remedy: "Give a fee with a condition on delivery.urgency"
      )
    case .expressNotOffered(let word, let type):
      Explanation(
        "P28", "“\(word)”有价格，但业务类型“\(type)”没有这项加急，申请人选不到", remedy: "请在该业务的 express 中加入，或从 for 中删去",
        english: "“\(word)” has a price, but the business type “\(type)” does not offer it",
        remedy: "Add it to the type's express, or take the type out of for")
    case .invoiceNotWritten(let kind):
      Explanation(
        "P29", "本机构不开“\(kind)”，这个条件永远不成立", remedy: "请在 invoice 的 kinds 中加入，或删去条件",
        english: "This service writes no “\(kind)”, so the condition never holds",
        remedy: "Add it to the invoice kinds, or drop the condition")
    case .roleNotServed(let role):
      Explanation(
        "P30", "本机构不受理“\(role)”，这个条件永远不成立", remedy: "请在 roles 中加入，或删去条件",
        english: "This service does not serve “\(role)”, so the condition never holds",
        remedy: "Add it to roles, or drop the condition")
    default: nil
    }
  }

  private var ofNeeds: Explanation? {
    switch self {
    case .stepMissing(let step):
      Explanation(
        "P31", "步骤顺序缺少“\(step)”", remedy: "每份订单都要提交（submission），收费的先确认不能退办（acknowledgement），制作了的都要交付（handover）",
        english: "The flow lacks the step \(step)",
        remedy:
          "Every order is submitted, whoever pays has acknowledged before, and what is produced is handed over")
    case .categoryTwice(let type):
      Explanation(
        "P32", "业务类型“\(type)”属于两个费用类别", remedy: "一种业务的付款只属于一个类别",
        english: "The business type “\(type)” stands in two invoice categories", remedy: "Leave it in one")
    case .noCategory(let type):
      Explanation(
        "P33", "业务类型“\(type)”收费，但不属于任何费用类别", remedy: "请加入 categories",
        english: "The business type “\(type)” has a price but no invoice category", remedy: "Add it to categories")
    case .tokenNotHandedOver:
      Explanation(
        "P34", "交付物品中应有且只有一项 serial: token", remedy: "制作介质的机构，交付清单必须有介质",
        english: "The list of what is handed over must hold the token, once", remedy: "Add an item with serial: token")
    default: nil
    }
  }
}
