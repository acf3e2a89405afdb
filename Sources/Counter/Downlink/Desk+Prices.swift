// Prices that came down: they hold from their day on, for orders registered from then on.
internal import Bundles
internal import Domain
internal import Records
internal import Services

extension Desk {
  /// The prices that an order registered today gets; nil where the pack's own hold.
  func prices(for application: Application) throws -> Prices? {
    let (pack, type) = try packs.terms(of: application)
    return try priceList(of: pack.id).flatMap { Prices($0, of: type.id) }
  }

  /// The same for every business type of a service that head office has priced.
  func prices(of pack: Pack) throws -> [String: Prices] {
    guard let list = try priceList(of: pack.id) else { return [:] }
    let priced = pack.businessTypes.compactMap { type in Prices(list, of: type.id).map { (type.id, $0) } }
    return Dictionary(priced, uniquingKeysWith: { first, _ in first })
  }

  /// The list with the latest day that has come. One for a day to come waits beside it.
  private func priceList(of service: String) throws -> PriceListPayload? {
    let today = clock.now().day
    let days = try store.downlinkHeads().filter {
      $0.kind == PriceListPayload.kind && $0.scope.hasPrefix("\(service)/")
    }
    .compactMap { CivilDate(String($0.scope.dropFirst(service.count + 1))) }.filter { $0 <= today }
    return try days.max().flatMap { try table(PriceListPayload.self, scope: "\(service)/\($0)") }
  }
}

extension Prices {
  /// Nil for a business type that the list does not name.
  fileprivate init?(_ list: PriceListPayload, of type: String) {
    let lines = list.lines.filter { $0.types.contains(type) }
    guard !lines.isEmpty else { return nil }
    self.init(version: list.heading.version, lines: lines.map(Line.init))
  }
}

extension Prices.Line {
  fileprivate init(_ line: PriceListPayload.Line) {
    self.init(
      title: line.title, fen: line.fen, per: line.per, field: line.when?.field, values: line.when?.values ?? [],
      negated: line.when?.negated ?? false)
  }
}
