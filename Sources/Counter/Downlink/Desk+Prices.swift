// Prices that came down: they hold from their day on, for orders registered from then on.
internal import Bundles
internal import Domain
internal import Records
internal import Services

extension Desk {
  /// The prices that an order registered today gets; nil where the pack's own hold.
  func prices(for application: Application) throws -> Prices? {
    let (pack, type) = try packs.terms(of: application)
    guard let list = try priceList(of: pack.id) else { return nil }
    let lines = list.lines.filter { $0.types.contains(type.id) }
    guard !lines.isEmpty else { return nil }
    return Prices(version: list.heading.version, lines: lines.map(Prices.Line.init))
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

extension Prices.Line {
  fileprivate init(_ line: PriceListPayload.Line) {
    self.init(
      title: line.title, fen: line.fen, per: line.per, field: line.when?.field, values: line.when?.values ?? [],
      negated: line.when?.negated ?? false)
  }
}
