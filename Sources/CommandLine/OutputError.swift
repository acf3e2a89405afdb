// Failures of the program's own making or of its output, which no room explains.
public import Domain
internal import Glibc

/// The results could not be written out in full.
public struct OutputError: Error, Hashable, Sendable {
  /// The system's error number.
  public let code: Int32

  public init(code: Int32) { self.code = code }
}

extension OutputError: Explained {
  public var explanation: Explanation {
    let reason = SystemErrorNumber(code)
    return Explanation(
      "U20", "结果没有完整写出：\(reason.chinese)", remedy: "已做的事仍然有效；请检查输出去向（磁盘空间、管道）后重新查看。",
      english: "the results could not be written in full: \(reason.english)",
      remedy: "What was done stands; check where the output goes (disk space, pipe) and look again.")
  }

  public static var specimens: [OutputError] { [OutputError(code: ENOSPC)] }
}

/// An error that no room explains.
package struct Unforeseen: Error {
  let type: String

  init(error: any Error) { type = "\(Swift.type(of: error))" }

  private init(type: String) { self.type = type }
}

extension Unforeseen: Explained {
  package var explanation: Explanation {
    Explanation(
      "U21", "程序遇到没有预料到的错误（\(type)）", remedy: "请再试一次；仍然如此，请把编号和命令告诉维护人员。",
      english: "the program met an error nobody foresaw (\(type))",
      remedy: "Try again; if it stays, tell the maintainers the code and the command.")
  }

  package static var specimens: [Unforeseen] { [Unforeseen(type: "SomeError")] }
}
