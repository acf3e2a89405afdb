// What is told about lists with nothing in them, things listed twice, and steps in an order that no counter can take.
internal import Domain

extension PackMistake {
  var impossible: Explanation? { ofValues ?? ofRepetition ?? ofOrder }

  private var ofValues: Explanation? {
    switch self {
    case .nothingHere:
      Explanation(
        "S19", "此处不能为空", remedy: "请填写至少一项，或删去整项", english: "Nothing stands here",
        remedy: "Give at least one, or drop the key")
    case .tooLarge(let most):
      Explanation(
        "S20", "此处不能大于 \(most)", remedy: "请改正", english: "This may be \(most) at most", remedy: "Correct it")
    case .malformedCountry(let text):
      Explanation(
        "S21", "“\(text)”不是国家代码", remedy: "请写作两位大写字母，如 CN（ISO 3166）", english: "“\(text)” is no country code",
        remedy: "Write two capitals, such as CN (ISO 3166)")
    default: nil
    }
  }

  private var ofRepetition: Explanation? {
    switch self {
    case .listedTwice(let word):
      Explanation(
        "S22", "“\(word)”列了两次", remedy: "请删去一处", english: "“\(word)” is listed twice", remedy: "Remove one")
    case .feeTwice(let title):
      Explanation(
        "S24", "费用“\(title)”对同一业务、同一条件列了两次，会收两次", remedy: "请删去一行，或改为不同的名称或条件",
        english: "The fee “\(title)” stands twice for one business type under one condition and would be charged twice",
        remedy: "Remove one, or give it another title or condition")
    case .aliasTwice(let word, let channel):
      Explanation(
        "S25", "同一业务中“\(word)”已指办理途径“\(channel)”", remedy: "一个叫法只能指一个途径",
        english: "In one business type “\(word)” means the channel “\(channel)” already",
        remedy: "A name means one channel")
    case .wayNotTaken(let way):
      Explanation(
        "S26", "付款方式“\(way)”不在 ways 之中", remedy: "请加入 ways，或删去此项", english: "The way “\(way)” is not among ways",
        remedy: "Add it to ways, or drop this")
    default: nil
    }
  }

  private var ofOrder: Explanation? {
    switch self {
    case .wrongOrder(let step, let later):
      Explanation(
        "S18", "“\(step.title)”（\(step.rawValue)）须在“\(later.title)”（\(later.rawValue)）之前，否则订单走不下去或绕过了它",
        remedy: "请让 \(later.rawValue) 直接或经其他步骤等待 \(step.rawValue)",
        english: "Step \(step.rawValue) must come before \(later.rawValue), or orders stop or pass it by",
        remedy: "Let \(later.rawValue) wait for \(step.rawValue), by itself or through other steps")
    case .deadlineBackwards(let step, let until):
      Explanation(
        "S29", "期限从“\(step.rawValue)”起算，而“\(until.rawValue)”不在其后", remedy: "请改正 from 或 until",
        english: "The deadline counts from \(step.rawValue), which does not come before \(until.rawValue)",
        remedy: "Correct from or until")
    default: nil
    }
  }
}
