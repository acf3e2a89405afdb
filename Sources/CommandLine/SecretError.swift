// Ways in which a PIN or passphrase does not arrive.
public import Domain

/// A secret could not be taken. Nothing was done with it.
public enum SecretError: Error, Hashable, Sendable {
  case noTerminal
  case cancelled
  case empty
  case tooLong
  case unreadable(Int32)
}

extension SecretError: Explained {
  public var explanation: Explanation {
    switch self {
    case .noTerminal:
      Explanation(
        "U30", "没有终端，无法询问 PIN 或口令", remedy: "请在终端里运行，或用文件描述符交入：人员 PIN 用 --pin-fd，库口令用 --passphrase-fd。",
        english: "there is no terminal to ask for the PIN or passphrase on",

        remedy:
          "Run in a terminal, or hand it over on a descriptor: a person's PIN with --pin-fd, the store's passphrase with --passphrase-fd."
      )
    case .cancelled:
      Explanation(
        "U31", "输入已取消，什么都没有做", remedy: "需要时请重新运行。",
        english: "the entry was cancelled; nothing was done", remedy: "Run again when wanted.")
    case .empty:
      Explanation(
        "U32", "PIN 或口令是空的", remedy: "请重新输入。", english: "the PIN or passphrase is empty", remedy: "Enter it again.")
    case .tooLong:
      Explanation(
        "U33", "PIN 或口令太长", remedy: "请确认交入的是 PIN 或口令，而不是别的文件。",
        english: "the PIN or passphrase is too long",
        remedy: "Make sure that what is handed over is the PIN or passphrase and no other file.")
    case .unreadable(let descriptor):
      Explanation(
        "U34", "文件描述符 \(descriptor) 读不出来", remedy: "请确认启动命令时打开了它，例如 3<文件。",
        english: "the descriptor \(descriptor) cannot be read",
        remedy: "Make sure that it is open when the command starts, such as by 3<FILE.")
    }
  }

  public static var specimens: [SecretError] { [.noTerminal, .cancelled, .empty, .tooLong, .unreadable(3)] }
}
