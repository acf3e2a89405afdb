// The words for a failure of the file system.
public import Domain

extension FileFailure: Explained {
  public static let specimens = [FileFailure("store/objects", "write", code: 28)]

  public var explanation: Explanation {
    Explanation(
      "E01", "文件操作失败：\(path)（\(call)：\(reason.chinese)）", remedy: "请检查磁盘空间、权限和路径后重试；已完成的部分不受影响。",
      english: "a file operation failed: \(path) (\(call): \(reason.english))",
      remedy: "Check disk space, permissions and the path, then try again; what was done before is safe.")
  }
}
