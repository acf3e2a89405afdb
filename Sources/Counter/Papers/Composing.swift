// compose: applicant data files in, a folder of documents for each application out; needs no store and no device.
public import Domain
internal import Cryptography
internal import Files
internal import FoundationEssentials
internal import Intake
public import Services

/// One run of compose. Memory does not grow with the number of applicants, but for their numbers.
public final class Composing {
  public struct Wishes: Sendable {
    /// The folder that receives a folder for each application.
    public var folder: String
    /// For files that name no service.
    public var service: String?
    public var copies = 1
    public var boxes = false
    /// Without a key pages carry preview codes and say 仅供预览.
    public var key: PageCode.Key?
    public var date: CivilDate
    /// Whether somebody chose the date; today's changes overnight, and a long job is still the same.
    public var isDateChosen = false
    /// This run's share of the work: applications whose count leaves this remainder.
    public var share: (part: Int, of: Int) = (0, 1)

    public init(folder: String, date: CivilDate) {
      self.folder = folder
      self.date = date
    }
  }

  public struct Tally: Sendable {
    public internal(set) var made = 0
    public internal(set) var refused = 0

    public init(made: Int = 0, refused: Int = 0) {
      self.made = made
      self.refused = refused
    }
  }

  private let maker: DocumentMaker
  private let intake: Intake
  private let wishes: Wishes
  private let keeper: SetKeeper
  private var seen = 0
  private var refused = 0
  public var tally: Tally { Tally(made: keeper.made, refused: refused) }

  public init(packs: Packs, forms: String, wishes: Wishes) throws {
    maker = try DocumentMaker(packs: packs, forms: forms)
    intake = Intake(
      catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: wishes.date, service: wishes.service)
    self.wishes = wishes
    try Files.makeFolder(wishes.folder)
    keeper = try SetKeeper(folder: wishes.folder)
  }

  /// Composes everything in one file; each finding is told as it is made.
  /// - Parameter worked: is called after each application of this run's share, made or refused.
  public func compose(_ file: String, worked: () -> Void = {}, told: (Finding) throws -> Void) throws {
    do { try read(file, worked, told) } catch {
      // What is finished is kept, whatever stops the rest. A disk that keeps nothing is told before a file that cannot be read.
      try keeper.finish()
      throw error
    }
    try keeper.finish()
  }

  private func read(_ file: String, _ worked: () -> Void, _ told: (Finding) throws -> Void) throws {
    try intake.read(file) { reading in
      switch reading {
      case .finding(let finding) where wishes.share.part == 0:
        if finding.severity == .error { refused += 1 }
        try told(finding)
      case .finding: break
      case .application(let application, let place):
        seen += 1
        guard seen % wishes.share.of == wishes.share.part else { return }
        try compose(application, place, told)
        worked()
      }
    }
  }

  private func compose(_ application: Application, _ place: Place, _ told: (Finding) throws -> Void) throws {
    do {
      if keeper.holds(folder(of: application)) { try keeper.finish() }
      if let finding = try alreadyThere(application, place) {
        if finding.severity == .error { refused += 1 }
        return try told(finding)
      }
      try keeper.take(draw(application, place))
    } catch let refusal as DocumentRefusal {
      refused += 1
      for finding in refusal.findings(application, at: place) { try told(finding) }
    }
  }

  /// A folder from an earlier run: its own data again is a note, other data or other wishes under the same number an error.
  private func alreadyThere(_ application: Application, _ place: Place) throws -> Finding? {
    let folder = folder(of: application)
    guard Files.kind(of: folder) != nil else { return nil }
    let record = try? JSONDecoder().decode(
      ComposedRecord.self, from: Data(Files.read("\(folder)/composed.json", limit: 1_000_000)))
    let first = Place(file: record?.file ?? folder, line: record?.line)
    let isSame = record?.digest == digest(application)
    let isAsWished = isSame && record?.wishes == wishes.text
    return Finding(
      isAsWished ? .note : .error, at: place, application: application.number, rule: "certkiosk",
      Composing.alreadyThere(first, isSame: isSame, isAsWished: isAsWished))
  }

  private func digest(_ application: Application) -> String {
    let values = application.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let lines = [application.service, application.businessType] + values
    return Digest.sha256(Array(lines.joined(separator: "\n").utf8)).hex
  }

  private func folder(of application: Application) -> String { "\(wishes.folder)/\(application.number)" }

  private func draw(_ application: Application, _ place: Place) throws -> FinishedSet {
    var files: [FinishedSet.File] = []
    for copy in 1...max(1, wishes.copies) { files += try draw(application, copy: copy) }
    let record = ComposedRecord(file: place.file, line: place.line, digest: digest(application), wishes: wishes.text)
    files.append(("composed.json", try Desk.bytes(record) + [0x0A]))
    return FinishedSet(path: folder(of: application), files: files)
  }

  private func draw(_ application: Application, copy: Int) throws -> [FinishedSet.File] {
    let number = Digest.sha256(Array(application.number.utf8))
    let occasion = DocumentMaker.Occasion(
      reference: PageCode.reference(for: application.number, digest: number), shown: application.number, copy: copy,
      date: wishes.date, watermark: wishes.key == nil ? "仅供预览" : nil, key: wishes.key)
    let all = try maker.sheets(for: application, on: occasion)
    try maker.prepare(all)
    var files: [FinishedSet.File] = []
    for sheets in all {
      let name = copy == 1 ? sheets.slot.id : "\(sheets.slot.id).\(copy)"
      files.append(("\(name).pdf", try maker.pdf(of: sheets)))
      if wishes.boxes { files.append(("\(name).boxes.json", BoxList.json(of: sheets.document))) }
    }
    return files
  }

  private static func alreadyThere(_ first: Place, isSame: Bool, isAsWished: Bool) -> Explanation {
    let place = [first.file, first.line.map(String.init)].compactMap { $0 }.joined(separator: ":")
    guard isSame else { return CounterError.numberTaken(at: place).explanation }
    return (isAsWished ? CounterError.composedBefore(at: place) : .composedOtherwise(at: place)).explanation
  }
}

/// Where a folder's documents came from.
private struct ComposedRecord: Codable {
  let file: String
  let line: Int?
  /// SHA-256 of service, business type and values in hexadecimal.
  let digest: String
  /// What else the documents follow from.
  let wishes: String
}

extension Composing.Wishes {
  /// Such as `copies 2, boxes, key K1, kiosk A01, date 2026-03-09`.
  fileprivate var text: String {
    let words = [
      "copies \(copies)", boxes ? "boxes" : nil, key.map { "key \($0.id), kiosk \($0.kiosk)" },
      isDateChosen ? "date \(date)" : nil,
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }
}
