// What doctor says of tokens that are in the readers: seen without any secret, and nothing is written or tried.
internal import Cryptography
internal import Domain
internal import Records
internal import Tokens

extension Doctor {
  /// One line for each token; none inserted is as it should be. Readers that this store may not open are told by
  /// `readers` and left alone.
  var tokens: [Diagnosis] {
    let policy: ReaderPolicy = (try? store?.get().kind) == .rehearsal ? .rehearsal : .production
    do throws(TokenError) {
      let service = try CardService()
      let filled = try service.readers().filter { $0.hasCard && policy.allows($0) }
      guard !filled.isEmpty else { return [good("token", "没有插入介质", "no token is inserted")] }
      return filled.map { look($0, service, policy) }
    } catch { return [] }  // The same failure is the reader's diagnosis.
  }

  /// A token that cannot be read is a remark: it may be somebody else's card.
  private func look(_ reader: Reader, _ service: CardService, _ policy: ReaderPolicy) -> Diagnosis {
    do throws(TokenError) {
      service.patience.untilGivenUp = 1
      let facts = try TokenSession(service.connect(to: reader, policy: policy)).facts()
      if facts.pin.triesLeft == 0 { return ill("token", .pinLocked(reader: reader.name), .warning) }
      let last = facts.slots.compactMap(\.certificate).map(\.notAfter.day).max()
      if let last, last < clock.now().day {
        return ill("token", .certificateEnded(reader: reader.name, last), .warning)
      }
      let until = last.map { ("证书至 \($0.chinese)", "a certificate until \($0)") } ?? ("没有证书", "no certificate")
      let tries = facts.pin.triesLeft.map { ("，PIN 剩余 \($0) 次", ", \($0) tries of its PIN left") } ?? ("", "")
      return good(
        "token", "“\(reader.name)”中有介质：\(until.0)\(tries.0)", "a token in “\(reader.name)”: \(until.1)\(tries.1)")
    } catch { return Diagnosis(subject: "token", health: .warning, explanation: error.explanation) }
  }
}
