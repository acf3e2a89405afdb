// The seal pictures of a completed order on their way to head office, which has the electronic seal made.
internal import Bundles
internal import Cryptography
internal import Domain

extension Desk {
  /// What the order's record says of its seals, and the records that carry the pictures.
  func sealRecords(of order: Order) throws -> (seals: [OrderPayload.Seal], pictures: [BundleRecord]) {
    var seals: [OrderPayload.Seal] = []
    var pictures: [BundleRecord] = []
    for shown in sealPictures(of: order) where shown.isTaken {
      let picture = try picture(of: shown.seal, in: order.number)
      let seal = OrderPayload.Seal(
        name: shown.seal.name, sealClass: shown.seal.sealClass, copy: shown.copy,
        sha256: Digest.sha256(picture).hex, width: Self.micrometres(shown.seal.width),
        height: Self.micrometres(shown.seal.height), pictureWidth: shown.seal.pictureWidth,
        pictureHeight: shown.seal.pictureHeight)
      seals.append(seal)
      let id = seal.record(of: order.number.text)
      guard !pictures.contains(where: { $0.id == id }) else { continue }
      pictures.append(try BundleRecord(id: id, PaperPayload(order: order.number.text, picture: picture)))
    }
    return (seals, pictures)
  }

  private static func micrometres(_ millimetres: Double) -> Int { Int((millimetres * 1000).rounded()) }
}
