// A whole set of scans from a folder of documents: which page, what happens to it and what scans it follow from one seed.
internal import Dispatch
internal import Domain
internal import Files
internal import Foundation
internal import Synchronization

/// Draws scans of the documents that `compose --boxes` wrote.
public struct Generator: Sendable {
  /// A page of a document that was composed.
  public struct Source: Hashable, Sendable {
    /// The folder's name.
    public var application: String
    /// The file's name without `.pdf`.
    public var document: String
    public var page: Int
    public var pages: Int
    let pdf: String
    /// Of the whole document.
    public let boxes: [SimulatedBox]
  }

  /// One scan to be made.
  public struct Task: Hashable, Sendable {
    public var source: Source
    public var story: PaperCase
    public var kind: ScanModel.Kind
    public var seed: UInt64
    public var copySeed: UInt64

    public init(source: Source, story: PaperCase, kind: ScanModel.Kind, seed: UInt64, copySeed: UInt64) {
      self.source = source
      self.story = story
      self.kind = kind
      self.seed = seed
      self.copySeed = copySeed
    }
  }

  /// A line of the truth.
  public struct Entry: Codable, Sendable {
    public var file: String
    public var application: String
    public var document: String
    public var kind: ScanModel.Kind
    public var truth: Simulation.Truth
    /// What a careful clerk answers.
    public var right: PaperCase.Answer
  }

  public let sources: [Source]
  public var cases: [PaperCase] = PaperCase.allCases
  /// Grey machines only where they are named: on them hardly anything is judged.
  public var kinds: [ScanModel.Kind] = ScanModel.Kind.allCases.filter { !$0.isColourless }
  /// Share of pages to which nothing happens.
  public var goodShare = 0.5

  /// - Parameter folder: a folder for each application, with PDF files and their boxes.
  public init(folder: String) throws(SimulatorError) {
    var sources: [Source] = []
    do throws(FileFailure) {
      for application in try Files.names(in: folder).sorted()
      where Files.kind(of: "\(folder)/\(application)") == .folder {
        for name in try Files.names(in: "\(folder)/\(application)").sorted() where name.hasSuffix(".boxes.json") {
          let document = String(name.dropLast(".boxes.json".count))
          let json = try Files.read("\(folder)/\(application)/\(name)", limit: 10_000_000)
          guard let boxes = try? SimulatedBox.list(json) else { continue }
          let pages = boxes.map(\.page).max() ?? 1
          for page in 1...pages {
            sources.append(
              Source(
                application: application, document: document, page: page, pages: pages,
                pdf: "\(folder)/\(application)/\(document).pdf", boxes: boxes))
          }
        }
      }
    } catch { throw .boxes }
    guard !sources.isEmpty else { throw .boxes }
    self.sources = sources
  }

  /// The same seed gives the same tasks, however many are asked for.
  public func tasks(_ count: Int, seed: UInt64) -> [Task] {
    (0..<count).map { place in
      var chance = Chance(seed: seed &+ UInt64(place) &* 7919)
      let source = sources[chance.below(sources.count)]
      let here = source.boxes.filter { $0.page == source.page }
      let possible = cases.filter { $0 != .good && $0.applies(to: here) }
      let isGood = possible.isEmpty || chance.between(0, 1) < goodShare && cases.contains(.good)
      // A seal sheet can only be taken from a scanner.
      let isSheet = here.contains(where: \.isCapture)
      let kinds = isSheet && self.kinds.contains(.scanner) ? [.scanner] : self.kinds
      return Task(
        source: source, story: isGood ? .good : possible[chance.below(possible.count)],
        kind: kinds[chance.below(kinds.count)], seed: chance.next(), copySeed: Self.copySeed(source, seed))
    }
  }

  /// All pages of one copy lie under one stamp.
  private static func copySeed(_ source: Source, _ seed: UInt64) -> UInt64 {
    "\(source.application)/\(source.document)".utf8.reduce(seed ^ 14_695_981_039_346_656_037) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
  }

  /// Makes one scan.
  public func make(_ task: Task, of printed: PrintedPage) -> Simulation.Result {
    var simulation = Simulation(
      page: task.source.page, boxes: task.source.boxes, scan: .typical(task.kind, seed: task.seed), seed: task.seed)
    simulation.story = task.story
    simulation.copySeed = task.copySeed
    simulation.scan.quarterTurns = Int(task.seed % 4)
    simulation.stamps["capture.legal"] = SealStamp(.square, width: 20, centre: Spot(0, 0))
    return simulation.run(on: printed)
  }

  /// Makes scans on every core into a folder, with `truth.jsonl` beside them.
  public func write(_ tasks: [Task], to folder: String, told: @Sendable (Int) -> Void) throws(SimulatorError) {
    let lines = Mutex<[Int: String]>([:])
    let failure = Mutex<SimulatorError?>(nil)
    do { try Files.makeFolder(folder) } catch { throw .cannotWrite(error.reason.english) }
    DispatchQueue.concurrentPerform(iterations: tasks.count) { place in
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(SimulatorError) {
        let line = try write(tasks[place], place, to: folder)
        let done = lines.withLock { lines in
          lines[place] = line
          return lines.count
        }
        told(done)
      } catch { failure.withLock { $0 = error } }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    let text = lines.withLock { lines in lines.keys.sorted().compactMap { lines[$0] }.joined(separator: "\n") }
    do { try Files.write(Array((text + "\n").utf8), to: "\(folder)/truth.jsonl") } catch {
      throw .cannotWrite(error.reason.english)
    }
  }

  private func write(_ task: Task, _ place: Int, to folder: String) throws(SimulatorError) -> String {
    let result = make(task, of: try PrintedPage(pdf: task.source.pdf, page: task.source.page))
    let here = task.source.boxes.filter { $0.page == task.source.page }
    let digits = String(place)
    let name = "scan-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).jpg"
    let entry = Entry(
      file: name, application: task.source.application, document: task.source.document, kind: task.kind,
      truth: result.truth, right: result.truth.story.answer(on: task.kind, here))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let jpeg = try? StoredPicture.jpeg(result.picture, result.truth.scan), let line = try? encoder.encode(entry)
    else { throw .cannotWrite("JPEG") }
    do { try Files.write(jpeg, to: "\(folder)/\(name)") } catch { throw .cannotWrite(error.reason.english) }
    return String(decoding: line, as: UTF8.self)
  }
}
