// A paper of a business type, and the seals that it and a certificate may carry.
public import Domain

/// A paper of a business type: one we make, or one the applicant brings.
public struct DocumentSlot: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Made from this definition in the service's folder.
    case form(String)
    case upload
  }

  public let id: String
  /// In the service's words.
  public let title: String
  public let source: Source
  /// How many copies the service wants on paper.
  public let copies: Int
  /// Whether a scan must come back.
  public let returned: Bool
  /// Whether somebody must sign it by hand.
  public let signed: Bool
  /// The seal class that must be on it.
  public let seal: String?
  /// Whether a seal must run across the edges of all pages (骑缝章).
  public let straddled: Bool
  /// Whether the clerk compares it with the original and keeps the copy (核原件，收复印件).
  public let original: Bool
  /// On a copy that the applicant brings: the field whose number must stand on it; nil where none is compared.
  public let copyOf: FieldID?
  /// Nil for a paper that is always asked for.
  public let condition: ServiceVocabulary.Condition?

  /// Such as `单位数字证书申请表，一式 2 份，签字，盖章，骑缝盖章`.
  public var checklistLine: String {
    ([title] + (copies > 1 ? ["一式 \(copies) 份"] : []) + wanted).joined(separator: "，")
  }

  /// What the counter looks for on it, such as `签字，盖章`.
  public var requirements: String { wanted.joined(separator: "，") }

  /// Its row of the list `papers`.
  public func fact(isHere: Bool) -> [FieldID: String] {
    [
      "title": title, "copies": String(copies), "source": source == .upload ? "自备" : "本机打印", "wanted": requirements,
      "state": isHere ? "已收" : "未收",
    ]
  }

  private var wanted: [String] {
    [
      signed ? "签字" : nil, seal == nil ? nil : "盖章", straddled ? "骑缝盖章" : nil, original ? "原件备查" : nil,
    ].compactMap { $0 }
  }
}

/// A kind of seal with its size on paper, in millimetres.
public struct SealClass: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case round(diameter: Double)
    case oval(width: Double, height: Double)
    case square(side: Double)
  }

  public let id: String
  public let title: String
  public let shape: Shape
  /// Measured diameters, widths or sides inside are accepted; outside a person looks.
  public let accepted: ClosedRange<Double>
  /// Classes that are as good wherever this one is asked for, such as the oval seal of a foreign-invested company.
  public let also: [String]
  /// Where it is defined.
  public let place: Place
}

extension [SealClass] {
  /// What may be stamped where one class is asked for, that class first.
  public func fit(for id: String) -> [SealClass] {
    guard let own = first(where: { $0.id == id }) else { return [] }
    return [own] + own.also.compactMap { other in first { $0.id == other } }
  }
}
