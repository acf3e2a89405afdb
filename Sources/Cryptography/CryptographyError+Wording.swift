// The words for cryptographic failures.
public import Domain

extension CryptographyError: Explained {
  public var explanation: Explanation {
    switch self {
    case .malformed(let material):
      Explanation(
        "K01", "\(material.chinese)的内容无法识别，未作任何更改", remedy: "请重新取得该文件；如再次出现，请把代码告诉技术支持。",
        english: "The \(material.english) cannot be read; nothing was changed",
        remedy: "Fetch the file again; if it happens once more, tell support the code.")
    case .library(let operation, let reasons):
      Explanation(
        "K02", "密码运算“\(operation)”失败：\(reasons.joined(separator: "；"))", remedy: "请重试；仍失败时请把本提示交给技术支持。",
        english: "The operation “\(operation)” failed: \(reasons.joined(separator: "; "))",
        remedy: "Try again; if it still fails, hand this message to support.")
    case .sealBroken:
      Explanation(
        "K03", "加密保存的数据打不开：密钥不对，或数据被改动", remedy: "请确认使用的是本机的密钥；密钥无误时请从备份恢复。",
        english: "Sealed data does not open: another key, or the data was altered",
        remedy: "Check that this machine's key is in use; if it is, restore from a backup.")
    case .length(let material, let expected, let actual):
      Explanation(
        "K04", "\(material.chinese)长度为 \(actual) 字节，应为 \(expected) 字节", remedy: "请检查密钥或文件是否完整。",
        english: "The \(material.english) has \(actual) bytes where \(expected) are needed",
        remedy: "Check that the key or file is complete.")
    case .unsupported(let operation, let algorithm):
      Explanation(
        "K05", "算法 \(algorithm) 不支持“\(operation)”", remedy: "请改用 RSA-2048、P-256 或 SM2 密钥。",
        english: "The algorithm \(algorithm) cannot do “\(operation)”", remedy: "Use an RSA-2048, P-256 or SM2 key.")
    case .name(let type, let limit):
      Explanation(
        "K06", "证书主题项 \(type) 为空、超过 \(limit) 个字符或含有不允许的字符", remedy: "请按证书机构的规则使用简称，并在申请表上注明。",
        english:
          "The certificate subject's \(type) is empty, longer than \(limit) characters or holds a character it may not",
        remedy: "Use the short name that the authority allows and note it on the form.")
    case .signature(let material):
      Explanation(
        "K07", "\(material.chinese)的签名不正确", remedy: "不要使用这份材料；请让来源方重新制作。",
        english: "The signature of the \(material.english) is wrong",
        remedy: "Do not use it; ask where it came from to make it again.")
    case .emptyIdentifier:
      Explanation(
        "K08", "SM2 证书请求使用了空的用户标识，应为 1234567812345678", remedy: "请用本机重新生成证书请求。",
        english: "The SM2 request was signed with an empty identifier instead of 1234567812345678",
        remedy: "Make the request again on this kiosk.")
    default: explanationOfTrust
    }
  }

