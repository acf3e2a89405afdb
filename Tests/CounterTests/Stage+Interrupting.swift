// The plug is pulled at every write of a scene, and the scene is played again.
import Files
import Foundation
import Processes
import Testing

extension Stage {
  /// Plays a scene once whole, then again and again from where it began with the plug pulled one write later each time.
  /// - Returns: how many writes the scene makes.
  func play(_ scene: Scene) throws -> Int {
    try scene.before()
    try copy(live, to: kept)
    try scene.act([:])
    let wanted = try picture()
    let after = "\(Files.parent(of: live))/after"
    try copy(live, to: after)
    // SCENE=retire pulls the plug in that scene alone, for whoever works on it.
    if let only = ProcessInfo.processInfo.environment["SCENE"], only != scene.name { return 1 }
    var writes = 0
    while true {
      try copy(kept, to: live)
      let count = "\(Files.parent(of: live))/count"
      try? Files.remove(count)
      try scene.act(interruption(at: writes + 1, count))
      let done = (try? Files.read(count, limit: 1 << 20).count) ?? 0
      if done <= writes { break }
      writes += 1
      try scene.act([:])
      let found = try picture()
      #expect(found == wanted, "\(scene.name), plug pulled after write \(writes)")
    }
    try copy(after, to: live)
    return writes
  }

  private func interruption(at step: Int, _ count: String) -> [String: String] {
    [
      "LD_PRELOAD": "\(programs)/libinterruption.so", "INTERRUPTION_AT": "\(step)", "INTERRUPTION_COUNT": count,
    ]
  }

  /// States, document bytes and certificates: what may not depend on where the plug was pulled.
  private func picture() throws -> [String] {
    let orders = try certkiosk(["order", "list"]).outputText
    var facts = [orders]
    for name in (try? Files.names(in: "\(live)/outbox/documents/T-1")) ?? [] where name.hasSuffix(".pdf") {
      facts.append("\(name) \(try Files.read("\(live)/outbox/documents/T-1/\(name)", limit: 1 << 26).hashValue)")
    }
    if orders.isEmpty { facts.append("left \(left)") }
    facts.append(
      "certificates \((try? Files.names(in: "\(live)/issuer/issued").filter { $0.hasSuffix(".json") }.count) ?? 0)")
    return facts
  }

  private func copy(_ from: String, to: String) throws {
    try Files.removeTree(to)
    try sure(Program.run("cp", ["-a", from, to]))
  }
}
