// PINs typed at the reader's keys: asked of the reader once, and sent by it without passing through here.
internal import Secrets

extension TokenSession {
  /// Whether PINs are to be typed at the reader's keys, as it answers. Fails with T75 when they must be and it has none.
  /// A reader that takes new PINs but no present ones is of no use: what is set must be shown again. One that says that
  /// it takes fewer digits than a PIN may have, or asks for more, is left alone; where it must be used, that is T74.
  public func usesPinpad(_ wish: PinpadWish, for entry: PINEntry) throws(TokenError) -> Bool {
    guard wish != .off else { return false }
    let pinpad = try findPinpad()
    let isThere = pinpad.takes(.present) && pinpad.takes(entry)
    guard isThere || wish == .auto else { throw TokenError(.noPinpad) }
    guard !isThere || pinpad.properties.takesPINs || wish == .auto else {
      throw TokenError(.notEntered(.notUnderstood))
    }
    return isThere && pinpad.properties.takesPINs
  }

  /// What the reader says about its keys; nil where it has none.
  public func pinpadProperties() throws(TokenError) -> PinpadProperties? {
    let pinpad = try findPinpad()
    return pinpad.takes(.present) ? pinpad.properties : nil
  }

  /// A reader or driver that does not know the question for features has no keys.
  private func findPinpad() throws(TokenError) -> Pinpad {
    if let pinpad { return pinpad }
    let found = try withReader { () throws(TokenError) in
      var found = Pinpad(features: try askReader(Pinpad.featureRequest) ?? [])
      if let number = found.asksProperties, let answer = try askReader(number) {
        found.properties = PinpadProperties(answer)
      }
      return found
    }
    pinpad = found
    return found
  }

  /// Nil where the reader does not know the question.
  private func askReader(_ number: UInt32) throws(TokenError) -> [UInt8]? {
    do throws(LinkFailure) { return try connection.control(number) } catch {
      guard error.kind == .other else { throw TokenError(error) }
      return nil
    }
  }

  /// Tells whoever watches what to type, and has the reader complete and send a command.
  func enter(_ entry: PINEntry, _ command: Command) throws(TokenError) -> Answer {
    guard let number = try findPinpad().number(for: entry) else { throw TokenError(.noPinpad) }
    asks(entry)
    let answer = try completed(number, entry.structure(around: command.secretBytes))
    guard answer.data.isEmpty else { throw TokenError(.unreadable) }
    return answer
  }

  /// A driver that refuses the call has sent nothing, as a reader that says so.
  private func completed(_ number: UInt32, _ structure: SecretBytes) throws(TokenError) -> Answer {
    do throws(LinkFailure) {
      return try Answer(
        whole: structure.withBytes { bytes throws(LinkFailure) in try connection.control(number, bytes) })
    } catch {
      guard error.code == LinkFailure.unsupported else { throw TokenError(error) }
      return Answer(data: [], status: StatusWord(EntryFault.notUnderstood.rawValue))
    }
  }
}
