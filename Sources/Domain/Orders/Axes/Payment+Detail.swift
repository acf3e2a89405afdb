// What the history tells of money besides each event's title.

extension Event {
  /// What the history tells besides the event's title: sums and reasons that somebody answers for.
  public var detail: String? {
    switch self {
    case .paymentRecorded(let entry), .payment(.settled(let entry, _)): "\(entry.id)：\(Self.yuan(entry.fen)) 元"
    case .paymentConfirmed(let entry, _), .payment(.reconciled(let entry, _, _)), .payment(.reversed(let entry, _)):
      entry
    case .paymentDisputed(let entry, let reason): "\(entry)：\(reason)"
    case .payment(.correctionProposed(let correction)):
      "\(correction.id)：第 \(correction.entry) 笔改为 \(Self.yuan(correction.fen)) 元，\(correction.reason)"
    case .payment(.correctionConfirmed(let id)): id
    case .payment(.correctionDeclined(let id, let reason)): "\(id)：\(reason)"
    case .paperRefused(let slot, let page, let codes, _, let reason, _, let digest):
      Self.paper(slot, page, codes, digest, reason)
    case .paperReferred(let referral):
      Self.paper(referral.paper.slot, referral.paper.page, referral.codes, referral.digest, nil)
    case .paperDecided(let digest, _, let reason): Self.told(["图片 \(digest.prefix(8))", reason].compactMap(\.self))
    case .invoice(.requested(let request)): "\(request.kind) \(Self.yuan(request.fen)) 元"
    case .invoice(.issued(_, let number, _, _, _)): number
    case .invoice(.refused(_, let reason)): reason
    default: nil
    }
  }

  /// Such as `application-form 第 1 页：C60，图片 3fa94c01`.
  private static func paper(
    _ slot: String, _ page: Int?, _ codes: [String], _ digest: String?, _ reason: String?
  ) -> String {
    let place = slot + (page.map { " 第 \($0) 页" } ?? "")
    let picture = digest.map { "图片 \($0.prefix(8))" }
    let rest = [codes.isEmpty ? nil : codes.joined(separator: " "), picture, reason].compactMap(\.self)
    return rest.isEmpty ? place : "\(place)：\(told(rest))"
  }

  private static func told(_ parts: [String]) -> String { parts.joined(separator: "，") }

  private static func yuan(_ fen: Int) -> String { Money(fen: fen)?.yuan ?? "" }
}
