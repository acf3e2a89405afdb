// What a person is told when the store cannot be opened.
public import Domain
internal import Files
internal import Glibc

extension RecordsError: Explained {
  public var explanation: Explanation { opening ?? working }

  /// Failures of opening.
  private var opening: Explanation? {
    switch self {
    case .missing(let folder):
      Explanation(
        "R01", "“\(folder)”里没有库", remedy: "请检查 --store 的路径；第一次使用请先建库。",
        english: "there is no store in “\(folder)”", remedy: "Check the path of --store; create a store first.")
    case .exists(let folder):
      Explanation(
        "R02", "“\(folder)”里已经有库，没有动它", remedy: "请换一个文件夹，或直接使用已有的库。",
        english: "there is a store in “\(folder)” already; it was left alone",
        remedy: "Choose another folder, or use the store that is there.")
    case .wrongKey:
      Explanation(
        "R03", "库密钥不对，库没有打开", remedy: "请用建库时的口令或凭据；口令注意大小写和输入法。",
        english: "the store key is not this store's; the store stays closed",
        remedy: "Use the passphrase or credential the store was created with; mind case and input method.")
    case .keyMissing(let source):
      Explanation(
        "R04", "没有找到库密钥（\(source.chinese)）", remedy: "请按 docs/keys.md 提供凭据、口令或密钥文件。",
        english: "the store key is missing (\(source.rawValue))",
        remedy: "Provide the credential, passphrase or key file as docs/keys.md says.")
    case .keyMalformed(let source):
      Explanation(
        "R05", "库密钥的格式不对（\(source.chinese)）", remedy: "密钥应为 64 个十六进制字符；口令至少 8 个字节。",
        english: "the store key is malformed (\(source.rawValue))",
        remedy: "A key has 64 hexadecimal digits; a passphrase at least 8 bytes.")
    case .plainKey:
      Explanation(
        "R06", "正式库不能用明文密钥文件打开", remedy: "请用 systemd 凭据或口令；明文文件只供演练。",
        english: "a production store is not opened with a plain key file",
        remedy: "Use a systemd credential or a passphrase; plain files are for rehearsals.")
    case .keyExposed(let path):
      Explanation(
        "R07", "密钥文件“\(path)”别人也能读", remedy: "请执行 chmod 600，并考虑更换密钥。",
        english: "others may read the key file “\(path)”", remedy: "Run chmod 600 on it, and consider a new key.")
    case .newer(let found, let known):
      Explanation(
        "R08", "库的版本是 \(found)，本程序只认识到 \(known)；没有改动", remedy: "请安装更新的 certkiosk。",
        english: "the store has version \(found), this program knows \(known); nothing was changed",
        remedy: "Install a newer certkiosk.")
    case .badKiosk:
      Explanation(
        "R09", "柜台代号不对：应为 3 个字符，0–9 或 A–Z", remedy: "请改用总部分配的代号。",
        english: "the kiosk's code is wrong: it has three characters of 0–9 and A–Z",
        remedy: "Use the code that head office assigned.")
    default: diskFailure
    }
  }

  private var diskFailure: Explanation? {
    switch self {
    case .busy:
      Explanation(
        "R10", "库正被另一个程序占用，等了 20 秒；这一步没有做", remedy: "请等另一个程序做完再试。",
        english: "another program kept the store busy for 20 seconds; this step was not done",
        remedy: "Wait until the other program is done and try again.")
    case .full:
      Explanation(
        "R11", "磁盘已满；这一步没有做，以前的都在", remedy: "请腾出空间后重新运行。",
        english: "the disk is full; this step was not done, all earlier ones stand",
        remedy: "Make room and run again.")
    case .damaged:
      Explanation(
        "R12", "库文件损坏", remedy: "请停止使用，复制整个文件夹，再从备份恢复。",
        english: "the store's file is damaged",
        remedy: "Stop using it, copy the whole folder, then restore from a backup.")
    case .notWritable:
      Explanation(
        "R13", "库文件打不开或不能写", remedy: "请检查文件夹的所有者和权限，以及磁盘是否只读。",
        english: "the store's file cannot be opened or written",
        remedy: "Check the folder's owner and mode, and whether the disk is read-only.")
    case .engine(let code):
      Explanation(
        "R14", "数据库报告错误 \(code)；这一步没有做", remedy: "请运行 certkiosk doctor；仍然如此请联系维护人员。",
        english: "the database reports error \(code); this step was not done",
        remedy: "Run certkiosk doctor; if it stays, call the maintainers.")
    case .file(let failure):
      Explanation(
        "R15", "文件操作失败（\(failure.call)：\(failure.reason.chinese)）：\(failure.path)", remedy: "请检查磁盘空间和权限后重新运行。",
        english: "a file operation failed (\(failure.call): \(failure.reason.english)): \(failure.path)",
        remedy: "Check disk space and permissions and run again.")
    case .logKept:
      Explanation(
        "R16", "这一步已经做完，但另一个程序一直在使用这个库，日志没有清空，被替换或销毁的密钥还在里面",
        remedy: "请等另一个程序做完后运行 certkiosk store retire，它会清空日志。",
        english:
          "this step is done, but another program kept using the store: its log still holds keys that were replaced or"
          + " destroyed",
        remedy: "Wait until the other program is done and run certkiosk store retire, which empties the log.")
    default: nil
    }
  }

  static let openingSpecimens: [RecordsError] = [
    .missing(folder: "/var/lib/certkiosk"), .exists(folder: "/var/lib/certkiosk"), .wrongKey, .keyMissing(.credential),
    .keyMalformed(.passphrase), .plainKey, .keyExposed(path: "store.key"), .newer(found: 9, known: 1), .badKiosk, .busy,
    .full, .damaged, .notWritable, .engine(1), .file(FileFailure("objects", "rename", code: ENOSPC)), .logKept,
  ]
}

extension RecordsError.KeySource {
  var chinese: String {
    switch self {
    case .credential: "systemd 凭据"
    case .passphrase: "口令"
    case .file: "密钥文件"
    }
  }
}
