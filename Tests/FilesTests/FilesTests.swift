// Files are there whole or not at all, never through a link, never over another, never beyond a limit.
import Files
import Foundation
import Testing

@Suite final class FilesTests {
  private let folder = NSTemporaryDirectory() + "files-\(UUID().uuidString)"

  init() throws { try Files.makeFolder(folder, mode: 0o700) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a file is replaced whole, keeps its mode, and leaves nothing beside it`() throws {
    try Files.write([1, 2, 3], to: "\(folder)/a", mode: 0o600)
    try Files.write([4], to: "\(folder)/a", mode: 0o600)
    #expect(try Files.read("\(folder)/a", limit: 10) == [4])
    #expect(try mode("\(folder)/a") == 0o600)
    #expect(try Files.names(in: folder) == ["a"])
  }

  @Test func `what cannot be written leaves the old content`() throws {
    try Files.write([1], to: "\(folder)/kept")
    #expect(throws: FileFailure.self) { try Files.write([2], to: "\(folder)/missing/kept") }
    #expect(throws: FileFailure.self) { try Files.write([2], to: "\(folder)/kept/kept") }
    try Files.makeFolder("\(folder)/taken")
    #expect(throws: FileFailure.self) { try Files.write([2], to: "\(folder)/taken") }
    #expect(try Files.read("\(folder)/kept", limit: 10) == [1])
    #expect(try Files.names(in: folder).sorted() == ["kept", "taken"])
  }

  @Test func `a new file or folder never takes another's place`() throws {
    try Files.writeNew([1], to: "\(folder)/new")
    #expect(throws: FileFailure.self) { try Files.writeNew([2], to: "\(folder)/new") }
    #expect(try Files.read("\(folder)/new", limit: 10) == [1])
    try Files.makeFolder("\(folder)/finished")
    try Files.makeFolder("\(folder)/there")
    try Files.write([1], to: "\(folder)/there/content")
    #expect(throws: FileFailure.self) { try Files.moveNew("\(folder)/finished", to: "\(folder)/there") }
    #expect(try Files.names(in: "\(folder)/there") == ["content"])
    try Files.moveNew("\(folder)/finished", to: "\(folder)/place")
    #expect(Files.kind(of: "\(folder)/place") == .folder && Files.kind(of: "\(folder)/finished") == nil)
  }

  @Test func `finished folders get their names together, and none takes another's`() throws {
    func finished(_ name: String, _ content: UInt8) throws -> (folder: String, path: String) {
      try Files.makeFolder("\(folder)/.\(name)")
      try Files.writeInside([content], to: "\(folder)/.\(name)/content")
      return ("\(folder)/.\(name)", "\(folder)/\(name)")
    }
    let disk = try WatchedDisk(of: folder)
    try Files.keepNew([], on: disk)
    try Files.keepNew([finished("a", 1)], on: disk)
    try Files.keepNew([finished("b", 2), finished("c", 3)], on: disk)
    #expect(try Files.names(in: folder) == ["a", "b", "c"])
    #expect(try Files.read("\(folder)/c/content", limit: 10) == [3])
    #expect(throws: FileFailure.self) {
      try Files.keepNew([finished("d", 4), finished("a", 5), finished("e", 6)], on: disk)
    }
    #expect(try Files.names(in: folder).filter { !$0.hasPrefix(".") } == ["a", "b", "c", "d", "e"])
    #expect(try Files.read("\(folder)/a/content", limit: 10) == [1])
  }

  @Test func `where one wait does not keep everything each file is asked`() throws {
    let disk = try WatchedDisk(of: "/proc")
    for name in ["a", "b"] {
      try Files.makeFolder("\(folder)/.\(name)")
      try Files.writeInside([1], to: "\(folder)/.\(name)/content")
    }
    try Files.keepNew(["a", "b"].map { ("\(folder)/.\($0)", "\(folder)/\($0)") }, on: disk)
    #expect(try Files.names(in: folder) == ["a", "b"])
    // What each file is asked for is seen where one cannot be: it is gone, and nothing gets a name.
    try Files.makeFolder("\(folder)/.c")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/.c/content", withDestinationPath: "\(folder)/none")
    try Files.makeFolder("\(folder)/.d")
    #expect(throws: FileFailure.self) {
      try Files.keepNew(["c", "d"].map { ("\(folder)/.\($0)", "\(folder)/\($0)") }, on: disk)
    }
    #expect(try Files.names(in: folder).filter { !$0.hasPrefix(".") } == ["a", "b"])
    #expect(throws: FileFailure.self) { try WatchedDisk(of: "\(folder)/none") }
  }

  @Test func `a file larger than the limit is not read`() throws {
    try Files.write([UInt8](repeating: 7, count: 100), to: "\(folder)/large")
    #expect(try Files.read("\(folder)/large", limit: 100).count == 100)
    let failure = #expect(throws: FileFailure.self) { try Files.read("\(folder)/large", limit: 99) }
    #expect(failure?.code == EFBIG)
    #expect(try Files.beginning(of: "\(folder)/large", 3) == [7, 7, 7])
  }

  @Test func `a link is not followed where links are not wanted, and what it points to outlives it`() throws {
    try Files.makeFolder("\(folder)/real")
    try Files.write([1], to: "\(folder)/real/a")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/a", withDestinationPath: "\(folder)/real/a")
    #expect(Files.kind(of: "\(folder)/link") == .folder && Files.kindWithoutLinks(of: "\(folder)/link") == .other)
    #expect(throws: FileFailure.self) { try Files.readWithoutLinks("\(folder)/a", limit: 10) }
    try Files.removeTree("\(folder)/link")
    #expect(Files.kindWithoutLinks(of: "\(folder)/link") == nil)
    #expect(try Files.read("\(folder)/real/a", limit: 10) == [1])
    try Files.removeTree("\(folder)/real")
    try Files.removeTree("\(folder)/real")
    #expect(Files.kind(of: "\(folder)/real") == nil)
    // What cannot even be looked at was not removed.
    #expect(throws: FileFailure.self) { try Files.removeTree("\(folder)/\(String(repeating: "n", count: 300))") }
  }
}
