// Reads what a pack says about old certificates and about people at the counter: windows, conversions, originals.
public import Domain

/// How an upgrade is paid for with the time that is left.
public struct UpgradeTerms: Hashable, Sendable {
  /// The price of a year.
  public let annual: Money
  /// The media that may be upgraded, by the beginning of their answer to reset in hexadecimal; empty takes any.
  public let media: [String: [String]]

  package init(annual: Money, media: [String: [String]]) { (self.annual, self.media) = (annual, media) }

  /// The kind of medium that answers like this; nil for one that the pack does not know.
  public func medium(answering answer: [UInt8]) -> String? {
    let digits = answer.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    return media.sorted { $0.key < $1.key }.first { $0.value.contains { digits.hasPrefix($0) } }?.key
  }
}

/// Who must be looked at, and which originals, before which step.
public struct PresenceTerms: Hashable, Sendable {
  public let parties: [Party]
  public let identifiedBefore: Step
  public let originalsBefore: Step
  /// The step before which forms are registered at the desk; nil where the service knows no such step.
  public let registeredBefore: Step?
  /// Titles of the channels whose applicants send everything by post: the reviewer judges their sealed copies.
  public let absent: Set<String>

  /// Where a pack says nothing: the agent and all originals before production.
  public static let usual = PresenceTerms(
    parties: [.agent], identifiedBefore: .production, originalsBefore: .production, registeredBefore: nil, absent: [])
}

struct TermsReader {
  let reader: DefinitionReader
  /// Of a window: about a hundred years.
  private static let mostDays = 36_500

  func window(_ node: YAMLNode?) -> RenewalWindow {
    guard let node else { return .whileValid }
    let values = reader.fields(node, .window)
    return RenewalWindow(
      daysBefore: values["days-before"].flatMap { reader.positive($0, upTo: Self.mostDays) },
      afterExpiry: values["after-expiry"].flatMap { reader.positive($0, upTo: Self.mostDays) })
  }

  func upgrade(_ node: YAMLNode) -> UpgradeTerms? {
    let values = reader.fields(node, .upgrade)
    guard let price = reader.yuan(values["annual"]) else { return nil }
    let media = values["media"].map { reader.entries($0) } ?? []
    return UpgradeTerms(
      annual: price,
      media: Dictionary(
        media.map { entry in (entry.key, reader.texts(entry.value).map { $0.lowercased() }) },
        uniquingKeysWith: { first, _ in first }))
  }

  func unbinding(_ node: YAMLNode) -> UnbindingLimit? {
    let values = reader.fields(node, .unbinding)
    guard let tries = values["tries"].flatMap({ reader.positive($0, upTo: 100) }),
      let hours = values["hours"].flatMap({ reader.positive($0, upTo: 8760) })
    else { return nil }
    return UnbindingLimit(tries: tries, hours: hours)
  }

  /// - Parameter channels: the titles of all channels of the pack.
  func presence(_ node: YAMLNode, channels: [String]) -> PresenceTerms? {
    let values = reader.fields(node, .presence)
    let parties = Party.allCases.map { ($0.rawValue, $0) }
    guard let before = step(values["before"]), let originals = step(values["originals"]) else { return nil }
    return PresenceTerms(
      parties: reader.list(values["identify"]).compactMap { reader.word($0, among: parties) },
      identifiedBefore: before, originalsBefore: originals, registeredBefore: step(values["registration"]),
      absent: Set(reader.list(values["absent"]).compactMap { reader.word($0, among: channels.map { ($0, $0) }) }))
  }

  private func step(_ node: YAMLNode?) -> Step? {
    reader.word(node, among: Step.allCases.map { ($0.rawValue, $0) })
  }
}
