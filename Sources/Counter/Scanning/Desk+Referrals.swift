// Pages that wait for somebody's eyes: shown as they are kept, and decided by the person who has signed in.
public import Domain
internal import Cryptography
internal import Records
public import Scans

/// A page that somebody would have taken beside pages of its copy to which it does not belong; nothing was changed.
public struct ApartFromItsCopy: Error, Explained {
  public let finding: ScanFinding
  public var explanation: Explanation { finding.explanation }
  public static let specimens = [
    ApartFromItsCopy(finding: ScanFinding(.refuse, .straddleTurned(31), box: "straddle"))
  ]
}

extension Desk {
  /// The picture of a page that waits, as JPEG.
  /// - Parameter digest: its first characters are enough, as long as no other page's begin so.
  public func picture(of digest: String, in text: String) throws -> [UInt8] {
    let referral = try referral(digest, in: order(text))
    guard let id = ObjectID(referral.paper.object) else { throw CounterError.noDocument(digest) }
    return try store.object(id)
  }

  /// Takes a page or does not; the journal keeps the digest of the picture that the person was shown.
  /// - Throws: `noDocument` when no page of that digest waits; `damagedRecord` when the picture is not that digest's.
  ///   `ApartFromItsCopy` when it goes together with no page of its copy that was taken.
  public func decide(
    _ digest: String, in text: String, accepted: Bool, reason: String?, worker: String = "/proc/self/exe"
  ) throws -> Order {
    let person = try acting()
    let order = try order(text)
    let referral = try referral(digest, in: order)
    guard Digest.sha256(try picture(of: digest, in: text)).hex == referral.digest else {
      throw CounterError.damagedRecord(order.number.text)
    }
    if accepted, let finding = try Sorting(desk: self, worker: worker).mismatch(of: referral.paper, in: order) {
      throw ApartFromItsCopy(finding: finding)
    }
    return try record(
      .paperDecided(digest: referral.digest, accepted: accepted, reason: reason), on: order.number, by: person)
  }

  private func referral(_ digest: String, in order: Order) throws(CounterError) -> Referral {
    let found = (order.referred ?? []).filter { $0.digest.hasPrefix(digest.lowercased()) }
    guard !digest.isEmpty, found.count == 1 else { throw .noDocument(digest) }
    return found[0]
  }
}
