// An application as it stands in a file, before anything is judged.
internal import Domain

/// A value as it was read, with its place and what reading it brought up.
struct RawValue {
  var text: String
  var line: Int
  /// The heading or key as the file has it.
  var column: String
  var faults: [IntakeFault] = []
  /// Whether the file holds a number where a text belongs, so that leading zeros could not be seen.
  var isNumber = false
}

/// One application's values by what their headings mean.
struct Draft {
  var line: Int
  var number: RawValue?
  var service: RawValue?
  var business: RawValue?
  var values: [FieldID: RawValue] = [:]
  /// In the order of the file.
  var order: [FieldID] = []
  /// What is wrong with the record as a whole.
  var faults: [Stop] = []
  /// Nothing could be made of the record beyond its faults.
  var isUnreadable = false

  init(line: Int) { self.line = line }

  /// Puts a value where its heading belongs; a second value for the same field is a fault.
  mutating func put(_ value: RawValue, under meaning: Meaning) {
    guard !isTaken(meaning) else {
      faults.append(Stop(.fieldTwice(meaning.label), line: value.line, column: value.column))
      return
    }
    switch meaning {
    case .number: number = value
    case .service: service = value
    case .business: business = value
    case .field(let field):
      values[field.id] = value
      order.append(field.id)
    }
  }

  private func isTaken(_ meaning: Meaning) -> Bool {
    switch meaning {
    case .number: number != nil
    case .service: service != nil
    case .business: business != nil
    case .field(let field): values[field.id] != nil
    }
  }
}

/// What a heading or key means.
enum Meaning {
  case number, service, business
  case field(Field)

  /// The words that every file may use besides fields' ids and labels.
  static let common: [String: Meaning] = [
    "application": .number, "申请编号": .number, "service": .service, "服务机构": .service, "business": .business,
    "业务类型": .business,
  ]

  var label: String {
    switch self {
    case .number: "申请编号"
    case .service: "服务机构"
    case .business: "业务类型"
    case .field(let field): field.label
    }
  }
}

/// Something that gives one draft after another.
protocol DraftSource: AnyObject {
  /// Whether anything was told about a file that gave no draft.
  var hasTold: Bool { get }

  /// The next draft; nil at the end. A stop ends the file.
  func next() throws(Stop) -> Draft?
}

/// A fault with its place in a file. Thrown, it ends the reading of that file.
struct Stop: Error {
  var fault: IntakeFault
  var line: Int?
  var column: String?

  init(_ fault: IntakeFault, line: Int? = nil, column: String? = nil) {
    self.fault = fault
    self.line = line
    self.column = column
  }

  func finding(in file: String, application: String? = nil, field: FieldID? = nil) -> Finding {
    Finding(
      fault.severity, at: Place(file: file, line: line, column: column), application: application, field: field,
      rule: fault.rule, fault.explanation)
  }
}
