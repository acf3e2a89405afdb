// Times a store of many orders: opening it, finding by a part of a name, the list of what comes next, one step.
import Counter
import Domain
import Files
import Foundation
import Records
import Services

/// The milliseconds that each of the works took at one size, medians.
struct Times {
  let size: Int
  var opening = 0.0
  var rareName = 0.0
  var commonName = 0.0
  var nextActions = 0.0
  var step = 0.0
  var megabytes = 0.0

  var figures: [(String, Double)] {
    [
      ("opening the store and reading an order", opening), ("search: a rare part of a name", rareName),
      ("search: 公司, the first 50", commonName), ("list of what comes next, the first 50", nextActions),
      ("one step of one order, journalled and synced", step),
    ]
  }
}

let root = FileManager.default.currentDirectoryPath
let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let folder = NSTemporaryDirectory() + "order-bench-\(UUID().uuidString)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

var all: [Times] = []
for size in sizes.isEmpty ? [1_000, 100_000] : sizes {
  try FileManager.default.createDirectory(atPath: "\(folder)/\(size)", withIntermediateDirectories: true)
  let crowd = try Crowd(size: size, folder: "\(folder)/\(size)", forms: "\(root)/Forms")
  all.append(try crowd.times())
}
report(all)

func report(_ all: [Times]) {
  let heads = all.map { "\($0.size) orders, ms" }
  print("| | \(heads.joined(separator: " | ")) | growth |")
  print("|---|\(String(repeating: "--:|", count: all.count + 1))")
  for (index, figure) in (all.first?.figures ?? []).enumerated() {
    let values = all.map { $0.figures[index].1 }
    let growth = (values.last ?? 0) / max(values.first ?? 1, 0.001)
    print("| \(figure.0) | \(values.map(rounded).joined(separator: " | ")) | \(rounded(growth))× |")
  }
  print("| the store's file, MB | \(all.map { rounded($0.megabytes) }.joined(separator: " | ")) | |")
}

func rounded(_ number: Double) -> String {
  number < 10 ? "\((number * 100).rounded() / 100)" : "\((number * 10).rounded() / 10)"
}
