// The ideographs that GB 18030-2022 asks for at its level 3.
import Foundation

enum Ideographs {
  /// The unified ideographs and their extensions A, B, C, D, E and F, as Unicode 15 assigns them.
  static let blocks: [ClosedRange<UInt32>] = [
    0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1,
    0x2CEB0...0x2EBE0,
  ]
}

/// Whether `make test LONG=1` runs, which takes minutes.
enum LongMode {
  static var isOn: Bool { ProcessInfo.processInfo.environment["LONG"].map { !$0.isEmpty && $0 != "0" } ?? false }
}
