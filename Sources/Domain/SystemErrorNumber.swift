// The operating system's error numbers in words that people at the counter read.

/// An `errno` of Linux (asm-generic/errno.h), told in both languages; the C library's own words exist in English alone.
public struct SystemErrorNumber: Hashable, Sendable {
  public let value: Int32

  public init(_ value: Int32) { self.value = value }

  public var chinese: String { Self.words[value]?.chinese ?? "系统错误 \(value)" }
  public var english: String { Self.words[value]?.english ?? "system error \(value)" }

  private static let words: [Int32: (chinese: String, english: String)] = [
    1: ("不允许这样操作", "operation not permitted"), 2: ("没有这个文件或文件夹", "no such file or folder"),
    4: ("操作被中断", "interrupted"), 5: ("读写出错", "input or output error"),
    6: ("没有这个设备", "no such device"), 9: ("文件没有打开", "the file is not open"), 11: ("暂时不可用", "not available just now"),
    12: ("内存不足", "out of memory"), 13: ("没有权限", "permission denied"), 16: ("正被占用", "busy"),
    17: ("已经存在", "it exists already"), 18: ("不在同一个磁盘", "not on one disk"), 19: ("没有这个设备", "no such device"),
    20: ("路径中有一段不是文件夹", "a part of the path is no folder"), 21: ("这是文件夹", "it is a folder"),
    22: ("系统不接受", "not accepted by the system"), 23: ("系统打开的文件过多", "too many files are open in the system"),
    24: ("打开的文件过多", "too many files are open"), 26: ("程序文件正在使用", "the program file is in use"),
    27: ("文件过大", "the file is too large"), 28: ("磁盘空间不足", "no space left"), 30: ("磁盘是只读的", "the disk is read-only"),
    32: ("接收的一方已经关闭", "the receiving side is closed"), 36: ("名称过长", "the name is too long"),
    39: ("文件夹不是空的", "the folder is not empty"), 40: ("路径是链接，或链接过多", "the path is a link, or links too often"),
    95: ("不支持这样操作", "not supported"), 110: ("等待超时", "timed out"),
    116: ("网络上的文件已经不在", "the file on the network is gone"),
    122: ("超出磁盘配额", "disk quota exceeded"),
  ]
}
