// page seals: the seals cut out of an order's papers, for whoever makes the electronic seal.
internal import Cryptography
public import Domain
internal import Files
internal import Records

extension Desk {
  /// A seal of a page that was taken, or that waits for a person.
  public struct ShownSeal: Sendable {
    public let slot: String
    public let page: Int?
    public let copy: Int
    public let isTaken: Bool
    public let seal: KeptSeal

    /// What its file is called, by paper, copy, page and box: the order's number stands in the folder's.
    public var file: String {
      let place = page.map { ["p\($0)"] } ?? []
      return ([slot, "\(copy)"] + place + [seal.name]).joined(separator: ".") + ".png"
    }
  }

  /// The seals of an order's papers, those of taken pages first.
  public func sealPictures(of order: Order) -> [ShownSeal] {
    let waiting = (order.referred ?? []).map(\.paper)
    return order.papers.flatMap { Self.seals(of: $0, isTaken: true) }
      + waiting.flatMap { Self.seals(of: $0, isTaken: false) }
  }

  private static func seals(of paper: Paper, isTaken: Bool) -> [ShownSeal] {
    (paper.seals ?? []).map {
      ShownSeal(slot: paper.slot, page: paper.page, copy: paper.copy, isTaken: isTaken, seal: $0)
    }
  }

  /// Writes the seals of pages that were taken into a folder, each as a transparent PNG. Whoever has a seal's picture
  /// can make the seal: somebody must have signed in.
  public func writeSealPictures(of text: String, to folder: String) throws -> [ShownSeal] {
    _ = try acting()
    let order = try order(text)
    let seals = sealPictures(of: order).filter(\.isTaken)
    guard !seals.isEmpty else { return [] }
    try disclose(.pictures, seals.count, of: [order.number.text], toPath: folder)
    try Files.makeFolder(folder)
    for shown in seals {
      try Files.write(picture(of: shown.seal, in: order.number), to: "\(folder)/\(shown.file)", mode: 0o600)
    }
    return seals
  }

  func picture(of seal: KeptSeal, in number: OrderNumber) throws -> [UInt8] {
    guard let id = ObjectID(seal.object) else { throw CounterError.damagedRecord(number.text) }
    return try store.object(id)
  }
}
