// What the screen says while a token or another program is waited for.
internal import CommandLine
internal import Tokens

extension Session {
  /// The card service. A program that keeps a card to itself is named while it is waited for.
  func cardService() throws -> CardService {
    let (service, console) = (try CardService(), console)
    service.patience.tell = { names in
      let who =
        names.isEmpty
        ? Both("", "") : Both("（可能是 \(names.joined(separator: "、"))）", " (perhaps \(names.joined(separator: ", ")))")
      console.say(
        Both("介质正被其他程序占用", "another program").with(who).with(Both("，正在等待…", " uses the token; waiting…")))
    }
    return service
  }

  /// The reader with the token; where none is inserted, that is said before it is waited for.
  func filledReader(_ service: CardService, _ policy: ReaderPolicy) throws -> Reader {
    let name = invocation.value("reader")
    do throws(TokenError) { return try service.waitForCard(in: name, policy: policy) } catch {
      guard error.isMissingToken else { throw error }
    }
    console.say(Both("请插入介质…", "insert the token…"))
    return try service.waitForCard(in: name, policy: policy, seconds: 15)
  }
}
