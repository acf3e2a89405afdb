// Paths as the system knows them, however they were told: two of them can be held against one another.
internal import Glibc

enum RealPath {
  /// The path without links, dots and doubled slashes; nil when nothing stands there.
  static func of(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// How a page in a folder names a file, both of which are there.
  static func link(from folder: String, to path: String) -> String {
    let here = parts(of: folder)
    let there = parts(of: path)
    let shared = zip(here, there).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: here.count - shared) + there.dropFirst(shared)).joined(separator: "/")
  }

  private static func parts(of path: String) -> [String] { (of(path) ?? path).split(separator: "/").map(String.init) }
}
