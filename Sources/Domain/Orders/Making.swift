// One token of an order on its way: an order for several has one for each, and each goes on whatever becomes of the others.

/// A token in the making. One that fails for good is given up, and another takes its place at no cost.
public struct Making: Hashable, Sendable, Codable {
  public enum Production: Hashable, Sendable, Codable {
    case started(token: String)
    case requested(token: String, id: String)
    case certified(token: String, id: String)
    case proven(token: String, serial: String)

    public var token: String {
      switch self {
      case .started(let token), .requested(let token, _), .certified(let token, _), .proven(let token, _): token
      }
    }
  }

  /// Counts from 1 within its order.
  public let item: Int
  public internal(set) var production: Production
  /// Whether the certificate is being written.
  public internal(set) var writing = false
  /// Why it was put aside; nil while it counts.
  public internal(set) var givenUp: String?

  init(_ item: Int, token: String) {
    self.item = item
    production = .started(token: token)
  }

  /// Whether there is still something to do on it.
  public var isOpen: Bool {
    if case .proven = production { false } else { givenUp == nil }
  }

  public var isProven: Bool {
    if case .proven = production { givenUp == nil } else { false }
  }

  /// The serial number of the certificate that is proven on it.
  public var serial: String? {
    if case .proven(_, let serial) = production { serial } else { nil }
  }

  /// The request that waits for its certificate.
  public var waitingRequest: String? {
    if case .requested(_, let id) = production, givenUp == nil { id } else { nil }
  }

  /// A certificate names the request it answers, every other event the token's number.
  func isMeant(by event: Event) -> Bool {
    switch event {
    case .certificateReceived(let id, _, _, _): waitingRequest == id
    case .tokenStep(_, let item), .certificateRequested(_, _, let item), .certificateProven(_, _, let item),
      .pinRenewed(_, _, let item):
      self.item == item ?? 1
    case .tokenGivenUp(let item, _): self.item == item
    default: false
    }
  }

  /// Nil when the event may not happen now.
  func after(_ event: Event) -> Making? {
    if case .tokenGivenUp(_, let reason) = event, givenUp == nil { return puttingAside(reason) }
    guard isOpen else { return nil }
    var next = self
    switch (production, event) {
    case (.certified, .tokenStep): next.writing = true
    case (_, .tokenStep): break
    case (.started(let token), .certificateRequested(let id, _, _)): next.production = .requested(token: token, id: id)
    case (.requested(let token, let id), .certificateReceived):
      next.production = .certified(token: token, id: id)
    case (.certified(let token, _), .certificateProven(let proven, let serial, _))
    where writing && (proven == token || token == Self.blank):
      (next.production, next.writing) = (.proven(token: proven, serial: serial), false)
    case (.started(let token), .pinRenewed(let proven, let serial, _)) where proven == token:
      next.production = .proven(token: proven, serial: serial)
    default: return nil
    }
    return next
  }

  /// A finished one too: it may have broken, or been erased, before anybody took it home.
  private func puttingAside(_ reason: String) -> Making {
    var next = self
    next.givenUp = reason
    return next
  }

  /// What stands for a token that had no name yet when work on it began.
  public static let blank = "blank"
}

extension Order {
  public var provenTokens: Int { makings.count(where: \.isProven) }

  /// The tokens that were finished and not given up.
  public var finished: [Making] { makings.filter(\.isProven) }

  /// The names of the tokens that count, for lists.
  public var tokens: [String] { makings.filter { $0.givenUp == nil }.map(\.production.token) }
}
