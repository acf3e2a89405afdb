// A counter with a store, a clerk and orders, worked by its command line.
import Files
import Foundation
import Processes

final class Shop {
  let folder: String
  private let stack: PrintStack
  private let root = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
  private var made = 0

  var forms: String { "\(root)/Forms" }

  init(of stack: PrintStack) throws {
    self.stack = stack
    folder = "\(stack.folder)/shop"
    try Files.makeFolder(folder)
    try sure(run(["store", "init", "--rehearsal", "--kiosk", "T01"]))
    try sure(run(["person", "add", "guan", "--name", "guan", "--new-pin-fd", "3"], secrets: ["905128"]))
  }

  /// Runs certkiosk with this shop's store, as its only person where one is wanted.
  func run(_ words: [String], signedIn: Bool = false, secrets: [String] = []) throws -> Answer {
    let person = signedIn ? ["--person", "guan", "--pin-fd", "3"] : []
    let outcome = try Program.run(
      "\(Program.folder)/certkiosk", words + person + house, environment: stack.environment,
      secrets: (signedIn ? ["905128"] : []) + secrets, within: 300)
    return Answer(outcome)
  }

  /// Starts certkiosk and does not wait for it.
  /// - Parameter errors: the file that gets what it tells people.
  func start(_ words: [String], errors: String = "/dev/null") throws -> Child {
    let silence = open("/dev/null", O_RDWR)
    let told = open(errors, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    defer {
      close(silence)
      close(told)
    }
    return try Child(
      "\(Program.folder)/certkiosk", words + house, environment: stack.environment,
      descriptors: [1: silence, 2: told])
  }

  private var house: [String] {
    ["--store", "\(folder)/store", "--key-file", "\(folder)/key", "--forms", forms, "--json"]
  }

  private func sure(_ answer: Answer) throws {
    guard answer.status == 0 else { throw StackTrouble(answer.errors) }
  }

  /// Registers an application with two documents: a form in two copies and a letter in one.
  func order() throws -> String {
    made += 1
    let file = "\(folder)/P-\(made).json"
    try PrintStack.write(Self.application.replacingOccurrences(of: "P-0", with: "P-\(made)"), to: file)
    return try register(file)[0]
  }

  /// Registers everything in a file.
  func register(_ file: String) throws -> [String] {
    let answer = try run(["intake", file])
    try sure(answer)
    return answer.lines.compactMap { $0["order"] as? String }
  }

  func sample(_ name: String) -> String { "\(root)/Samples/\(name)" }

  private static let application = """
    {"application": "P-0", "service": "bjca", "business": "replace", "organisation": {"name": "永城市样例贸易有限公司",
     "creditCode": "91350100M000100Y43", "address": "永城市样例路1号", "phone": "0370-8000000", "mergedLicence": "是"},
     "legal": {"name": "张三丰", "idKind": "居民身份证", "idNumber": "11010519491231002X"},
     "agent": {"name": "李四", "idKind": "居民身份证", "idNumber": "34052419800101001X", "mobile": "13900000000"},
     "certificate": {"lossReason": "损坏"}}
    """
}

/// What a command said.
struct Answer {
  let status: Int32
  let lines: [[String: Any]]
  let errors: String

  init(_ outcome: Outcome) {
    status = if case .exited(let status) = outcome.ending { status } else { -1 }
    lines = outcome.outputText.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    errors = outcome.errorText
  }

  /// The codes of failures told to people, in their order.
  var codes: [String] {
    errors.split(separator: "\n").compactMap { $0.firstMatch(of: /^([A-Z][0-9]{2})\b/).map { String($0.1) } }
  }
}
