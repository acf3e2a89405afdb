// The words for what is wrong with a definition as a whole: its edition, its files, what it holds.

internal import Domain

extension FormMistake {
  var edition: Explanation {
    switch self {
    case .otherEdition(let file, let found):
      Explanation(
        "S90", "文件名为第 \(file) 版，edition 却写 \(found)", remedy: "冻结的版次不应改动：请恢复原文件。",
        english: "the file's name says edition \(file) and edition says \(found)",
        remedy: "A frozen edition is never changed: restore the file.")
    case .changedWithoutEdition(let edition):
      Explanation(
        "S91", "印出来的样子与已冻结的第 \(edition) 版不同，edition 却没有加一",
        remedy: "请把 edition 改为 \(edition + 1)；用 form diff 可看出改了什么。",
        english: "it no longer looks like edition \(edition), which is frozen",
        remedy: "Write edition: \(edition + 1); form diff shows what changed.")
    case .editionBehind(let edition, let frozen):
      Explanation(
        "S92", "edition 写 \(edition)，而第 \(frozen) 版已经冻结", remedy: "版次只增不减：请写 \(frozen) 或更大的数。",
        english: "edition is \(edition) but edition \(frozen) is frozen already",
        remedy: "Editions only count up: write \(frozen) or more.")
    case .notFrozen(let edition):
      Explanation(
        "S93", "第 \(edition) 版尚未冻结", remedy: "发布前请执行 form freeze，以后旧订单才能照此重印。",
        english: "edition \(edition) is not frozen yet",
        remedy: "Run form freeze before it is given out, so that old orders can be printed again.")
    case .includedNowhere:
      Explanation(
        "S94", "没有任何文件引用这个片段", remedy: "请在 content 中写 include，或删除该文件。",
        english: "no document includes this fragment", remedy: "Include it in a document, or delete it.")
    case .holdsOnly(let field, let characters, let limit):
      Explanation(
        "S95", "“\(field)”最长可填 \(limit) 字，此处只印得下 \(characters) 字，更长的会被拒绝",
        remedy: "可加宽该格、增加 lines、减小 shrink-to，或在 common/fields.yaml 减小 limit。",
        english: "“\(field)” may have \(limit) characters and this place holds \(characters); longer ones are refused",
        remedy: "Widen the cell, raise lines, lower shrink-to, or lower limit in common/fields.yaml.")
    case .provesPersonal(let name):
      Explanation(
        "S98", "“\(name)”是个人信息，不能写进签名码", remedy: "签名码谁都能读：proves 里只写 sensitivity 为 open 的内容。",
        english: "“\(name)” is personal and cannot stand in a signed code",
        remedy: "Anybody can read a code: prove only what is of sensitivity open.")
    default: tooMany
    }
  }

  private var tooMany: Explanation {
    let limit = if case .tooManyIncludes(let limit) = self { limit } else { 0 }
    return Explanation(
      "S96", "引用超过 \(limit) 次", remedy: "请合并片段，减少引用。", english: "more than \(limit) includes",
      remedy: "Join fragments; no paper needs so many.")
  }
}
