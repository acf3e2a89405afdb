// bundle verify: whether a bundle on a stick is whole, without taking anything from it.
internal import Bundles
internal import Cryptography
public import Domain
internal import Files
internal import Records

extension Desk {
  /// One record of a bundle, looked at and left alone.
  public struct VerifiedRecord: Sendable {
    public let record: String
    public let kind: String
    public let fault: Explanation?
  }

  /// Looks at a bundle as import would: one from head office by its signatures, seals and contents, one of this
  /// kiosk's own by the bytes that were written, because its contents are sealed to head office.
  public func verifyBundle(_ path: String) throws -> [VerifiedRecord] {
    if let own = try store.bundles(.up).first(where: { Files.name(of: $0.path) == Files.name(of: path) }) {
      let records = try BundleReader.examineOwn(
        path, digest: own.digest.hex, author: identity(), at: clock.now())
      return records.map {
        VerifiedRecord(record: $0.entry.id, kind: $0.entry.kind, fault: $0.fault?.explanation)
      }
    }
    return try open(path).records.map { entry, result in
      VerifiedRecord(record: entry.id, kind: entry.kind, fault: result.fault?.explanation)
    }
  }
}

extension OpenedBundle.Result {
  fileprivate var fault: BundleError? {
    switch self {
    case .success: nil
    case .failure(let error): error
    }
  }
}
