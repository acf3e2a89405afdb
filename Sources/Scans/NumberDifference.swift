// The number read on a copy beside the order's: both masked, and where they differ.
internal import Domain

/// Two numbers as a message may show them; the numbers themselves are not in it.
public struct NumberDifference: Hashable, Sendable {
  /// One place where they differ: counted from 1, and what stands there.
  public struct Place: Hashable, Sendable {
    public let number: Int
    public let read: Character
    public let wanted: Character
  }

  /// Masked, as personal data is everywhere; a credit code is public.
  public let read: String
  public let wanted: String
  public let places: [Place]

  public init(read: String, wanted: String) {
    let isOpen = (try? SocialCreditCode(wanted)) != nil
    func shown(_ number: String) -> String {
      isOpen ? number : Masking.masked(number, .identityNumber(kindField: nil))
    }
    self.read = shown(read)
    self.wanted = shown(wanted)
    places = zip(read, wanted).enumerated().compactMap { place, pair in
      pair.0 == pair.1 ? nil : Place(number: place + 1, read: pair.0, wanted: pair.1)
    }
  }

  /// So many are a misread or mistyped digit; more are another number, of which the masked ends tell enough.
  private static let few = 3

  var chinese: String {
    guard places.count <= Self.few else { return "有 \(places.count) 位不同" }
    return places.map { "第 \($0.number) 位复印件为 \($0.read)、订单为 \($0.wanted)" }.joined(separator: "，")
  }

  var english: String {
    guard places.count <= Self.few else { return "\(places.count) characters differ" }
    return places.map { "character \($0.number) is \($0.read), the order has \($0.wanted)" }.joined(separator: ", ")
  }
}
