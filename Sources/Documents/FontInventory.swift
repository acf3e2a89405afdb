// What the doctor asks: which fonts are on this machine, and which package brings the ones that are not.

/// A font of the chain, installed or not.
public struct InventoriedFont: Hashable, Sendable {
  public let family: String
  public let path: String
  /// The Debian package that brings it.
  public let package: String
  /// Without it nothing can be printed; the others only widen the choice of rare characters.
  public let isNeeded: Bool
  public let isInstalled: Bool
}

extension FontBook {
  /// The whole chain in the order it is asked, as it is on this machine now.
  public static var inventory: [InventoriedFont] {
    FontFile.all.map {
      InventoriedFont(
        family: $0.family, path: $0.path, package: $0.package, isNeeded: $0.isNeeded, isInstalled: $0.isThere)
    }
  }
}
