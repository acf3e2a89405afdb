// Which other programs use the smart-card service: it does not tell who holds a card, so that its clients are named.
internal import Glibc

enum CardServiceUsers {
  /// Programs of this machine that have loaded the service's library, apart from this one and the service itself; as far
  /// as this user may see them.
  static var names: [String] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: Set<String> = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard let number = Int32(name), number != getpid(), read("/proc/\(number)/maps").contains("libpcsclite") else {
        continue
      }
      found.insert(read("/proc/\(number)/comm").trimming { $0.isNewline })
    }
    return found.subtracting(["pcscd", ""]).sorted()
  }

  private static func read(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var (bytes, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while case let count = Glibc.read(file, &part, part.count), count > 0, bytes.count < 1 << 22 {
      bytes += part.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  fileprivate func trimming(_ isOut: (Character) -> Bool) -> String { String(prefix { !isOut($0) }) }
}
