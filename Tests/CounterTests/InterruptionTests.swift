// The plug is pulled after every sync and every rename of every step of an order's day; running the step again ends in
// the same states, the same document bytes and one certificate for one request.
import Files
import Foundation
import Testing

@Suite(.serialized) struct InterruptionTests {
  @Test func `every step survives a pulled plug at every write`() throws {
    let stage = try Stage()
    try stage.open()
    var counts: [String: Int] = [:]
    for scene in stage.scenes { counts[scene.name] = try stage.play(scene) }  // SCENE=retire plays one.
    for (name, count) in counts { #expect(count > 0, "\(name) wrote nothing") }
    print(counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
    #expect(try stage.states().isEmpty && stage.states(["--state", "已销毁"]) == ["已销毁"])
    #expect(stage.left.isEmpty)
    #expect(try Files.names(in: "\(stage.live)/issuer/issued").count == 1)
  }
}
