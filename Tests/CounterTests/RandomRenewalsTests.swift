// Whatever two organisations ask for and give up, neither ever has two open renewals.
import Counter
import Domain
import Files
import Foundation
import Testing

@Suite struct RandomRenewalsTests {
  private static let codes = ["91350100M000100Y43", "91410202MA9XAMP31D"]

  @Test(arguments: [1, 2, 3])
  func `no organisation ever has two open renewals`(seed: UInt64) throws {
    let counter = try CounterDesk()
    var state = seed
    var registered = 0
    for number in 1...25 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let code = Self.codes[Int(state >> 33) % 2]
      let open = try Self.open(counter.desk)
      if let order = open[code], (state >> 40) % 3 == 0 {
        _ = try counter.desk.void(order[0], reason: "不办了")
      } else {
        let isTaken = try Self.takeIn(number, code, counter)
        #expect(isTaken == (open[code] == nil), "\(seed) \(number)")
        registered += isTaken ? 1 : 0
      }
      #expect(try Self.open(counter.desk).values.allSatisfy { $0.count == 1 }, "\(seed) \(number)")
    }
    // Renewals that are never given up would prove little.
    #expect(registered > 2)
  }

  /// Numbers of the open renewals by the organisation's credit code.
  private static func open(_ desk: Desk) throws -> [String: [String]] {
    let orders = try desk.going().map { ($0.application.values["organisation.creditCode"] ?? "", $0.number.text) }
    return Dictionary(grouping: orders, by: \.0).mapValues { $0.map(\.1) }
  }

  private static func takeIn(_ number: Int, _ code: String, _ counter: CounterDesk) throws -> Bool {
    let file = "\(counter.folder)/\(number).json"
    try Files.write(Array(RenewalData.text("R-\(number)", creditCode: code, business: "密钥续期").utf8), to: file)
    var isTaken = false
    try counter.desk.takeIn(file, with: counter.desk.intake()) { taken in
      if case .order = taken { isTaken = true }
    }
    return isTaken
  }
}

/// An application at 国采 with everything that it must have.
enum RenewalData {
  static func text(
    _ number: String, creditCode: String = "91350100M000100Y43", business: String, lock: String = ""
  ) -> String {
    let certificate = lock.isEmpty ? "" : "\"certificate\": {\"lock\": \"\(lock)\", \"quantity\": \"1\"},"
    return """
      {"application": "\(number)", "service": "国采", "business": "\(business)", \(certificate)
       "organisation": {"name": "永城市样例贸易有限公司", "creditCode": "\(creditCode)", "address": "永城市样例路1号",
        "phone": "0370-8000000"},
       "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
       "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000",
        "email": "agent@example.com"}}
      """
  }
}
