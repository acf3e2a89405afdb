// Why a virtual token is not in its reader.
public import Domain

/// Why the program ends early.
public enum CardTrouble: Explained, Hashable {
  case valueMissing(String)
  case stateMissing
  case unknownOption(String)
  case notLoopback(String)
  case notAPort(String)
  case unknownProfile(String)
  case notAFault(String)
  case notASwitch(String)
  case file(String)
  case pulled
  case unknownControl(UInt8)

  public var exitStatus: Int32 {
    switch self {
    case .pulled, .unknownControl: 0
    case .file: 4
    default: 2
    }
  }

  public var explanation: Explanation {
    switch self {
    case .file(let path):
      Explanation(
        "V02", "虚拟介质的文件无法读写：\(path)", remedy: "请检查路径、权限和磁盘空间；内容损坏时换一个文件。",
        english: "The virtual token's file cannot be used: \(path)",
        remedy: "Check path, permissions and disk space; use another file when its content is damaged.")
    case .pulled:
      Explanation(
        "V03", "按 --fault 的要求拔出虚拟介质。", remedy: "无需处理；再次启动即重新插入。",
        english: "The virtual token was pulled out, as --fault asked.",
        remedy: "Nothing to do; start it again to insert it.")
    case .unknownControl(let number):
      Explanation(
        "V04", "读卡器发来未知指令：\(number)", remedy: "请使用 Debian 的 vsmartcard-vpcd。",
        english: "The reader sent an unknown control: \(number)", remedy: "Use Debian's vsmartcard-vpcd.")
    default:
      Explanation(
        "V01", chinese, remedy: "请看 virtual-token --help。", english: english, remedy: "See virtual-token --help.")
    }
  }

  private var chinese: String {
    switch self {
    case .valueMissing(let option): "选项没有值：\(option)"
    case .stateMissing: "缺少 --state。"
    case .unknownOption(let option): "未知选项：\(option)"
    case .notLoopback(let host): "只能连接本机：\(host)"
    case .notAPort(let text): "不是端口：\(text)"
    case .unknownProfile(let name): "未知卡型：\(name)"
    case .notAFault(let text): "不是“命令序号=故障”：\(text)"
    default: "不是“开关=值”：\(offender)"
    }
  }

  private var english: String {
    switch self {
    case .valueMissing(let option): "An option has no value: \(option)"
    case .stateMissing: "--state is missing."
    case .unknownOption(let option): "Unknown option: \(option)"
    case .notLoopback(let host): "Only a loopback address is allowed, not \(host)"
    case .notAPort(let text): "Not a port: \(text)"
    case .unknownProfile(let name): "Unknown profile: \(name)"
    case .notAFault(let text): "Not NUMBER=FAULT: \(text)"
    default: "Not SWITCH=VALUE: \(offender)"
    }
  }

  private var offender: String { if case .notASwitch(let text) = self { text } else { "" } }

  public static let specimens: [CardTrouble] = [
    .valueMissing("--port"), .stateMissing, .unknownOption("--card"), .notLoopback("192.0.2.1"), .notAPort("0"),
    .unknownProfile("soft"), .notAFault("25"), .notASwitch("largestObject=much"), .file("/a/card.json"), .pulled,
    .unknownControl(9),
  ]
}
