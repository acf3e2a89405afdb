// order show --identity: everything that says who the applicant is, held together.
internal import CommandLine
internal import Counter
internal import Domain
internal import Tokens

extension Certkiosk {
  static let identityOptions: [Option] = [
    .flag("identity", Both("核对身份：代码、名称、证书、证件是否一致", "hold codes, names, certificate and documents together")),
    .flag("token", Both("连同插入的介质一起核对", "with the inserted token too")),
    .value("licence-code", "CODE", Both("营业执照上的统一社会信用代码", "the credit code on the licence")),
    .value("licence-name", "NAME", Both("营业执照上的名称", "the name on the licence")),
    .value("licence-legal", "NAME", Both("营业执照上的法定代表人", "the legal representative on the licence")),
  ]
}

extension Session {
  private var seen: [(IdentityNode, String)] {
    let options: [(String, IdentityNode)] = [
      ("licence-code", .licenceCode), ("licence-name", .licenceName), ("licence-legal", .licenceLegal),
    ]
    return options.compactMap { name, node in invocation.value(name).map { (node, $0) } }
  }

  var asksIdentity: Bool { invocation.flag("identity") || invocation.flag("token") || !seen.isEmpty }

  func tellIdentity(_ order: Order, at desk: Desk) throws -> ExitStatus {
    let facts = try invocation.flag("token") ? Certkiosk.withToken(self, desk.readerPolicy) { try $0.facts() } : nil
    let certificate = facts?.slots.lazy.compactMap(\.certificate).first
    let disagreements = try desk.identity(of: order, seen: seen, certificate: certificate).disagreements
    for disagreement in disagreements {
      let wording = disagreement.explanation.wording(in: language)
      console.emit([
        "order": .string(order.number.text), "code": .string(disagreement.explanation.code),
        "rule": .string(disagreement.edge.rule), "message": .string(wording.happened),
        "remedy": .string(wording.remedy), "weigh": .bool(disagreement.edge.isForPerson),
      ])
      guard !console.json else { continue }
      console.tell("  \(disagreement.explanation.code) \(wording.happened)\n      \(wording.remedy)")
    }
    if disagreements.isEmpty { console.say(Both("  身份各项一致", "  everything agrees")) }
    return disagreements.contains { !$0.edge.isForPerson } ? .refused : .done
  }
}
