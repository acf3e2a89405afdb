// Which files of a folder were dealt with, so that a run that was stopped goes on where it was.
internal import Cryptography
internal import Files
internal import Glibc
internal import Domain

/// A file of digests, one a line, added to after each upload. It holds no name and no one's data.
final class ScanLedger {
  private let file: Descriptor
  private var digests: Set<String>

  /// - Throws: when another run holds the ledger, or it cannot be written.
  init(_ path: String) throws {
    file = try Descriptor(path, O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
    guard try file.lock() else { throw FileFailure(path, "flock", code: EWOULDBLOCK) }
    let text = String(decoding: try file.readAll(limit: 1 << 28), as: UTF8.self)
    // A line cut short by a crash is no digest of anything: that upload is dealt with again.
    digests = Set(text.split(separator: "\n").filter { $0.utf8.count == 64 }.map(String.init))
  }

  func holds(_ path: String) -> Bool { digest(of: path).map { digests.contains($0) } ?? false }

  /// - Parameter judged: SHA-256 of the bytes that were judged, whatever the file has by now; nil where there were too many.
  func add(_ path: String, _ judged: [UInt8]?) throws {
    guard let digest = judged?.hex ?? digest(of: path), digests.insert(digest).inserted else { return }
    try file.write(Array("\(digest)\n".utf8))
    try file.sync()
  }

  /// Nil for what cannot be read: it is told again each time.
  private func digest(of path: String) -> String? {
    (try? Files.read(path, limit: 1 << 26)).map { Digest.sha256($0).hex }
  }
}
