// What can be done with the token in the reader: every business type of a service, possible or not, and why (N-24).
public import Domain

/// The token as far as it matters for what can be asked for.
public struct AdvisedToken: Hashable, Sendable {
  /// The last day of its certificate; nil without one.
  public let until: CivilDate?
  /// PIN tries left; nil where the token does not tell.
  public let triesLeft: Int?
  public let hasSeal: Bool
  public let answerToReset: [UInt8]

  public init(until: CivilDate?, triesLeft: Int?, hasSeal: Bool, answerToReset: [UInt8] = []) {
    self.until = until
    self.triesLeft = triesLeft
    self.hasSeal = hasSeal
    self.answerToReset = answerToReset
  }
}

/// One business type for this token.
public struct Advice: Sendable {
  public let type: BusinessType
  /// Empty when it is possible.
  public let obstacles: [Obstacle]
  /// For one token and one year, the conversion taken off.
  public let fee: Money
  public let upgrade: Upgrade?
  /// What to bring, line by line.
  public let papers: [String]
  /// Working days, and hours for those who pay for them.
  public let deadline: String?
  /// Whether unopened bids must be asked for first.
  public let asksForBids: Bool

  public var isPossible: Bool { obstacles.isEmpty }
}

extension Pack {
  /// Advice on every business type of the service, in the pack's order.
  /// - Parameters:
  ///   - latest: the day by which the time left is converted where the clock is in doubt; nil for today.
  ///   - renewal: the number of a renewal of the same organisation that is not finished.
  ///   - prices: those that came from head office, by business type; the pack's own hold for the others.
  public func advice(
    on token: AdvisedToken, today: CivilDate, latest: CivilDate? = nil, renewal: String? = nil,
    prices: [String: Prices] = [:]
  ) -> [Advice] {
    businessTypes.map { $0.priced(prices[$0.id]) }.map { type in
      let values = type.assumed(for: token)
      let upgrade = type.upgrade.flatMap { terms in
        token.until.map {
          Upgrade(
            today: latest ?? today, notAfter: Instant(startOf: $0), annual: terms.annual, price: type.fee(for: values))
        }
      }
      return Advice(
        type: type, obstacles: obstacles(to: type, with: token, today: today, renewal: renewal),
        fee: upgrade?.payable ?? type.fee(for: values), upgrade: upgrade, papers: type.checklist(for: values),
        deadline: type.promise, asksForBids: type.touchesOldKey)
    }
  }

  private func obstacles(
    to type: BusinessType, with token: AdvisedToken, today: CivilDate, renewal: String?
  ) -> [Obstacle] {
    guard type.preconditions.contains(.certificate) else { return [] }
    guard let until = token.until else { return type.isReplacement ? [] : [.noCertificate] }
    var found: [Obstacle] = []
    if type.token == .renew { found += [windowObstacle(to: type, until: until, today: today)].compactMap(\.self) }
    if type.token == .renew, token.triesLeft == 0 { found.append(.locked) }
    if type.token == .renew, let renewal { found.append(.renewalOpen(renewal)) }
    if type.isReplacement, until >= today, token.triesLeft != 0 { found.append(.intact) }
    if let obstacle = type.mediumObstacle(token.answerToReset) { found.append(obstacle) }
    return found
  }

  /// Whether a certificate that ends on that day may be renewed by this business type now; and by which it may.
  public func windowObstacle(to type: BusinessType, until: CivilDate, today: CivilDate) -> Obstacle? {
    let other = businessTypes.first {
      $0.id != type.id && $0.token == .renew && $0.window.verdict(until: until, on: today) == .open
    }
    return switch type.window.verdict(until: until, on: today) {
    case .open: nil
    case .tooEarly(let opens): .tooEarly(opens: opens)
    case .expired: .expired(until, instead: other?.title)
    case .stillValid: .stillValid(until, instead: other?.title)
    case .tooLate(let days): .tooLate(days: days)
    }
  }
}

extension BusinessType {
  /// 补办: it asks whether the old token was lost or damaged.
  public var isReplacement: Bool { required.contains("certificate.lossReason") }

  /// Whether it does something to a key that may be the only one to read what is still sealed (N-01).
  public var touchesOldKey: Bool { token != .none && preconditions.contains(.certificate) }

  /// Nil when the medium may be upgraded, or when nobody asks.
  public func mediumObstacle(_ answerToReset: [UInt8]) -> Obstacle? {
    guard let upgrade, !upgrade.media.isEmpty, upgrade.medium(answering: answerToReset) == nil else { return nil }
    return .otherMedium(upgrade.media.keys.sorted())
  }

  /// What is assumed where nobody has filled in anything: one token, one year.
  fileprivate func assumed(for token: AdvisedToken) -> [FieldID: String] {
    ["certificate.seal": token.hasSeal ? "是" : "否", "organisation.mergedLicence": "是", "certificate.lossReason": "损坏"]
  }

  /// `2 个工作日；加急6小时`
  fileprivate var promise: String? {
    let parts = [deadline?.text].compactMap(\.self) + express.map(\.word)
    return parts.isEmpty ? nil : parts.joined(separator: "；")
  }
}
