// What `paper-simulator generate` is asked for.
import Foundation
internal import PaperSimulator

struct GeneratorOrder {
  private var documents = ""
  private var folder = ""
  private var count = 100
  private var seed: UInt64 = 1
  private var cases: [PaperCase] = []
  private var kinds: [ScanModel.Kind] = []
  private var goodShare: Double?

  /// Nil when the words make no sense.
  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let value = rest.popFirst(), take(word, value) else { return nil }
    }
    guard !documents.isEmpty, !folder.isEmpty else { return nil }
  }

  private mutating func take(_ word: String, _ value: String) -> Bool {
    switch word {
    case "--documents": documents = value
    case "--to": folder = value
    case "--count": return Int(value).map { count = $0 } != nil && count > 0
    case "--seed": return UInt64(value).map { seed = $0 } != nil
    case "--case": return PaperCase(rawValue: value).map { cases.append($0) } != nil
    case "--scan": return ScanModel.Kind(rawValue: value).map { kinds.append($0) } != nil
    case "--good": return Double(value).map { goodShare = $0 } != nil
    default: return false
    }
    return true
  }

  func carryOut() throws(SimulatorError) {
    var generator = try Generator(folder: documents)
    if !cases.isEmpty { generator.cases = cases }
    if !kinds.isEmpty { generator.kinds = kinds }
    if let goodShare { generator.goodShare = goodShare }
    let count = count
    try generator.write(generator.tasks(count, seed: seed), to: folder) { done in
      guard done.isMultiple(of: 50) else { return }
      FileHandle.standardError.write(Data("\(done)/\(count)\n".utf8))
    }
  }
}
