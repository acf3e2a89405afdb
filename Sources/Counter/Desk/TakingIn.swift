// intake: applications become orders, each with a number of its own.
internal import Services
public import Domain
public import Intake
package import Records

extension Desk {
  /// What became of one line of an applicant data file.
  public enum TakenIn: Sendable {
    case order(Order, Place)
    case finding(Finding)
  }

  /// Registers every good application of a file. An application that is registered already is a note when its data are
  /// the same, and refused otherwise.
  /// - Parameter channel: the way the applications came; nil is the counter's own.
  public func takeIn(
    _ file: String, with intake: Intake, channel: String? = nil, told: (TakenIn) throws -> Void
  ) throws {
    try intake.read(file) { reading in
      switch reading {
      case .finding(let finding): try told(.finding(finding))
      case .application(let application, let place):
        try told(register(application, from: place, by: channel))
      }
    }
  }

  /// Reads applicant data by this desk's packs and day.
  public func intake(service: String? = nil) -> Intake {
    Intake(
      catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: clock.now().day, service: service)
  }

  private func register(_ application: Application, from place: Place, by channel: String?) throws -> TakenIn {
    if let row = try store.order(application: application.number) {
      let same = try read(row).application == application
      return .finding(
        Finding(
          same ? .note : .error, at: place, application: application.number, rule: "certkiosk",
          CounterError.alreadyRegistered(application: application.number, order: row.number.text).explanation))
    }
    let clerk = person ?? Self.itself
    if let refusal = try unprintable(application, place) { return .finding(refusal) }
    let prices = try prices(for: application)
    let rules = try rules(for: application, channel: channel, prices: prices)
    var made: Order?
    var failure: (any Error)?
    _ = try store.register(on: clock.now().day) { number in
      do {
        let priced = prices.map { Event.headOffice(.priced($0)) }
        var order = Order(number, registering: application, channel: channel, by: clerk.id)
        if let priced { order = try order.after(priced, by: clerk, under: rules) }
        made = order
        var change = Records.Change()
        try add((order, Event.registered(application, channel: channel)), to: &change, by: clerk)
        if let priced { change.entries.append(try entry(priced, on: number, by: clerk)) }
        return change
      } catch {
        failure = error
        return Change()
      }
    }
    if let failure { throw failure }
    guard let made else { throw CounterError.busyStore }
    return .order(made, place)
  }

  /// Puts a new order into a change: its row, its first event and by what it is found again.
  package func add(_ new: (order: Order, event: Event), to change: inout Records.Change, by clerk: Person) throws {
    let number = new.order.number
    change.entries.append(try entry(new.event, on: number, by: clerk))
    change.orders.append(try orderRow(new.order, rules(for: new.order), version: 1))
    change.lookups[number] = lookups(of: new.order.application)
  }

  /// Characters that no font draws and values that do not fit are told now, while the applicant is here.
  func unprintable(_ application: Application, _ place: Place) throws -> Finding? {
    let occasion = DocumentMaker.Occasion(
      reference: String(repeating: "0", count: 16), shown: String(repeating: "0", count: 16), date: clock.now().day)
    do {
      _ = try maker().sheets(for: application, on: occasion)
      return nil
    } catch let refusal as DocumentRefusal { return refusal.findings(application, at: place).first }
  }

  /// By what an order is found again: whole numbers, and any part of the organisation's name.
  func lookups(of application: Application) -> [Lookup] {
    let kinds = [
      ("credit-code", "organisation.creditCode"), ("organisation-code", "organisation.code"),
      ("agent-mobile", "agent.mobile"), ("agent-id", "agent.idNumber"),
    ]
    return kinds.compactMap { kind, field in application.values[field].map { Lookup(kind: kind, value: $0) } }
      + Lookup.fragments(of: application.values["organisation.name"] ?? "")
  }
}
