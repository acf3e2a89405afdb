// Kinds of sheets: how large they are, where content stands, and what stands around it.

internal import Domain

public enum PaperKind: Hashable, Sendable {
  /// A4 with page codes and registration marks: it comes back and is read by a scanner.
  case form
  /// A4 with one signed code and without marks: it is handed out.
  case slip
  /// Of any size, without code and marks: it is stuck on something.
  case label(Size)

  public var size: Size {
    switch self {
    case .form, .slip: .a4
    case .label(let size): size
    }
  }

  /// As many as page codes count; nil where pages carry none.
  var mostPages: Int? { self == .form ? PageCode.mostPages : nil }

  /// All furniture stays outside.
  public var content: Rectangle {
    switch self {
    case .form: Furniture.content
    case .slip: Rectangle(x: .mm(20), y: .mm(46), width: .mm(170), height: .mm(219))
    case .label(let size):
      Rectangle(x: .mm(6), y: .mm(17), width: size.width - .mm(12), height: size.height - .mm(23))
    }
  }
}
