// What a clerk reads when a renewal, an import, a reset or an attestation stops.
public import Domain

extension TokenError {
  var jobWords: (String, String, String, String, String) {
    switch problem {
    case .tokenWithoutName:
      (
        "T53", "介质没有编号，无法确认是哪一个。", "空白介质请用“制作”，制作时会编号；已有证书的请办理升级或补办，换到新介质。",
        "The token has no name by which to know it again.",
        "Issue onto it if it is blank, which gives it a name; one that holds a certificate is replaced by a new token."
      )
    case .nothingToRenew(let slot):
      (
        "T60", "介质的 \(slot.name) 槽位没有可用的证书。", "请确认插入的是原介质；证书已不在的，请办理补办。",
        "Slot \(slot.name) of the token holds no certificate.", "Insert the old token; if it is empty, replace it."
      )
    case .otherCertificate(let expected, let found):
      (
        "T61", "介质上的证书（\(found)）不是本单要更新的证书（\(expected)）。", "请插入本单的介质。",
        "The certificate on the token (\(found)) is not the one to be renewed (\(expected)).",
        "Insert the order's token."
      )
    case .noRetiredSlot:
      (
        "T62", "介质上没有存放旧密钥的位置。", "请更换介质（升级）。", "The token has no place left for the old key.",
        "Use another token."
      )
    case .importNotOffered:
      (
        "T63", "介质不支持导入加密密钥，两张证书都没有写入。", "请更换支持双证书的介质。",
        "The token does not take in encryption keys; neither certificate was written.", "Use a token that does."
      )
    case .resetNotOffered:
      (
        "T64", "介质不支持重置。", "请更换介质。", "The token cannot be reset.", "Take another token."
      )
    case .decryptionFailed:
      (
        "T65", "介质的解密自检失败。", "请更换介质并重新办理。", "The token's test decryption is wrong.",
        "Take another token and begin again."
      )
    case .weakKeys:
      (
        "T67", "该型号介质的固件生成的 RSA 密钥可被破解（ROCA）。", "请更换介质，或改用 P-256 密钥。",
        "This token's firmware makes RSA keys that can be broken (ROCA).", "Use another token, or a P-256 key."
      )
    case .managementKeyBehindPIN:
      (
        "T79", "介质的管理密钥由其他软件设置，并用 PIN 保护在介质内（PIN-protected）。",
        "请用设置它的软件改回出厂管理密钥后重试，或换用其他介质；修改 PIN 和解锁不受影响。",
        "Other software has set the token's management key and keeps it on the token behind the PIN.",
        "Have that software set the factory's key again, or take another token; changing the PIN and unblocking still work."
      )
    case .envelopeNotOpened:
      (
        "T68", "总部发来的加密密钥装在 SM2 信封里（GM/T 0009），只有介质能打开，而 PIV 介质没有这个功能；两张证书都没有接收。",
        "请总部改发一张签名、加密两用的证书；需要 SM2 双证书的，请用厂商接口（SKF）的介质办理。",
        "Head office's encryption key is in an SM2 envelope (GM/T 0009) that only the token could open, and PIV tokens do"
          + " not; neither certificate was taken.",
        "Ask head office for one certificate for both uses; for an SM2 pair use a token with its maker's interface (SKF)."
      )
    default:
      (
        "T66", "介质对密钥来源的证明不成立。", "请停用该介质并联系技术支持。", "The token's attestation of its key does not hold.",
        "Put the token aside and call support."
      )
    }
  }
}

extension PUK.Malformed: Explained {
  public var explanation: Explanation {
    Explanation(
      "T77", "解锁码应为 6 至 8 个半角字符", remedy: "请核对后重新输入；没有发给介质，不消耗次数。",
      english: "A PUK has six to eight characters",
      remedy: "Enter it again; it was not sent to the token and cost no try.")
  }

  public static let specimens = [PUK.Malformed()]
}
