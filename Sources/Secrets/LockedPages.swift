// Whole pages for one secret, so that what the system is told about them concerns nothing else.
internal import Glibc

/// Anonymous memory that is not swapped out as far as the limit for locked memory reaches (RLIMIT_MEMLOCK), that no
/// core file holds, and that is overwritten before it goes back.
final class LockedPages: @unchecked Sendable {
  let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let size = max(1, (count + page - 1) / page) * page
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else { preconditionFailure("the system gives no memory") }
    // Beyond the limit a secret can still be used, and is still overwritten.
    _ = mlock(start, size)
    _ = madvise(start, size, Int32(MADV_DONTDUMP))
    bytes = UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    explicit_bzero(start, bytes.count)
    munmap(start, bytes.count)
  }
}
