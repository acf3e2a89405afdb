// A step of the day that is interrupted, and what is left of an order at its end.
import Foundation
import Testing

/// A step of the day and what must be the same however often it was interrupted.
struct Scene {
  let name: String
  /// Done once, with the plug in.
  var before: () throws -> Void = {}
  let act: ([String: String]) throws -> Void
}

extension Stage {
  func isAcknowledged() throws {
    let states = try states()
    #expect(states == ["已确认"])
  }

  /// Attachments, bundles of the store's own, uploads and documents, folders left out.
  var left: [String] {
    ["store/objects", "store/outbox", "inbox/done", "outbox/documents"].flatMap { folder in
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(live)/\(folder)")) ?? []
      return paths.filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: "\(live)/\(folder)/\(path)", isDirectory: &isFolder)
          && !isFolder.boolValue
      }
    }
  }
}
