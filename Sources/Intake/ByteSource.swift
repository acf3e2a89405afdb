// A file's bytes, a piece at a time, read as often as needed from the beginning.
internal import Files
internal import Glibc

/// An open file that is read in order. It may change meanwhile; then it is read as it is.
final class ByteSource {
  private let file: Descriptor
  let path: String
  let size: Int

  init(_ path: String, limit: Int) throws(Stop) {
    self.path = path
    switch Files.kind(of: path) {
    case .file: break
    case .folder, .other: throw Stop(.notAFile)
    case nil: throw Stop(.unreadable(reason: String(cString: strerror(errno))))
    }
    do throws(FileFailure) { file = try Descriptor(path, O_RDONLY | O_NONBLOCK) } catch {
      throw Stop(.unreadable(reason: error.reason))
    }
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Stop(.notAFile) }
    size = Int(status.st_size)
    guard size <= limit else { throw Stop(.fileTooLarge(limit: limit)) }
    guard size > 0 else { throw Stop(.empty) }
  }

  func seek(to offset: Int) { lseek(file.number, off_t(offset), SEEK_SET) }

  /// Appends up to 64 KiB; false at the end.
  func read(into buffer: inout [UInt8]) throws(Stop) -> Bool {
    let room = 1 << 16
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = buffer.withUnsafeMutableBytes { bytes in
      while true {
        let count = Glibc.read(file.number, bytes.baseAddress?.advanced(by: start), room)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    buffer.removeLast(room - max(0, count))
    guard count >= 0 else { throw Stop(.unreadable(reason: String(cString: strerror(errno)))) }
    return count > 0
  }
}
