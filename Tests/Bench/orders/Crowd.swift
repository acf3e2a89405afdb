// A store with many orders of made-up organisations, as a counter has after years.
import Counter
import Domain
import Files
import Foundation
import Records
import Services

/// A search that found too much or too little.
struct WrongAnswer: Error {
  let found: Int
  let wanted: Int
}

struct Crowd {
  private let size: Int
  private let folder: String
  private let forms: String
  private let packs: Packs

  private static let places = ["郑州", "洛阳", "商丘", "永城", "开封", "许昌", "南阳", "信阳", "济南", "青岛", "武汉", "宜昌", "深圳", "东莞"]
  private static let trades = ["建筑工程", "市政园林", "医疗器械", "信息技术", "物业服务", "印刷包装", "食品贸易", "环保科技", "工程监理", "招标代理"]
  private static let syllables = Array("嵩岳华泰恒信宏远瑞丰金鼎天成盛世博雅中原立诚广源新创安达明德")
  private static let rare = "雒甪"

  init(size: Int, folder: String, forms: String) throws {
    self.size = size
    self.folder = folder
    self.forms = forms
    packs = try Packs.load(from: forms)
    let store = try SettingUp.store(at: "\(folder)/store", kind: .rehearsal, kiosk: "B01", key: key, siteKey: nil)
    try store.enrol(
      "wang", name: "wang", roles: [.administrator, .clerk], pin: pin, at: Instant(seconds: 1_780_000_000), by: nil)
    try fill(desk(store))
  }

  private var key: StoreKey { .file("\(folder)/key") }
  private var pin: [UInt8] { Array("417703".utf8) }

  private func desk(_ store: Store) -> Desk { Desk(store: store, packs: packs, forms: forms) }

  /// A hundred orders a transaction; every tenth waits for review.
  private func fill(_ desk: Desk) throws {
    let clerk = Person(id: "wang", roles: [.clerk])
    for start in stride(from: 0, to: size, by: 100) {
      var change = Change()
      for index in start..<min(start + 100, size) {
        let day = CivilDate("2026-01-01")!.advanced(byDays: index / 5_000)
        let number = OrderNumber(kiosk: "B01", incarnation: 0, day: day, serial: index % 5_000 + 1)
        try desk.add(order(number, index), to: &change, by: clerk)
      }
      try desk.store.commit(change)
    }
  }

  private func order(_ number: OrderNumber, _ index: Int) throws -> (Order, [Event]) {
    let application = Application(
      number: "A-\(index)", service: "bjca", businessType: "new",
      values: [
        "organisation.name": name(index), "organisation.creditCode": "91410100MA\(index.padded(7))",
        "organisation.mergedLicence": "是", "legal.name": "样例", "agent.name": "示范", "agent.mobile": "13900000000",
        "agent.idKind": "居民身份证", "agent.idNumber": "11010519491231002X", "organisation.address": "样例路 \(index) 号",
      ])
    return (Order(number, registering: application, by: "wang"), [.registered(application)])
  }

  private func name(_ index: Int) -> String {
    if index == size / 2 { return "郑州\(Self.rare)工程有限公司" }
    let syllables = Self.syllables
    let own = [index, index / 31, index / 7].map { String(syllables[$0 % syllables.count]) }.joined()
    return Self.places[index % Self.places.count] + own + Self.trades[index / 3 % Self.trades.count] + "有限公司"
  }

  func times() throws -> Times {
    var times = Times(size: size)
    times.opening = try median(9) { _ in
      _ = try self.desk(try Store(at: "\(folder)/store", key: key)).order("A-\(size / 2)")
    }
    let desk = desk(try Store(at: "\(folder)/store", key: key))
    try desk.signIn("wang", pin: pin)
    times.rareName = try median(9) { _ in
      try expect(try desk.orders(OrderFilter(), named: Self.rare).count, 1)
    }
    times.commonName = try median(9) { _ in
      try expect(try desk.orders(OrderFilter(), named: "公司", limit: 50).count, 50)
    }
    times.nextActions = try median(9) { _ in
      let orders = try desk.orders(OrderFilter(open: Step.acknowledgement.rawValue), limit: 50)
      try expect(try orders.map { try desk.view($0) }.count, 50)
    }
    times.step = try median(9) { run in _ = try desk.acknowledge("A-\(size / 3 + run)") }
    let file = try FileManager.default.attributesOfItem(atPath: "\(folder)/store/store.sqlite")
    times.megabytes = (file[.size] as? Double ?? Double(file[.size] as? Int ?? 0)) / 1e6
    return times
  }

  /// A quick answer that is wrong is no answer.
  private func expect(_ found: Int, _ wanted: Int) throws {
    guard found == wanted else { throw WrongAnswer(found: found, wanted: wanted) }
  }

  /// Milliseconds of the middle run.
  private func median(_ runs: Int, _ work: (Int) throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for run in 0..<runs {
      let clock = ContinuousClock()
      let time = try clock.measure { try work(run) }
      times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
    }
    return times.sorted()[runs / 2]
  }
}

extension Int {
  fileprivate func padded(_ digits: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }
}
