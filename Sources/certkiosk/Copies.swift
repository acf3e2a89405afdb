// page copy-kept: one copy came back, the others stay with the applicant.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let copyKept = Command(
    "copy-kept", Both("一式多份的：其余各份已签章并由申请人留存", "the other copies were seen signed and sealed; the applicant keeps them"),
    examples: [
      Example(
        "certkiosk page copy-kept A-1 --slot application-form --reason 客户联当面核对 --person wang",
        Both("收到一份，另一份由申请人留存", "one copy came back, the other stays with the applicant"))
    ],
    options: [
      .value("slot", "DOCUMENT", required: true, Both("材料", "the paper")),
      .value("reason", "TEXT", required: true, Both("说明", "what was seen")),
    ],
    arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let after = try desk.leaveCopies(
        of: invocation.value("slot") ?? "", with: session.argument("ORDER"), reason: invocation.value("reason") ?? "")
      return try session.tell(after, at: desk)
    })
}
