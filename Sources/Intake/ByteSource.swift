// A file's bytes, a piece at a time, read as often as needed from the beginning.
internal import Domain
internal import Files
internal import Glibc

/// An open file that is read in order. It may change meanwhile; then it is read as it is.
final class ByteSource {
  /// Shares a descriptor, which has one owner.
  private final class OpenFile {
    let descriptor: Descriptor

    init(_ path: String) throws(FileFailure) { descriptor = try Descriptor(path, O_RDONLY | O_NONBLOCK) }
  }

  /// Nil for text in memory.
  private let file: OpenFile?
  private let memory: [UInt8]
  /// Where in memory reading goes on.
  private var offset = 0
  let path: String
  let size: Int

  /// - Parameter name: what findings call it.
  init(_ bytes: [UInt8], name: String, limit: Int) throws(Stop) {
    (file, memory) = (nil, bytes)
    path = name
    size = bytes.count
    guard size <= limit else { throw Stop(.fileTooLarge(limit: limit)) }
    guard size > 0 else { throw Stop(.empty) }
  }

  init(_ path: String, limit: Int) throws(Stop) {
    self.path = path
    switch Files.kind(of: path) {
    case .file: break
    case .folder, .other: throw Stop(.notAFile)
    case nil: throw Stop(.unreadable(SystemErrorNumber(errno)))
    }
    let file: OpenFile
    do throws(FileFailure) { file = try OpenFile(path) } catch { throw Stop(.unreadable(error.reason)) }
    (self.file, memory) = (file, [])
    var status = stat()
    guard fstat(file.descriptor.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Stop(.notAFile) }
    size = Int(status.st_size)
    guard size <= limit else { throw Stop(.fileTooLarge(limit: limit)) }
    guard size > 0 else { throw Stop(.empty) }
  }

  func seek(to offset: Int) {
    if let file { lseek(file.descriptor.number, off_t(offset), SEEK_SET) } else { self.offset = offset }
  }

  /// Appends up to 64 KiB; false at the end.
  func read(into buffer: inout [UInt8]) throws(Stop) -> Bool {
    let room = 1 << 16
    guard let file else { return readMemory(into: &buffer, room) }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = Glibc.read(file.descriptor.number, bytes.baseAddress?.advanced(by: start), room)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    buffer.removeLast(room - max(0, count))
    guard count >= 0 else { throw Stop(.unreadable(SystemErrorNumber(errno))) }
    return count > 0
  }

  private func readMemory(into buffer: inout [UInt8], _ room: Int) -> Bool {
    guard offset < memory.count else { return false }
    let end = min(memory.count, offset + room)
    buffer += memory[offset..<end]
    offset = end
    return true
  }
}
