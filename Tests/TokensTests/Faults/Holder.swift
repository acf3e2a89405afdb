// Somebody at a reader with keys of its own, who may slip once.
import Tokens
import VirtualCard

/// A holder who knows which PIN holds and which one is to come.
final class Holder {
  /// What the screen said last.
  var asked = PINEntry.present
  /// What is done at one prompt instead, counted from 0.
  var slip: (prompt: Int, press: VirtualPinpad.Press)?
  private(set) lazy var pinpad = VirtualPinpad { [unowned self] in press(at: $0) }
  private let (present, new): (String, String)
  private var count = 0

  init(present: String, new: String) { (self.present, self.new) = (present, new) }

  private func press(at prompt: VirtualPinpad.Prompt) -> VirtualPinpad.Press {
    defer { count += 1 }
    if let slip, slip.prompt == count { return slip.press }
    return .digits(prompt == .present && asked == .presentAndNew ? present : new)
  }
}
