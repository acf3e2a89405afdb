// PINs typed at the reader's keys: asked of the reader once, and sent by it without passing through here.

extension TokenSession {
  /// Whether PINs are to be typed at the reader's keys, as it answers. Fails with T75 when they must be and it has none.
  /// A reader that takes new PINs but no present ones is of no use: what is set must be shown again.
  public func usesPinpad(_ wish: PinpadWish, for entry: PINEntry) throws(TokenError) -> Bool {
    guard wish != .off else { return false }
    let pinpad = try findPinpad()
    let isThere = pinpad.takes(.present) && pinpad.takes(entry)
    guard isThere || wish == .auto else { throw TokenError(.noPinpad) }
    return isThere
  }

  /// A reader or driver that does not know the question has no keys.
  private func findPinpad() throws(TokenError) -> Pinpad {
    if let pinpad { return pinpad }
    let found = try exclusively { () throws(TokenError) in
      do throws(LinkFailure) {
        return Pinpad(features: try connection.control(Pinpad.featureRequest, []))
      } catch {
        guard error.kind == .other else { throw TokenError(error) }
        return Pinpad(features: [])
      }
    }
    pinpad = found
    return found
  }

  /// Tells whoever watches what to type, and has the reader complete and send a command.
  func enter(_ entry: PINEntry, _ command: Command) throws(TokenError) -> Answer {
    guard let number = try findPinpad().number(for: entry) else { throw TokenError(.noPinpad) }
    asks(entry)
    let bytes = [0, command.instruction.rawValue, command.p1, command.p2, UInt8(command.data.count)] + command.data
    let answer = try completed(number, entry.structure(around: bytes))
    guard answer.data.isEmpty else { throw TokenError(.unreadable) }
    return answer
  }

  /// A driver that refuses the call has sent nothing, as a reader that says so.
  private func completed(_ number: UInt32, _ structure: [UInt8]) throws(TokenError) -> Answer {
    do throws(LinkFailure) { return try Answer(whole: connection.control(number, structure)) } catch {
      guard error.code == LinkFailure.unsupported else { throw TokenError(error) }
      return Answer(data: [], status: StatusWord(EntryFault.notUnderstood.rawValue))
    }
  }
}
