// The steps of a token job as a history shows them, with the codes of those that failed.
internal import CommandLine
internal import Counter
internal import Tokens

extension TokenStep {
  /// For machines: the step's name, and a failure's codes.
  var members: [JSON.Member] {
    let failure = TokenFailure(self)
    return [.init("step", .string(name))] + (failure?.members ?? [])
  }

  var words: Both {
    if let failure = TokenFailure(self) { return Both("失败 \(failure.text)", "failed: \(failure.text)") }
    return Both(chinese, name.spelledOut)
  }

  private var chinese: String { preparing ?? placing ?? "其他" }

  private var preparing: String? {
    switch self {
    case .begun: "认定介质"
    case .naming: "将为介质编号"
    case .named: "介质已编号"
    case .settingManagementKey: "将更换管理密钥"
    case .setManagementKey(let replaced): replaced ? "管理密钥已更换" : "管理密钥不能更换"
    case .found: "已读出原证书"
    case .keepingKey: "沿用原密钥"
    case .makingKey: "将生成密钥"
    case .madeKey: "密钥已生成"
    case .attested: "密钥来源已证明"
    case .notAttested: "介质不证明密钥来源"
    case .settingPIN: "将设置 PIN"
    case .setPIN: "PIN 已设置"
    case .keptPIN: "PIN 未变"
    case .settingPUK: "将设置解锁码"
    case .setPUK: "解锁码已设置"
    case .keptPUK: "解锁码未变"
    case .noPUK: "介质没有解锁码"
    case .madeRequest: "证书请求已签名"
    default: nil
    }
  }

  private var placing: String? {
    switch self {
    case .receivedCertificate: "已收到证书"
    case .retiring: "将存放旧密钥"
    case .movingKey: "将移动密钥"
    case .movedKey: "密钥已移动"
    case .importingKey: "将导入加密密钥"
    case .importedKey: "加密密钥已导入"
    case .takingBack: "将放回旧加密密钥"
    case .tookBack: "旧加密密钥已放回"
    case .writingCertificate: "将写入证书"
    case .wroteCertificate: "证书已写入并读回"
    case .writingEncryptionCertificate: "将写入加密证书"
    case .wroteEncryptionCertificate: "加密证书已写入并读回"
    case .proven: "自检通过"
    case .resetting: "将重置"
    case .wasReset: "已重置"
    case .writingSeal: "将写入印章"
    case .sealTooLarge: "印章放不下"
    case .wroteSeal: "印章已写入"
    case .writingSealBinding: "将写入印章绑定"
    case .wroteSealBinding: "印章绑定已写入"
    case .sealNotHeld: "介质不存印章"
    case .abandoned(let reason): "作业结束：\(reason)"
    default: nil
    }
  }
}

extension TokenFailure {
  /// Null where there was none.
  var members: [JSON.Member] {
    [
      .init("code", .string(code)), .init("statusWord", JSON(statusWord)), .init("serviceCode", JSON(serviceCode)),
    ]
  }
}
