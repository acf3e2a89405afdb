// Why the paper simulator cannot go on.
public import Domain

public enum SimulatorError: Error, Hashable, Sendable {
  /// pdftoppm gave no page; its last words.
  case noPage(String)
  case boxes
  case cannotWrite(String)
}

extension SimulatorError: Explained {
  public var explanation: Explanation {
    switch self {
    case .noPage(let reason):
      Explanation(
        "X01", "poppler 没有给出该页（\(reason)）", remedy: "请安装 poppler-utils，并核对文件和页码。",
        english: "poppler gave no such page (\(reason))", remedy: "Install poppler-utils and check file and page.")
    case .boxes:
      Explanation(
        "X02", "boxes.json 不是框的列表", remedy: "请用 compose --boxes 重新生成。",
        english: "The boxes.json is no list of boxes", remedy: "Make it again with compose --boxes.")
    case .cannotWrite(let reason):
      Explanation(
        "X03", "结果不能写入（\(reason)）", remedy: "请核对输出目录。",
        english: "The result cannot be written (\(reason))", remedy: "Check the output folder.")
    }
  }

  public static var specimens: [SimulatorError] { [.noPage("exit 1"), .boxes, .cannotWrite("ENOSPC")] }
}
