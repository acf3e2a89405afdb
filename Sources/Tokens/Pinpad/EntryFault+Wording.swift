// What is told when a reader gave no PIN to the card.

extension EntryFault {
  var words: TokenError.Words {
    switch self {
    case .timedOut:
      (
        "T70", "没有在时限内用读卡器键盘输入 PIN，没有消耗次数。", "请重新执行，并在提示后 1 分钟内输入。",
        "No PIN was typed at the reader in time; no try was spent.", "Repeat, and type within a minute of being asked."
      )
    case .cancelled:
      (
        "T71", "在读卡器键盘上取消了输入，没有消耗次数。", "需要继续时请重新执行。",
        "The entry was cancelled at the reader; no try was spent.", "Repeat to go on."
      )
    case .newPINsDiffer:
      (
        "T72", "两次输入的新 PIN 不一致，没有消耗次数。", "请重新执行，两次输入相同的新 PIN。",
        "The two entries of the new PIN differ; no try was spent.", "Repeat, and type the same new PIN twice."
      )
    case .wrongLength:
      (
        "T73", "在读卡器键盘上输入的 PIN 不是 6 至 8 位，没有消耗次数。", "请重新执行，输入 6 至 8 位数字。",
        "The PIN typed at the reader has not six to eight digits; no try was spent.", "Repeat with six to eight digits."
      )
    case .notUnderstood:
      (
        "T74", "读卡器键盘不能按介质的要求输入 PIN，没有消耗次数。", "请加 --pinpad off，改在本机键盘输入。",
        "The reader's keys cannot take a PIN as the token wants it; no try was spent.",
        "Add --pinpad off and type at the counter's keyboard."
      )
    }
  }

  static let noPinpadWords: TokenError.Words = (
    "T75", "读卡器没有可以输入 PIN 的键盘。", "请换用带键盘的读卡器，或去掉 --pinpad on。",
    "The reader has no keys for PINs.", "Use a reader with keys, or leave out --pinpad on."
  )
}
