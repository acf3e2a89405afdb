// Every file under Samples read with the five services' own words, and its findings compared with the golden list.
import Domain
import Foundation
import Intake
import Testing

struct SamplesTests {
  private static let root = Words.root

  static let files: [String] = {
    let folder = root.appendingPathComponent("Samples")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.contains("/") && !$0.hasSuffix(".md") }.sorted()
  }()

  private func report() throws -> String {
    var lines: [String] = []
    for file in Self.files {
      let intake = try Words.intake()
      lines.append("== \(file)")
      intake.read(Self.root.appendingPathComponent("Samples/\(file)").path) { reading in
        switch reading {
        case .application(let application, let place):
          lines.append(
            "accepted \(application.number) \(application.service) \(application.businessType) line "
              + "\(place.line ?? 0): \(application.values.count) values")
        case .finding(let finding):
          let place = "\(finding.place.line.map(String.init) ?? "-") \(finding.place.column ?? "-")"
          lines.append(
            "\(finding.severity.rawValue) \(finding.explanation.code) \(place) \(finding.field ?? "-") "
              + (finding.application ?? "-"))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `every sample gives the findings that the golden list has`() throws {
    let golden = Self.root.appendingPathComponent("Tests/Golden/intake-samples.txt")
    let found = try report()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(found.utf8).write(to: golden)
      Issue.record("recorded; run again without RECORD")
    }
    let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
    let differences = found.split(separator: "\n").difference(from: expected.split(separator: "\n"))
    #expect(differences.isEmpty, "\(differences.prefix(20))")
  }

  @Test func `every good story is accepted whole, every bad file has an error`() throws {
    for file in Self.files {
      let read = Desk.collect(try Words.intake(), Self.root.appendingPathComponent("Samples/\(file)").path)
      let errors = read.findings.filter { $0.severity == .error }
      if file.hasPrefix("bad/") {
        // What no font can draw is found out when the documents are made.
        #expect(!read.findings.isEmpty || file == "bad/no-font.json", "\(file)")
      } else {
        #expect(errors.isEmpty && !read.applications.isEmpty, "\(file) \(errors.map(\.short))")
      }
    }
  }

  @Test func `the good stories hold at least twelve applicants of all five services`() throws {
    var applications: [Application] = []
    for file in Self.files where !file.hasPrefix("bad/") {
      applications +=
        Desk.collect(try Words.intake(), Self.root.appendingPathComponent("Samples/\(file)").path).applications
    }
    #expect(applications.count >= 12)
    #expect(Set(applications.map(\.service)).count == 5)
    #expect(Set(applications.map(\.number)).count == applications.count)
  }

  @Test func `no finding of any sample shows a whole identity number, mobile or account`() throws {
    for file in Self.files {
      let read = Desk.collect(try Words.intake(), Self.root.appendingPathComponent("Samples/\(file)").path)
      for finding in read.findings {
        let line = finding.json(in: .chinese) + finding.json(in: .english)
        #expect(line.firstMatch(of: /[0-9]{17}[0-9X]|1[3-9][0-9]{9}/) == nil, "\(file)")
      }
    }
  }

  @Test(arguments: files.filter { !$0.contains("huge") && !$0.contains("bomb") })
  func `a sample cut or changed anywhere gives readings or findings`(file: String) throws {
    let whole = Array(try Data(contentsOf: Self.root.appendingPathComponent("Samples/\(file)")))
    guard !whole.isEmpty else { return }
    let intake = try Words.intake()
    for round in 0..<24 {
      let cut = try Desk.read(Array(whole[..<(whole.count * round / 24)]), intake: intake)
      #expect(cut.applications.count + cut.findings.count > 0)
      var changed = whole
      for step in 0...(round % 4) {
        let place = (round &* 7919 &+ step &* 104_729) % whole.count
        changed[place] = changed[place] ^ UInt8(truncatingIfNeeded: 1 << (round % 8)) ^ UInt8(step)
      }
      let read = try Desk.read(changed, intake: intake)
      #expect(read.applications.count + read.findings.count > 0)
    }
  }
}
