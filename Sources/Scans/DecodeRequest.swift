// What the parent asks of a decoding child, as words on its command line.
internal import Pictures

struct DecodeRequest {
  /// Counts from 0.
  var page: Int
  var limits: PictureLimits
  /// Bytes of address space.
  var memory: Int
  /// Of processor time.
  var seconds: Int

  var arguments: [String] {
    [DecodeWorker.argument]
      + [page, limits.bytes, limits.pages, limits.pixels, limits.side, memory, seconds].map { String($0) }
  }
}

extension DecodeRequest {
  /// Reads what `arguments` wrote, without its first word.
  init?(_ arguments: [String]) {
    let numbers = arguments.compactMap { Int($0) }.filter { $0 >= 0 }
    guard arguments.count == 7, numbers.count == 7 else { return nil }
    page = numbers[0]
    limits = PictureLimits(bytes: numbers[1], pages: numbers[2], pixels: numbers[3], side: numbers[4])
    memory = numbers[5]
    seconds = numbers[6]
  }
}
