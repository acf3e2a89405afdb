// The seals of a completed order, for whoever makes the electronic seal.
public import Bundles
internal import Cryptography
internal import Files

extension HeadOffice {
  /// Writes the seals of a completed order into a folder, as transparent PNG.
  /// - Returns: the seals with their files' names; none where the order has none.
  public func writeSeals(
    of order: String, to folder: String
  ) throws -> [(seal: OrderPayload.Seal, file: String)] {
    guard let row = try applied(OrderPayload.kind).filter({ $0.id == order }).max(by: { $0.revision < $1.revision })
    else { throw OfficeRefusal.noOrder(order) }
    let pictures = try applied(PaperPayload.kind).filter { $0.device == row.device }
    let seals = try kept(OrderPayload.self, row).seals ?? []
    if !seals.isEmpty { try Files.makeFolder(folder, mode: 0o700) }
    return try seals.map { seal in
      guard let kept = pictures.first(where: { $0.id == seal.record(of: order) }) else {
        throw HeadOfficeError.damaged("evidence/\(seal.record(of: order))")
      }
      let picture = try self.kept(PaperPayload.self, kept).picture.bytes
      guard Digest.sha256(picture).hex == seal.sha256 else {
        throw HeadOfficeError.damaged("evidence/\(kept.evidence)")
      }
      let file = "\(seal.name).\(seal.copy).png"
      try Files.write(picture, to: "\(folder)/\(file)", mode: 0o600)
      return (seal, file)
    }
  }
}
