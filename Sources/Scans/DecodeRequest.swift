// What the parent asks of the decoding child, as words of one message.
internal import Pictures

struct DecodeRequest: Hashable {
  /// Counts from 0.
  var page: Int
  var limits: PictureLimits
  /// Bytes of address space.
  var memory: Int
  /// Of processor time.
  var seconds: Int
  var codes: CodeSearch

  fileprivate var numbers: [Int] {
    [
      page, limits.bytes, limits.pages, limits.pixels, limits.side, memory, seconds, codes.halvedFrom,
      codes.doubledBelow, codes.dark, codes.light,
    ]
  }

  fileprivate init?(_ numbers: ArraySlice<Int>) {
    let numbers = Array(numbers)
    guard numbers.count == 11, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    page = numbers[0]
    limits = PictureLimits(bytes: numbers[1], pages: numbers[2], pixels: numbers[3], side: numbers[4])
    memory = numbers[5]
    seconds = numbers[6]
    codes = CodeSearch(halvedFrom: numbers[7], doubledBelow: numbers[8], dark: numbers[9], light: numbers[10])
  }

  init(page: Int, of reading: Thresholds.Reading) {
    (self.page, limits, codes) = (page, reading.limits, reading.codes)
    (memory, seconds) = (reading.memory, reading.processorSeconds)
  }
}

/// A message on the line between parent and host; workers are told apart by numbers that the parent gives.
enum DecodeMessage: Hashable {
  /// With two descriptors: the upload, and where the report goes.
  case decode(Int, DecodeRequest)
  case end(Int)

  var text: String {
    switch self {
    case .decode(let number, let request):
      "decode " + ([number] + request.numbers).map { String($0) }.joined(separator: " ")
    case .end(let number): "end \(number)"
    }
  }

  init?(_ text: String) {
    let words = text.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard let number = numbers.first, numbers.count == words.count - 1 else { return nil }
    switch words[0] {
    case "decode":
      guard let request = DecodeRequest(numbers.dropFirst()) else { return nil }
      self = .decode(number, request)
    case "end": self = .end(number)
    default: return nil
    }
  }
}
