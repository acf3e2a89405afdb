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
    try CodedData(forms: forms).read(file, with: intake) { reading in
      switch reading {
      case .finding(let finding): try told(.finding(finding))
      case .application(let application, let place):
        let channel = channel.map { own($0, for: application) }
        for outcome in try takeIn(application, from: place, by: channel) { try told(outcome) }
      }
    }
  }

  /// The service's own title of a channel, whichever service's word was used; an unknown word stays, and is refused.
  private func own(_ channel: String, for application: Application) -> String {
    let type = packs[application.service]?.businessType(application.businessType)
    return type?.channel(named: channel) ?? channel
  }

  /// Reads applicant data by this desk's packs and day.
  public func intake(service: String? = nil) -> Intake {
    Intake(
      catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: clock.now().day, service: service)
  }

  /// The application's order, or everything that keeps it from having one.
  private func takeIn(_ application: Application, from place: Place, by channel: String?) throws -> [TakenIn] {
    if let known = try alreadyRegistered(application, place) { return [.finding(known)] }
    let faults = try unprintable(application, place)
    return faults.isEmpty ? [try register(application, from: place, by: channel)] : faults.map { .finding($0) }
  }

  private func alreadyRegistered(_ application: Application, _ place: Place) throws -> Finding? {
    guard let row = try store.order(application: application.number) else { return nil }
    let same = try !row.isShredded && read(row).application == application
    return Finding(
      same ? .note : .error, at: place, application: application.number, rule: "certkiosk",
      same
        ? CounterError.alreadyRegistered(application: application.number, order: row.number.text).explanation
        : OrderMistake.registeredOtherwise(application: application.number, order: row.number.text).explanation)
  }

  private func register(_ application: Application, from place: Place, by channel: String?) throws -> TakenIn {
    let clerk = person ?? Self.itself
    if let refusal = try secondLock(application, place) { return .finding(refusal) }
    if let obstacle = try openRenewal(besides: application) { return Self.refused(application, place, obstacle) }
    let prices = try prices(for: application)
    // By its name: a pack whose ways are put in another order says nothing new about orders that are here already.
    let channel = try channel ?? packs.terms(of: application).1.channels.first
    _ = try rules(for: application, channel: channel)
    var made: Order?
    var failure: (any Error)?
    var refusal: Finding?
    _ = try store.register(on: clock.now().day) { number in
      do {
        // Another process may have been faster.
        if let obstacle = try openRenewal(besides: application) { throw obstacle }
        refusal = try secondLock(application, place)
        if refusal != nil { return Change() }
        var change = Records.Change()
        let order = Order(number, registering: application, channel: channel, by: clerk.id)
        let registered = Event.registered(application, channel: channel)
        made = try add(
          (order, [registered] + (prices.map { [.headOffice(.priced($0))] } ?? [])), to: &change, by: clerk)
        return change
      } catch {
        failure = error
        return Change()
      }
    }
    if let refusal { return .finding(refusal) }
    if let obstacle = failure as? Obstacle { return Self.refused(application, place, obstacle) }
    if let failure { throw failure }
    guard let made else { throw CounterError.busyStore }
    return .order(made, place)
  }

  private static func refused(_ application: Application, _ place: Place, _ obstacle: Obstacle) -> TakenIn {
    .finding(Finding(.error, at: place, application: application.number, rule: "certkiosk", obstacle.explanation))
  }

  /// Puts a new order into a change: its row, its first events and by what it is found again.
  /// - Parameter new: the order as it was registered, that event, and those that follow from it at once.
  @discardableResult
  package func add(
    _ new: (order: Order, events: [Event]), to change: inout Records.Change, by clerk: Person
  ) throws -> Order {
    let number = new.order.number
    let rules = try rules(for: new.order)
    let order = try new.events.dropFirst().reduce(new.order) { try $0.after($1, by: clerk, under: rules) }
    change.entries += try new.events.map { try entry($0, on: number, by: clerk) }
    change.orders.append(try orderRow(order, self.rules(for: order), version: 1))
    change.lookups[number] = lookups(of: order.application)
    return order
  }

  /// Characters that no font draws and values that do not fit are told now, while the applicant is here.
  func unprintable(_ application: Application, _ place: Place) throws -> [Finding] {
    let occasion = DocumentMaker.Occasion(
      reference: String(repeating: "0", count: 16), shown: String(repeating: "0", count: 16), date: clock.now().day)
    return try maker().refusal(of: application, on: occasion)?.findings(application, at: place) ?? []
  }

  /// By what an order is found again: whole numbers, and any part of the organisation's name.
  package func lookups(of application: Application) -> [Lookup] {
    let kinds = [
      ("credit-code", "organisation.creditCode"), ("organisation-code", "organisation.code"),
      ("agent-mobile", "agent.mobile"), ("agent-id", "agent.idNumber"),
    ]
    let payer = application.values["organisation.name"].map { Lookup(kind: "payer-name", value: PayerName.plain($0)) }
    let inner = application.values["organisation.creditCode"].map { code in
      Lookup(kind: "organisation-code", value: String(code.dropFirst(8).prefix(9)))
    }
    return kinds.compactMap { kind, field in application.values[field].map { Lookup(kind: kind, value: $0) } }
      + [payer, inner].compactMap(\.self) + Lookup.fragments(of: application.values["organisation.name"] ?? "")
  }
}
