// Everything a person can be told, in one golden file.
import Bundles
import CommandLine
import Counter
import Cryptography
import Documents
import Domain
import Files
import Foundation
import HeadOffice
import Intake
import Layout
import PDFFiles
import PaperSimulator
import Peripherals
import Pictures
import Records
import Rehearsal
import Scanners
import Scans
import Services
import Testing
import Tokens
import VirtualCard

@Suite struct MessagesTests {
  /// Every type that explains itself.
  static let types: [any Explained.Type] = [
    OutOfTurn.self, MoneyRefusal.self, StatementFault.self, WaybillFault.self, LedgerError.self, FieldFault.self,
    Domain.Change.self,
    IntakeFault.self, YAMLMistake.self, PackMistake.self,
    FormMistake.self, LayoutFault.self, DocumentError.self, PDFFileError.self, PictureError.self, ScanError.self,
    ScanFault.self, TokenError.self, PIN.Malformed.self, PUK.Malformed.self, CryptographyError.self, RecordsError.self,
    BundleError.self,
    UsageError.self, SecretError.self, OutputError.self, Unforeseen.self, SimulatorError.self, CardServiceTrouble.self,
    HeadOfficeError.self, OfficeRefusal.self, DownlinkError.self, CardTrouble.self, CounterError.self, SlipFault.self,
    Ailment.self, FileFailure.self,
    RehearsalFailure.self, DeliveryRefusal.self, Disagreement.self, ReleaseFault.self,
    PrinterTrouble.self, PrinterError.self, ScannerError.self, ScaleFault.self,
    OrderMistake.self, EntitlementError.self, Obstacle.self, RefusedValue.self, ApartFromItsCopy.self,
  ]

  @Test func `every type that explains itself is listed here`() throws {
    let names = Set(Self.types.map { String(reflecting: $0).split(separator: ".").dropFirst().joined(separator: ".") })
    let declaration = /(?m)^(?:public |package )?(?:extension|enum|struct) ([\w.]+):[^{]*\bExplained\b/
    for source in try House.sources() {
      for match in source.text.matches(of: declaration) {
        if !names.contains(String(match.1)) { Issue.record("\(match.1) in \(source.path)") }
      }
    }
  }

  @Test func `every message is complete and says what to do`() {
    for explanation in Self.explanations {
      for wording in [explanation.chinese, explanation.english] {
        #expect(!wording.happened.isEmpty && !wording.remedy.isEmpty, "\(explanation.code)")
      }
      #expect(explanation.chinese.happened.contains { $0 > "\u{2E80}" }, "\(explanation.code) is not Chinese")
      #expect(explanation.code.wholeMatch(of: /[A-Z][0-9]{2}/) != nil, "\(explanation.code)")
    }
  }

  @Test func `every code that is defined has a specimen`() throws {
    // K99 and N39 close switches that every case leaves before; N59 says that all is well.
    let shown = Set(Self.explanations.map(\.code) + ["K99", "N39", "N59"])
    for source in try House.sources() {
      for match in source.text.matches(of: /Explanation\(\s*"([A-Z][0-9]{2})"/) {
        if !shown.contains(String(match.1)) { Issue.record("\(match.1) in \(source.path)") }
      }
    }
  }

  @Test func `the messages are those of the golden file`() throws {
    let golden = House.root.appendingPathComponent("Tests/Golden/messages.txt")
    let text = Self.explanations.map(Self.entry).joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try text.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded anew; run again without RECORD")
    } else {
      let lines = text.split(separator: "\n"),
        known = try House.text("Tests/Golden/messages.txt").split(separator: "\n")
      #expect(lines.difference(from: known).isEmpty)
    }
  }

  /// Sorted by code; specimens with the same words stand once.
  private static let explanations: [Explanation] = {
    let all = Set(types.flatMap { type in explanations(of: type) })
    let key = { (one: Explanation) in (one.code, one.chinese.happened, one.chinese.remedy, one.english.happened) }
    return all.sorted { key($0) < key($1) }
  }()

  private static func explanations<T: Explained>(of type: T.Type) -> [Explanation] { T.specimens.map(\.explanation) }

  private static func entry(_ explanation: Explanation) -> String {
    """
    \(explanation.code) \(explanation.chinese.happened)
        处理：\(explanation.chinese.remedy)
        \(explanation.english.happened)
        Remedy: \(explanation.english.remedy)

    """
  }
}
