// What the command line asks for.
internal import Domain
import Foundation
internal import Files
internal import PaperSimulator

struct SimulatorOrder {
  private var boxes = ""
  private var page = 1
  private var kind = ScanModel.Kind.scanner
  private var story = PaperCase.good
  private var isSigned = false
  private var stamp: SealStamp?
  private var stamps: [String: SealStamp] = [:]
  private var seed: UInt64 = 1
  private var copySeed: UInt64?
  private var changes: [(inout ScanModel) -> Void] = []
  private var truth: String?
  private var files: [String] = []

  /// Nil when the words make no sense.
  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        files.append(word)
        continue
      }
      guard takeFlag(word) || rest.popFirst().map({ take(word, $0) }) == true else { return nil }
    }
    guard files.count == 2, !boxes.isEmpty else { return nil }
  }

  private mutating func takeFlag(_ word: String) -> Bool {
    switch word {
    case "--sign": isSigned = true
    case "--grey": changes.append { $0.isGrey = true }
    case "--bilevel": changes.append { $0.isBilevel = true }
    default: return false
    }
    return true
  }

  private mutating func take(_ word: String, _ value: String) -> Bool {
    switch word {
    case "--boxes": boxes = value
    case "--truth": truth = value
    case "--page": return set(&page, Int(value))
    case "--seed": return set(&seed, UInt64(value))
    case "--copy-seed":
      copySeed = UInt64(value)
      return copySeed != nil
    case "--scan": return set(&kind, ScanModel.Kind(rawValue: value))
    case "--case": return set(&story, PaperCase(rawValue: value))
    case "--seal": return takeSeal(value)
    default: return change(word, value)
    }
    return true
  }

  /// One stamp for every box, or `NAME=…` for the box of that name.
  private mutating func takeSeal(_ value: String) -> Bool {
    let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return set(&stamp, SealStamp(words: value)) }
    return set(&stamps[parts[0]], SealStamp(words: parts[1]))
  }

  private func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  private mutating func change(_ word: String, _ value: String) -> Bool {
    guard let number = Double(value) else { return false }
    switch word {
    case "--dpi":
      changes.append { model in
        if model.claimedDPI == model.dpi { model.claimedDPI = number }
        model.dpi = number
      }
    case "--skew": changes.append { $0.skew = number }
    case "--turn": changes.append { $0.quarterTurns = Int(number) / 90 }
    case "--jpeg": changes.append { $0.quality = Int(number) }
    case "--print-scale": changes.append { $0.printScale = number }
    case "--blur": changes.append { $0.blur = number }
    case "--noise": changes.append { $0.noise = number }
    case "--keystone": changes.append { $0.keystone = number }
    case "--curl": changes.append { $0.curl = number }
    case "--folds": changes.append { $0.folds = Int(number) }
    case "--stains": changes.append { $0.stains = Int(number) }
    case "--crop": changes.append { $0.cropped = number }
    case "--exif" where (1...8).contains(number): changes.append { $0.orientation = Int(number) }
    default: return false
    }
    return true
  }

  func carryOut() throws(SimulatorError) {
    let list = try SimulatedBox.list(try read(boxes))
    var scan = ScanModel.typical(kind, seed: seed)
    for change in changes { change(&scan) }
    var simulation = Simulation(page: page, boxes: list, scan: scan, seed: seed)
    simulation.story = story
    simulation.isSigned = isSigned
    simulation.copySeed = copySeed ?? seed
    simulation.stamp = stamp
    simulation.stamps = stamps
    let result = simulation.run(on: try PrintedPage(pdf: files[0], page: page))
    guard let jpeg = try? StoredPicture.jpeg(result.picture, scan) else { throw .cannotWrite("JPEG") }
    try write(jpeg, files[1])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let truth, let json = try? encoder.encode(result.truth) else { return }
    try write(Array(json), truth)
  }

  private func read(_ path: String) throws(SimulatorError) -> [UInt8] {
    do { return try Files.read(path, limit: 10_000_000) } catch { throw .boxes }
  }

  private func write(_ bytes: [UInt8], _ path: String) throws(SimulatorError) {
    do { try Files.write(bytes, to: path) } catch { throw .cannotWrite(error.reason.english) }
  }
}

extension SealStamp {
  /// `round:42:印文`, `oval:45x30`, `square:20`.
  fileprivate init?(words: String) {
    let parts = words.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count >= 2, let shape = Shape(rawValue: parts[0]) else { return nil }
    let sides = parts[1].split(separator: "x").compactMap { Double($0) }
    guard let width = sides.first, sides.allSatisfy({ $0 > 5 && $0 < 80 }) else { return nil }
    let text = parts.count == 3 ? parts[2] : "样章测试有限公司公章"
    self.init(shape, width: width, height: sides.count > 1 ? sides[1] : nil, text: text, centre: Spot(0, 0))
  }
}
