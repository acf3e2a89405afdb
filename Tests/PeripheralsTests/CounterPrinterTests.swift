// The counter's own printer: the approval slip comes out with the approval; without one the command says what to print.
import Counter
import Domain
import Foundation
import Records
import Services
import Testing

extension RealPath {
  /// An order that waits for review, as far as the store knows; how it came there is told elsewhere.
  private func inReview(_ application: String) throws -> String {
    let file = "\(shop.folder)/\(application).json"
    try PrintStack.write(
      """
      {"application": "\(application)", "service": "bjca", "business": "new", "organisation": {"name": "永城市样例贸易有限公司",
       "creditCode": "91350100M000100Y43", "address": "永城市样例路1号", "phone": "0370-8000000", "mergedLicence": "是"},
       "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
       "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"}}
      """, to: file)
    let number = try #require(try shop.register(file).first)
    let desk = try desk()
    let row = try #require(try desk.store.order(desk.order(number).number))
    var body = try #require(try JSONSerialization.jsonObject(with: Data(row.body)) as? [String: Any])
    body["submitted"] = true
    var changed = row
    changed.version += 1
    changed.body = Array(try JSONSerialization.data(withJSONObject: body))
    try desk.store.commit(Change(orders: [changed]))
    return number
  }

  private func desk() throws -> Desk {
    Desk(
      store: try Store(at: "\(shop.folder)/store", key: .file("\(shop.folder)/key")),
      packs: try Packs.load(from: shop.forms), forms: shop.forms)
  }

  @Test func `an approval prints its slip by itself on the counter's printer, and says what to print without one`()
    throws
  {
    try desk().store.enrol(
      "li", name: "li", roles: [.reviewer], pin: Array("417703".utf8), at: Clock.system.now(), by: nil)
    let number = try inReview("CP-1")
    #expect(try shop.run(["printer", "set", "Nowhere"], signedIn: true).codes == ["J03"])
    #expect(try shop.run(["printer", "set", "Counter"]).codes == ["N01"])
    #expect(
      try shop.run(["printer", "set", "Counter"], signedIn: true).lines.first?["printer"] as? String == "Counter")
    let approve = ["review", "approve", number, "--person", "li", "--pin-fd", "3"]
    let answer = try shop.run(approve, secrets: ["417703"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.lines.last?["papers"] as? [String] == ["approval-slip"])
    let printed = try printer.takePrinted()
    #expect(printed.count == 1 && printed.first?.setting("JOB_NAME")?.contains("approval-slip") == true)
    #expect(try shop.run(["printer", "set", "--none"], signedIn: true).status == 0)
    let other = try inReview("CP-2")
    let told = try shop.run(["review", "approve", other, "--person", "li", "--pin-fd", "3"], secrets: ["417703"])
    #expect(told.status == 0 && told.lines.last?["slip"] as? String == "approval-slip", "\(told.errors)")
    #expect(try printer.takePrinted().isEmpty)
  }
}
