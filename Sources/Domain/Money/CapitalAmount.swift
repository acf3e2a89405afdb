// 大写金额: how an amount is spelt, with the zeros that must, may and must not be written.
// 正确填写票据和结算凭证的基本规定 (PBoC) and 会计基础工作规范, article 52.

/// The spelling of an amount as a row of pieces; the pieces that may be left out make the permitted forms.
struct CapitalAmount {
  enum Piece: Equatable {
    case word(String)
    /// A 零 that may be written or not.
    case zero(canonical: Bool)
    /// A 整 that the accountants ask for and the bank lets go.
    case optionalWhole
    case whole
  }

  let pieces: [Piece]

  init(fen: Int) {
    pieces = Self.yuanPieces(fen / 100) + Self.tail(yuan: fen / 100, jiao: fen / 10 % 10, fen: fen % 10)
  }

  var canonical: String {
    pieces.map { piece in
      switch piece {
      case .word(let word): word
      case .zero(let canonical): canonical ? "零" : ""
      case .whole, .optionalWhole: "整"
      }
    }.joined()
  }

  static let digits = Array("零壹贰叁肆伍陆柒捌玖")

  /// The whole yuan with 元; nothing for amounts below one yuan.
  private static func yuanPieces(_ yuan: Int) -> [Piece] {
    guard yuan > 0 else { return [] }
    var pieces: [Piece] = []
    var previous: Int?
    var skipped = false
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
      let group = yuan / unit % 10_000
      guard group > 0 else {
        skipped = previous != nil
        continue
      }
      if let previous { pieces += joint(previous, group, skipped: skipped) }
      pieces += groupPieces(group)
      if !name.isEmpty { pieces.append(.word(name)) }
      previous = group
      skipped = false
    }
    return pieces + [.word("元")]
  }

  /// The zero between two groups of four: needed when the next begins with zeros, free when only the previous ends so.
  private static func joint(_ previous: Int, _ group: Int, skipped: Bool) -> [Piece] {
    if group < 1000 { return [.word("零")] }
    if skipped { return [.zero(canonical: true)] }
    return previous.isMultiple(of: 10) ? [.zero(canonical: false)] : []
  }

  private static func groupPieces(_ group: Int) -> [Piece] {
    var text = ""
    var pendingZero = false
    for (unit, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
      let digit = group / unit % 10
      guard digit > 0 else {
        pendingZero = !text.isEmpty
        continue
      }
      text += (pendingZero ? "零" : "") + String(digits[digit]) + name
      pendingZero = false
    }
    return [.word(text)]
  }

  private static func tail(yuan: Int, jiao: Int, fen: Int) -> [Piece] {
    let jiaoWord = Piece.word("\(digits[jiao])角")
    let fenWord = Piece.word("\(digits[fen])分")
    switch (jiao, fen) {
    case (0, 0): return (yuan == 0 ? [.word("零元")] : []) + [.whole]
    case (0, _): return (yuan == 0 ? [] : [.word("零")]) + [fenWord]
    default:
      let zero: [Piece] = yuan > 0 && yuan.isMultiple(of: 10) ? [.zero(canonical: true)] : []
      return zero + [jiaoWord, fen == 0 ? .optionalWhole : fenWord]
    }
  }
}
