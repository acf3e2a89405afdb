// form preview: one definition printed with an example, again at every save.
internal import Documents
public import Domain
internal import Files
internal import Intake
internal import Layout
internal import Services

/// A definition that is being worked on.
public final class FormPreview {
  public struct Wishes: Sendable {
    /// The definition's file.
    public var file: String
    /// Applicant data whose first application for the service fills the form, for its business where the form is for that; nil
    /// for the catalogue's example.
    public var sample: String?
    /// Open for handwriting.
    public var blank = false

    public init(file: String) { self.file = file }
  }

  public enum Outcome: Sendable {
    case made(pages: Int)
    /// Nothing was written; an earlier preview stays as it is.
    case mistakes([Finding])
  }

  private let wishes: Wishes
  private let fonts: FontBook
  private let renderer: PDFRenderer
  private var folder: FormsFolder
  private var application: Application?

  public init(_ wishes: Wishes) throws {
    self.wishes = wishes
    folder = try FormsFolder(holding: wishes.file)
    fonts = try FontBook()
    renderer = PDFRenderer(fonts: fonts)
  }

  /// Reads the definition anew and writes its PDF, whole or not at all.
  /// - Throws: `notAPreview` where a file stands that is no PDF: it is somebody's work.
  public func render(to path: String) throws -> Outcome {
    try Self.requireRoom(at: path)
    let subject = try folder.subject(at: wishes.file)
    let (definition, faults) = folder.examine(subject)
    let all = faults + folder.faults.filter { concerns(subject, $0) }
    guard let definition, all.isEmpty,
      let type = subject.businessTypes(for: definition).first
    else {
      return .mistakes(all.map { Finding($0, rule: subject.name) })
    }
    do {
      let application = try sampled(subject.pack)
      let type = subject.businessTypes(for: definition).first { $0.id == application?.businessType } ?? type
      let trial = FormTrial(
        definition: definition, pack: subject.pack, type: type, packs: folder.packs, fonts: fonts)
      let values = application?.values ?? folder.packs.values(wishes.blank ? .nothing : .ordinary, for: definition)
      let document = try trial.layOut(values, isBlank: wishes.blank)
      try Files.write(renderer.render(document), to: path)
      return .made(pages: document.pages.count)
    } catch let fault as LayoutFault {
      let place = definition.place(of: fault)
      let explanation = definition.explanation(of: fault)
      return .mistakes([Finding(.error, at: place, field: fault.field, rule: subject.name, explanation)])
    } catch let refused as SampleRefused { return .mistakes(refused.findings) }
  }

  private static func requireRoom(at path: String) throws {
    guard Files.kind(of: path) == .file else { return }
    let start = Array("%PDF-".utf8)
    guard try Files.beginning(of: path, start.count) == start else { throw CounterError.notAPreview(path) }
  }

  /// Renders at once and then after every save of the definition or of what it depends on, for ever.
  /// - Parameter told: what came of a save, and how long it took from the save to the finished file.
  public func watch(to path: String, told: (Outcome, Duration) throws -> Void) throws -> Never {
    let watch = try FolderWatch(watched)
    _ = try folder.subject(at: wishes.file)
    try Self.requireRoom(at: path)
    var saved = ContinuousClock.now
    while true {
      let outcome = try attempt(to: path)
      try told(outcome, ContinuousClock.now - saved)
      var names: Set<String> = []
      while !names.contains(where: isSource) { names = try watch.next() }
      saved = .now
      reread(names)
    }
  }

  /// While somebody works on a form whatever goes wrong is told, and the next save may cure it.
  private func attempt(to path: String) throws -> Outcome {
    do { return try render(to: path) } catch let error as any Explained {
      return .mistakes([Finding(.error, at: Place(file: wishes.file), rule: "form preview", error.explanation)])
    }
  }

  /// Everything that a definition may draw on, and where the sample lies; the last name of a folder is the one it has.
  private var watched: [String] { folder.folders + (wishes.sample.map { [Files.parent(of: $0)] } ?? []) }

  /// The sample as the watch names it.
  private var watchedSample: String? { wishes.sample.map { "\(Files.parent(of: $0))/\(Files.name(of: $0))" } }

  private static let sources = [".yaml", ".png", ".jpg", ".jpeg", ".tif", ".tiff"]

  private func isSource(_ path: String) -> Bool {
    path == watchedSample || Self.sources.contains { path.lowercased().hasSuffix($0) }
  }

  /// Packs and catalogues are read again only when one of them was saved, or while something in them is wrong.
  private func reread(_ names: Set<String>) {
    let shared = Set(FormsFolder.shared + ["service.yaml"])
    if !folder.faults.isEmpty || names.contains(where: { shared.contains(Files.name(of: $0)) }) {
      folder = (try? FormsFolder(folder.path)) ?? folder
    }
    if let watchedSample, names.contains(watchedSample) { application = nil }
  }

  private func concerns(_ subject: FormSubject, _ fault: Fault) -> Bool {
    [subject.pack.id, "common"].contains { fault.place.file.hasPrefix("\(folder.path)/\($0)/") }
  }

  // MARK: The filling

  /// The sample's first application for the service, read once; nil where the catalogue's example is wanted.
  private func sampled(_ pack: Pack) throws -> Application? {
    guard let file = wishes.sample else { return nil }
    if application == nil { application = try sample(file, pack) }
    return application
  }

  private func sample(_ file: String, _ pack: Pack) throws -> Application {
    let intake = Intake(
      catalogue: folder.packs.catalogue, services: folder.packs.packs.map(\.vocabulary),
      today: Clock.system.now().day, service: pack.id)
    var found: Application?
    var faults: [Finding] = []
    intake.read(file) { reading in
      switch reading {
      case .application(let application, _) where application.service == pack.id: found = found ?? application
      case .finding(let finding) where finding.severity == .error: faults.append(finding)
      default: break
      }
    }
    if let found { return found }
    let nothing = CounterError.noSample(file: file, service: pack.title)
    guard !faults.isEmpty else { throw nothing }
    let first = Finding(.error, at: Place(file: file), rule: "form preview", nothing.explanation)
    throw SampleRefused(findings: [first] + faults)
  }
}

/// A sample without an application that could be used, and what is wrong in it.
private struct SampleRefused: Error {
  let findings: [Finding]
}
