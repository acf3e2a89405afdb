// 主锁、副锁: an organisation has one main token at a service; further ones are 副锁 and bring no seals of their own.
internal import Domain
internal import Records
internal import Services

extension Desk {
  /// Told at intake, while the applicant is here; nil when all is well.
  func secondLock(_ application: Application, _ place: Place) throws -> Finding? {
    guard let other = try mainLock(besides: application) else { return nil }
    return Finding(
      .error, at: place, application: application.number, field: "certificate.lock", rule: "D-21",
      CounterError.secondMainLock(order: other.number.text).explanation)
  }

  /// An order of the same organisation at the same service that makes or made its main token.
  private func mainLock(besides application: Application) throws -> Order? {
    let (pack, type) = try packs.terms(of: application)
    guard Self.makesMainLock(application, type), let code = application.values["organisation.creditCode"] else {
      return nil
    }
    return try orders(of: code).first { order in
      guard !order.voided, order.application.service == application.service,
        let other = pack.businessType(order.application.businessType)
      else { return false }
      return Self.makesMainLock(order.application, other)
    }
  }

  /// Only who has no certificate yet gets a main token anew; what replaces one stands in its place.
  private static func makesMainLock(_ application: Application, _ type: BusinessType) -> Bool {
    type.token == .full && !type.preconditions.contains(.certificate)
      && application.values["certificate.lock"] == "主锁"
  }
}
