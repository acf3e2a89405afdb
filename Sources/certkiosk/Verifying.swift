// bundle verify: each record of bundles on a stick, looked at and left alone.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files

extension Certkiosk {
  static let verification = Command(
    "verify", Both("核验数据包是否完整，不导入", "look whether bundles are whole; takes nothing in"),
    details: Both(
      "总部发来的包核对签名、密封和内容；本机导出的包内容只有总部能打开，核对的是写出的字节。",
      "Head office's bundles are judged by signature, seal and content; this kiosk's own, whose content head office alone"
        + " opens, by the bytes that were written."),
    examples: [Example("certkiosk bundle verify /media/usb/BUNDLE-HQ-A01-000001", Both("核验", "look at a bundle"))],
    arguments: [Argument("BUNDLE", .some, .folder, Both("数据包目录", "the bundle's folder"))],
    run: { try verify(Session($0)) })

  private static func verify(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    var status = ExitStatus.done
    for path in session.invocation.arguments("BUNDLE") {
      do {
        let records = try desk.verifyBundle(path)
        for record in records { session.tell(record) }
        if records.contains(where: { $0.fault != nil }) { status = .refused }
        session.console.say(
          Both("\(Files.name(of: path))  记录 \(records.count) 条", "\(Files.name(of: path))  \(records.count) records"))
      } catch let fault as any Explained {
        session.console.emit([
          "bundle": .string(Files.name(of: path)), "refused": .string(fault.explanation.code),
        ])
        session.console.explain(fault.explanation)
        status = .refused
      }
    }
    return status
  }
}

extension Session {
  fileprivate func tell(_ record: Desk.VerifiedRecord) {
    let wording = record.fault?.wording(in: language)
    console.emit([
      "record": .string(record.record), "kind": .string(record.kind), "code": JSON(record.fault?.code),
      "message": JSON(wording?.happened), "remedy": JSON(wording?.remedy),
    ])
    if !console.json, let fault = record.fault { console.explain(fault) }
  }
}
