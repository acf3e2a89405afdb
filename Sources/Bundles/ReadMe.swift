// What a bundle tells someone who finds the stick: what it is, whom to give it to, how to check it. No personal data.
internal import Domain

enum ReadMe {
  static func text(for manifest: Manifest, digest: String) -> String {
    let header = manifest.header
    let count = manifest.entries.count
    let route = header.kind == .up ? ("自助机 → 总部", "kiosk to head office") : ("总部 → 自助机", "head office to kiosk")
    let receiver = header.addressee.map { ("自助机 \($0)", "the kiosk \($0)") } ?? ("总部", "head office")
    return """
      数字证书业务数据包（\(route.0)）\(header.rehearsal ? "【演练】" : "")
      发出设备：\(header.device)   序号：\(header.sequence)   记录数：\(count)
      生成时间：\(header.created.chinaText)
      请交给：\(receiver.0)
      内容已加密并签名，只有收件方可以打开。请勿改名、改动或添加文件。
      清单 manifest.cms 的 SHA-256：
      \(digest)

      Certificate business bundle (\(route.1))\(header.rehearsal ? " [REHEARSAL]" : "")
      From: \(header.device)   Number: \(header.sequence)   Records: \(count)
      Made: \(header.created.chinaText)
      Please give it to: \(receiver.1)
      The content is signed and encrypted; only its recipient can open it. Do not rename, change or add files.
      SHA-256 of manifest.cms:
      \(digest)

      """
  }
}