  private var explanationOfTrust: Explanation {
    switch self {
    case .untrusted(let subject, let reason):
      Explanation(
        "K09", "证书“\(subject)”不受信任：\(reason)", remedy: "请向总部确认证书，必要时重新导入信任文件。",
        english: "The certificate “\(subject)” is not trusted: \(reason)",
        remedy: "Ask head office about it; import the trust file again if needed.")
    case .notYetOrNoLongerValid(let subject, let from, let until):
      Explanation(
        "K10", "证书“\(subject)”不在有效期内（\(from) 至 \(until)）", remedy: "请先核对本机时间；时间无误时请更换证书。",
        english: "The certificate “\(subject)” is outside its validity (\(from) to \(until))",
        remedy: "Check this machine's clock first; if it is right, renew the certificate.")
    case .keyMismatch:
      Explanation(
        "K11", "私钥与证书不是一对", remedy: "请检查密钥文件和证书是否属于同一次签发。",
        english: "The private key does not belong to the certificate",
        remedy: "Check that key and certificate come from the same issue.")
    case .emptyContent:
      Explanation(
        "K12", "没有可以加密的内容", remedy: "请先完成记录再导出。", english: "There is nothing to seal",
        remedy: "Complete the record before exporting it.")
    case .tooLarge(let limit, let actual):
      Explanation(
        "K13", "加密文件有 \(actual) 字节，超过上限 \(limit) 字节，未打开", remedy: "请让来源方拆分后重新导出。",
        english: "The envelope has \(actual) bytes, more than the limit of \(limit); it was not opened",
        remedy: "Ask for it to be split and exported again.")
    case .otherRecipient:
      Explanation(
        "K14", "这个文件是加密给其他收件方的", remedy: "请交给正确的收件方，或让来源方重新导出。",
        english: "This file is sealed for another recipient",
        remedy: "Give it to its recipient or have it exported again.")
    case .altered:
      Explanation(
        "K15", "加密文件被改动或损坏，没有释放任何内容", remedy: "请重新拷贝；仍不行时请让来源方重新导出。",
        english: "The envelope was altered or damaged; nothing of it was released",
        remedy: "Copy it again; if that does not help, have it exported again.")
    case .otherContentType:
      Explanation(
        "K16", "签名内容的类型与预期不同", remedy: "请检查文件是否放错位置。",
        english: "The signed content is of another type than expected", remedy: "Check whether files were mixed up.")
    case .noSigner:
      Explanation(
        "K17", "文件没有签名", remedy: "不要使用；请让来源方重新导出。",
        english: "The file carries no signature", remedy: "Do not use it; have it exported again.")
    case .seal(let fault): fault.explanation
    default:
      Explanation("K99", "密码运算失败", remedy: "请重试。", english: "A cryptographic operation failed", remedy: "Try again.")
    }
  }

  public static var specimens: [CryptographyError] {
    [
      .malformed(.certificate), .library(operation: "sign", reasons: ["internal error"]), .sealBroken,
      .length(.sealingKey, expected: "32", actual: 16), .unsupported(operation: "decrypt", algorithm: "ed25519"),
      .name(type: "CN", limit: 64), .signature(.request), .emptyIdentifier,
      .untrusted(subject: "CN=kiosk", reason: "unable to get local issuer certificate"),
      .notYetOrNoLongerValid(subject: "CN=kiosk", from: "2026-01-01", until: "2027-01-01"), .keyMismatch,
      .emptyContent, .tooLarge(limit: 1024, actual: 4096), .otherRecipient, .altered, .otherContentType, .noSigner,
    ] + SealFault.specimens.map { .seal($0) }
  }
}

extension CryptographyError.Material {
  private var words: (String, String) {
    switch self {
    case .privateKey: ("私钥", "private key")
    case .publicKey: ("公钥", "public key")
    case .certificate: ("证书", "certificate")
    case .request: ("证书请求", "certificate request")
    case .name: ("证书名称", "distinguished name")
    case .objectIdentifier: ("对象标识符", "object identifier")
    case .pem: ("PEM 文件", "PEM file")
    case .envelopedKey: ("SM2 加密密钥信封", "SM2 enveloped key")
    case .certificateResponse: ("证书签发应答", "certificate response")
    case .envelope: ("加密文件", "envelope")
    case .signedContent: ("签名文件", "signed file")
    case .sealingKey: ("存储密钥", "sealing key")
    case .cipherKey: ("对称密钥", "cipher key")
    case .block: ("数据块", "block")
    case .sealed: ("加密数据", "sealed data")
    case .signature: ("签名值", "signature value")
    case .point: ("椭圆曲线点", "curve point")
    case .serial: ("证书序列号", "serial number")
    case .certificateDates: ("证书日期", "certificate dates")
    case .seal: ("电子印章", "electronic seal")
    }
  }

  var chinese: String { words.0 }
  var english: String { words.1 }
}
