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
    case .paperRefused(let slot, _, _, _, let reason?): "\(slot)：\(reason)"
    case .invoice(.requested(let request)): "\(request.kind) \(Self.yuan(request.fen)) 元"
    case .invoice(.issued(_, let number, _, _, _)): number
    case .invoice(.refused(_, let reason)): reason
    default: nil
    }
  }

  private static func yuan(_ fen: Int) -> String { Money(fen: fen)?.yuan ?? "" }
}
