// A reader with keys of its own: what it says about them, and what it is told (PC/SC part 10, v2.02).
internal import Secrets

/// What a holder types at a reader's keys; the reader puts it into the command, and no other program sees it.
public enum PINEntry: Hashable, Sendable {
  /// The PIN that holds now.
  case present
  /// The PIN that holds now, then another, twice.
  case presentAndNew
  /// A PIN that will hold from now on, twice.
  case new
}

/// Whether PINs are typed at a reader's keys.
public enum PinpadWish: String, Sendable, CaseIterable {
  /// Where it has them.
  case auto
  /// Or not at all.
  case on
  case off
}

/// Why a reader gave no PIN to the card: nothing was sent, and no try was spent.
public enum EntryFault: UInt16, Hashable, Sendable, CaseIterable {
  case timedOut = 0x6400
  case cancelled = 0x6401
  case newPINsDiffer = 0x6402
  case wrongLength = 0x6403
  /// The reader does not take what it was told about the PIN.
  case notUnderstood = 0x6B80
}

/// The numbers under which a reader takes PINs; a driver chooses them.
package struct Pinpad: Hashable {
  /// CM_IOCTL_GET_FEATURE_REQUEST as pcsc-lite numbers it.
  static let featureRequest: UInt32 = 0x4200_0000 + 3400

  /// FEATURE_VERIFY_PIN_DIRECT.
  let verify: UInt32?
  /// FEATURE_MODIFY_PIN_DIRECT.
  let modify: UInt32?
  /// FEATURE_GET_TLV_PROPERTIES.
  let asksProperties: UInt32?
  /// What the reader then says about itself; nothing where it does not.
  var properties = PinpadProperties()

  /// Takes an answer to the request for features: a tag, the length 4 and a number, its highest byte first, for each.
  /// Of an answer that is anything else nothing counts.
  package init(features: [UInt8]) {
    var (rest, numbers) = (features[...], [UInt8: UInt32]())
    while rest.count >= 6, rest[rest.startIndex + 1] == 4 {
      numbers[rest[rest.startIndex]] = rest.dropFirst(2).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
      rest = rest.dropFirst(6)
    }
    let isWhole = rest.isEmpty
    verify = isWhole ? numbers[0x06] : nil
    modify = isWhole ? numbers[0x07] : nil
    asksProperties = isWhole ? numbers[0x12] : nil
  }

  func takes(_ entry: PINEntry) -> Bool { number(for: entry) != nil }

  func number(for entry: PINEntry) -> UInt32? { entry == .present ? verify : modify }
}

extension PINEntry {
  /// PIN_VERIFY_STRUCTURE or PIN_MODIFY_STRUCTURE around a command whose places for PINs hold the padding; a PUK may
  /// stand beside them.
  func structure(around command: SecretBytes) -> SecretBytes {
    let head = head(length: UInt32(command.count))
    var draft = SecretDraft(capacity: head.count + command.count)
    draft.append(contentsOf: head)
    draft.append(command)
    return draft.finished()
  }

  private func head(length: UInt32) -> [UInt8] {
    let tail = Self.prologue + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    switch self {
    case .present: return Self.form + Self.digits + [Self.okPressed, 1] + Self.language + [0] + tail
    case .presentAndNew:
      return Self.form + Self.offsets + Self.digits + [3, Self.okPressed, 3] + Self.language + [0, 1, 2] + tail
    case .new:
      return Self.form + Self.offsets + Self.digits + [1, Self.okPressed, 2] + Self.language + [1, 2, 0] + tail
    }
  }

  /// Seconds until the first key and after it: time to think for people who seldom do this.
  private static let patience: UInt8 = 60
  /// Two time-outs; ASCII, from the left, at the first byte of the data; a block of eight bytes; no length in it.
  private static let form: [UInt8] = [patience, patience, 0x82, 0x08, 0x00]
  /// The present PIN (or the PUK) at the beginning, the new PIN in the second block.
  private static let offsets: [UInt8] = [0, 8]
  /// The most, then the fewest: the number has its lower byte first.
  private static let digits: [UInt8] = [8, 6]
  private static let okPressed: UInt8 = 0x02
  /// Chinese, China (0804).
  private static let language: [UInt8] = [0x04, 0x08]
  private static let prologue: [UInt8] = [0, 0, 0]
}
