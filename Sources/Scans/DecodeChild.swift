// The parent's side of decoding: a child of the same binary, its memory sealed, its time counted.
internal import CLinux
import Foundation
internal import Glibc
internal import Pictures

/// One child at work on one page.
final class DecodeChild {
  private let process: pid_t
  private let report: Int32
  private let pixels: Int32
  private let room: Int

  /// Starts the child. Everything it is given is a copy in memory.
  init(executable: String, upload: [UInt8], request: DecodeRequest) throws(ScanError) {
    room = request.limits.pixels * 3
    pixels = try Self.memory("pixels", room)
    let source: Int32
    do { source = try Self.memory("upload", holding: upload) } catch {
      close(pixels)
      throw error
    }
    defer { close(source) }
    var pipe: [Int32] = [-1, -1]
    guard pipe2(&pipe, O_CLOEXEC) == 0 else {
      close(pixels)
      throw .cannotStart(errno)
    }
    defer { close(pipe[1]) }
    report = pipe[0]
    var process: pid_t = 0
    let status = spawn(
      &process, executable, ["certkiosk"] + request.arguments, [(source, 0), (pipe[1], 1), (pixels, 3)])
    self.process = process
    guard status == 0 else { throw .cannotStart(status) }
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(report)
    close(pixels)
  }

  /// What the child reports before the deadline.
  /// - Throws: `tooSlow` or `died`; the child is gone either way when this object is released.
  func answer(within seconds: Double) throws(ScanError) -> DecodeReport {
    let line = try read(until: clock() + seconds)
    guard let answer = try? JSONDecoder().decode(DecodeReport.self, from: Data(line)) else { throw .decoderDied }
    return answer
  }

  /// The decoded page, checked again against the limits.
  func picture(_ page: DecodeReport.Page, _ limits: PictureLimits) throws(ScanError) -> Picture {
    guard let channels = Picture.Channels(rawValue: page.channels), channels != .colourAndAlpha,
      (1...limits.side).contains(page.width), (1...limits.side).contains(page.height),
      page.width * page.height <= limits.pixels
    else { throw .decoderDied }
    let count = page.width * page.height * channels.rawValue
    guard let memory = mmap(nil, count, PROT_READ, MAP_SHARED, pixels, 0), memory != MAP_FAILED else {
      throw .cannotStart(errno)
    }
    defer { munmap(memory, count) }
    let copy = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawPointer(buffer.baseAddress!).copyMemory(from: memory, byteCount: count)
      filled = count
    }
    return Picture(width: page.width, height: page.height, channels: channels, pixels: copy, dpi: page.dpi)
  }

  private func read(until deadline: Double) throws(ScanError) -> [UInt8] {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let most = 1 << 17
    while line.count < most {
      var waiting = pollfd(fd: report, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(max(0, (deadline - clock()) * 1000)))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { throw .decoderTooSlow }
      let count = Glibc.read(report, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return line }
      line.append(contentsOf: buffer[..<count])
    }
    throw .decoderDied
  }

  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension DecodeChild {
  /// Memory of a fixed size: the child can neither shrink it under the parent's feet nor grow it.
  private static func memory(_ name: String, _ size: Int) throws(ScanError) -> Int32 {
    let memory = linux_memory_file(name)
    guard memory >= 0 else { throw .cannotStart(errno) }
    guard ftruncate(memory, size) == 0, linux_fix_size(memory) == 0 else {
      let code = errno
      close(memory)
      throw .cannotStart(code)
    }
    return memory
  }

  private static func memory(_ name: String, holding bytes: [UInt8]) throws(ScanError) -> Int32 {
    let memory = try memory(name, bytes.count)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(memory, $0.baseAddress! + done, bytes.count - done, done) }
      guard count > 0 else {
        let code = errno
        close(memory)
        throw .cannotStart(code)
      }
      done += count
    }
    return memory
  }
}

/// posix_spawn with these descriptors, silent, every signal at its default; returns errno's number.
private func spawn(
  _ process: inout pid_t, _ executable: String, _ words: [String], _ descriptors: [(Int32, Int32)]
) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (from, to) in descriptors { posix_spawn_file_actions_adddup2(&actions, from, to) }
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // Swift's threads block nearly every signal, and a blocked SIGXCPU would outlive the limit.
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  var arguments = words.map { strdup($0) } + [nil]
  defer { for word in arguments { free(word) } }
  var environment = [strdup("SWIFT_BACKTRACE=enable=no"), nil]
  defer { free(environment[0]) }
  return posix_spawn(&process, executable, &actions, &attributes, &arguments, &environment)
}
