// PINs that are typed at the reader's own keys: when they are, and what the screen says meanwhile.
internal import CommandLine
internal import Tokens

extension Session {
  /// What a descriptor hands over is not typed; all else is where the reader has keys, unless `--pinpad` says otherwise.
  func isTypedAtReader(_ token: TokenSession, _ options: [String], _ entry: PINEntry) throws -> Bool {
    guard options.allSatisfy({ invocation.number($0) == nil }) else { return false }
    let wish = invocation.value("pinpad").flatMap(PinpadWish.init) ?? .auto
    guard try token.usesPinpad(wish, for: entry) else { return false }
    let console = console
    token.asks = { console.tell($0.call) }
    return true
  }
}

extension PINEntry {
  fileprivate var call: Both {
    switch self {
    case .present:
      Both("→ 请申请人在读卡器键盘上输入介质 PIN，按确认键", "→ the applicant types the token's PIN at the reader and confirms")
    case .presentAndNew:
      Both(
        "→ 请申请人在读卡器键盘上依次输入：当前 PIN、新 PIN、再次输入新 PIN，每次按确认键",
        "→ the applicant types at the reader: the present PIN, the new one, the new one again, confirming each")
    case .new:
      Both(
        "→ 请申请人在读卡器键盘上输入新 PIN，再输入一次，每次按确认键",
        "→ the applicant types the new PIN at the reader, and once more, confirming each")
    }
  }
}
