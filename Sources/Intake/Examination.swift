// What examining one draft brings together.
internal import Domain

struct Examination {
  let file: String
  let line: Int
  var number: String?
  var service: String?
  var businessType: String?
  private(set) var values: [FieldID: String] = [:]
  private var findings: [Finding] = []

  init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  mutating func tell(_ stop: Stop, field: FieldID? = nil) {
    findings.append(stop.finding(in: file, application: number, field: field))
  }

  mutating func tell(_ finding: Finding) { findings.append(finding) }

  mutating func tell(_ faults: [IntakeFault], at raw: RawValue, field: FieldID? = nil) {
    for fault in faults { tell(Stop(fault, line: raw.line, column: raw.column), field: field) }
  }

  /// Keeps a judged value, with its findings; an empty one is as good as absent.
  mutating func take(_ judgement: Judgement, of field: FieldID, at raw: RawValue) {
    let place = Place(file: file, line: raw.line, column: raw.column)
    if judgement.value.isEmpty { return }
    findings += judgement.findings(at: place, application: number, field: field)
    values[field] = judgement.value
  }

  func readings(isUnreadable: Bool) -> [Reading] {
    let told = findings.map(Reading.finding)
    guard !isUnreadable, let number, let service, let businessType,
      findings.allSatisfy({ $0.severity != .error })
    else { return told }
    let application = Application(number: number, service: service, businessType: businessType, values: values)
    return told + [.application(application, Place(file: file, line: line))]
  }
}

/// The application numbers of a run with their places, in a few bytes each.
struct SeenNumbers {
  private var files: [String] = []
  private var places: [UInt64: (file: Int32, line: Int32)] = [:]

  /// The first place of a number; a number not yet seen is added and nil comes back.
  mutating func place(of number: String, orAdd new: (file: String, line: Int)) -> (file: String, line: Int)? {
    let key = Self.digest(number)
    if let place = places[key] { return (files[Int(place.file)], Int(place.line)) }
    if files.last != new.file { files.append(new.file) }
    places[key] = (Int32(files.count - 1), Int32(clamping: new.line))
    return nil
  }

  /// FNV-1a, mixed: two of a million numbers meet with a chance of one in thirty million.
  private static func digest(_ number: String) -> UInt64 {
    var hash = number.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }
}
