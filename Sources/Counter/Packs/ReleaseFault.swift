// Why a release of forms is not believed, or cannot be signed.
public import Domain

public enum ReleaseFault: Explained, Hashable {
  case unsigned
  case wrongSignature
  case malformed
  case changed(String)
  case missing(String)
  case foreign(String)
  case rolledBack(String, Int, known: Int)
  case older(Int, known: Int)
  case otherContent(Int)
  case serviceGone(String)
  case noKey(String)
  case editionKept(String, Int)

  public static let specimens: [ReleaseFault] = [
    .unsigned, .wrongSignature, .malformed, .changed("example/service.yaml"), .missing("common/fields.yaml"),
    .foreign("example/extra.yaml"), .rolledBack("example", 2, known: 3), .older(4, known: 5), .otherContent(5),
    .serviceGone("example"), .noKey("signer.pem"), .editionKept("example", 3),
  ]

  public var explanation: Explanation { ofContent ?? ofAge }

  private var ofContent: Explanation? {
    switch self {
    case .unsigned:
      Explanation(
        "P40", "表单目录没有签名（release.json、release.sig），正式柜台不使用", remedy: "请向表单签发方索取已签名的目录；签发方用 service sign 签名。",
        english: "the forms carry no signature (release.json, release.sig); a real counter does not use them",
        remedy: "Get signed forms from their issuer, who signs with service sign.")
    case .wrongSignature:
      Explanation(
        "P41", "表单目录的签名不是登记的签发方所签，不使用", remedy: "请重新索取；签发方换了密钥的，由管理人员执行 service trust。",
        english: "the forms are not signed by the signer that this kiosk knows; they are not used",
        remedy: "Get them again; where the signer has a new key, an administrator runs service trust.")
    case .malformed:
      Explanation(
        "P42", "表单目录的 release.json 读不懂，不使用", remedy: "请用相应版本的 service sign 重新签名。",
        english: "release.json cannot be read; the forms are not used",
        remedy: "Sign again with a fitting service sign.")
    case .changed(let path):
      Explanation(
        "P43", "\(path) 在签名之后被改动，表单目录不使用", remedy: "请恢复原文件；确需改动的，edition 加一后重新签名。",
        english: "\(path) was changed after signing; the forms are not used",
        remedy: "Restore it, or count the edition up and sign again.")
    case .missing(let path):
      Explanation(
        "P44", "签名中的 \(path) 不在目录里，表单目录不使用", remedy: "请恢复该文件，或重新安装表单。",
        english: "\(path) is signed and not there; the forms are not used",
        remedy: "Restore the file, or install the forms again.")
    case .foreign(let path):
      Explanation(
        "P45", "\(path) 不在签名之中，表单目录不使用", remedy: "请移走该文件；需要它的，请重新签名。",
        english: "\(path) is not among what was signed; the forms are not used",
        remedy: "Take it away, or sign again where it belongs.")
    default: nil
    }
  }

  private var ofAge: Explanation {
    switch self {
    case .rolledBack(let service, let edition, let known):
      Explanation(
        "P46", "“\(service)”是第 \(edition) 版，本柜台已用过第 \(known) 版，不退回旧版", remedy: "请安装第 \(known) 版或更新的表单。",
        english: "“\(service)” is edition \(edition) and \(known) was in use here; older ones are refused",
        remedy: "Install edition \(known) or a newer one.")
    case .older(let release, let known):
      Explanation(
        "P47", "表单是第 \(release) 次发布，本柜台已用过第 \(known) 次发布，不退回旧版", remedy: "请安装最近一次发布的表单。",
        english: "these forms are release \(release) and \(known) was in use here; older ones are refused",
        remedy: "Install the latest release.")
    case .otherContent(let release):
      Explanation(
        "P48", "第 \(release) 次发布的表单与本柜台用过的内容不同，不使用", remedy: "请向签发方核实；同一次发布只能有一种内容。",
        english: "release \(release) differs from the release \(release) that was in use here",
        remedy: "Ask the signer; one release has one content.")
    case .serviceGone(let service):
      Explanation(
        "P49", "表单中没有了本柜台用过的“\(service)”，不使用", remedy: "未办完的订单需要它；请向签发方索取完整的表单。",
        english: "the forms lack “\(service)”, which was in use here", remedy: "Orders need it; get the complete forms."
      )
    case .noKey(let file):
      Explanation(
        "P50", "\(file) 不是 Ed25519 密钥文件", remedy: "请使用 service key 生成的文件：签名用私钥，登记和核验用公钥。",
        english: "\(file) is no Ed25519 key file",
        remedy: "Use what service key wrote: the private half to sign, the public half to check.")
    case .editionKept(let service, let edition):
      Explanation(
        "P51", "“\(service)”的 service.yaml 有改动，edition 仍是 \(edition)，没有签名", remedy: "请把 edition 加一后再签名。",
        english: "“\(service)” has changed and still says edition \(edition); nothing was signed",
        remedy: "Count its edition up and sign again.")
    default: Self.unsigned.explanation
    }
  }
}
