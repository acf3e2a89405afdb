// What every fuzz target does: prepare once, then hand each input of libFuzzer to one function for as long as it runs.
internal import CFuzzer
internal import Foundation

/// What a target needs before its first input; a target that cannot have it says so and ends.
public func ready<Value>(_ make: () throws -> Value) -> Value {
  do { return try make() } catch {
    FileHandle.standardError.write(Data("fuzz: \(error)\n".utf8))
    exit(4)
  }
}

/// C calls a function without a context.
nonisolated(unsafe) private var target: (UnsafeRawBufferPointer) -> Void = { _ in }

/// Runs libFuzzer with this program's arguments; never returns.
public func fuzz(_ tryOut: @escaping (UnsafeRawBufferPointer) -> Void) -> Never {
  target = tryOut
  var count = CommandLine.argc
  let words = UnsafeMutableRawPointer(CommandLine.unsafeArgv).assumingMemoryBound(to: UnsafeMutablePointer<CChar>.self)
  var all = words
  exit(
    LLVMFuzzerRunDriver(&count, &all) { bytes, count in
      target(UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    })
}
