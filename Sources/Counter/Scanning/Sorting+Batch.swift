// Many uploads at once: read in children, judged on every core, kept one after the other; none of them stops the others.
internal import Cryptography
internal import Dispatch
internal import Domain
internal import FoundationEssentials
internal import Pictures
public import Scans
internal import Synchronization

extension Sorting {
  /// Judges every page of one upload; pages that are accepted are kept and journalled before this returns.
  /// - Throws: `UnreadableUpload` when nothing of it could be read.
  public func take(_ path: String) throws -> [Sorted] {
    var pages: [Sorted] = []
    var unreadable: UnreadableUpload?
    try take([path]) { told in
      switch told {
      case .page(let page): pages.append(page)
      case .unreadable(let upload): unreadable = unreadable ?? upload
      }
    }
    if pages.isEmpty, let unreadable { throw unreadable }
    return pages
  }

  /// Judges every page of many uploads. Each page is told after it was kept.
  /// - Parameter finished: an upload's path and the SHA-256 of the bytes that were judged, nil where it was too large for
  ///   that; called once all of its pages were told, unless one of them may be read another time (`ScanError.mayPass`).
  public func take(
    _ paths: [String], told: (Told) throws -> Void, finished: (String, [UInt8]?) throws -> Void = { _, _ in }
  ) throws {
    let width = max(1, min(8, ProcessInfo.processInfo.activeProcessorCount))
    for start in stride(from: 0, to: paths.count, by: width) {
      let part = Array(paths[start..<min(paths.count, start + width)])
      let openings = Self.inParallel(part) { [reader] path in
        Opening(path: path, reader: reader)
      }
      var settled = try settle(openings.map(\.first), told)
      for (place, opening) in openings.enumerated() {
        settled[place] = try settle(restOf: opening, width, told) && settled[place]
      }
      for (place, path) in part.enumerated() where settled[place] { try finished(path, openings[place].digest) }
    }
  }

  /// Judges pages that a scanner gave, as if they had come as files.
  public func take(_ uploads: [Upload], told: (Told) throws -> Void) throws {
    for upload in uploads {
      _ = try settle([Opening.page(0, of: upload, Digest.sha256(upload.bytes), reader)], told)
    }
  }

  /// The pages behind the first, a few at a time: a thick file must not fill the memory.
  /// - Returns: whether all of them are done with.
  private func settle(restOf opening: Opening, _ width: Int, _ told: (Told) throws -> Void) throws -> Bool {
    guard case .success(let arrival) = opening.first, arrival.glance.pages > 1 else { return true }
    let rest = Array(1..<arrival.glance.pages)
    var isSettled = true
    for start in stride(from: 0, to: rest.count, by: width) {
      let part = Array(rest[start..<min(rest.count, start + width)])
      let read = Self.inParallel(part) { [reader] page in
        Opening.page(page, of: arrival.upload, arrival.digest, reader)
      }
      isSettled = try settle(read, told).allSatisfy { $0 } && isSettled
    }
    return isSettled
  }

  /// - Returns: which of them are done with, whatever became of them.
  private func settle(
    _ reads: [Result<Arrival, UnreadableUpload>], _ told: (Told) throws -> Void
  ) throws -> [Bool] {
    var reads = reads
    var settled = reads.map { _ in true }
    func tell(_ upload: UnreadableUpload, at place: Int) throws {
      settled[place] = !upload.mayPass
      try told(.unreadable(upload))
    }
    var ready: [Prepared?] = []
    for (place, read) in reads.enumerated() {
      guard case .success(let arrival) = read else {
        ready.append(nil)
        continue
      }
      do { ready.append(try prepare(arrival)) } catch let error where Self.concernsOnePage(error) {
        reads[place] = .failure(UnreadableUpload(arrival, error))
        ready.append(nil)
      }
    }
    let judged = Self.inParallel(ready) { [judge] prepared in prepared.flatMap { $0.judged(by: judge) } }
    for (place, read) in reads.enumerated() {
      switch (read, ready[place]) {
      case (.failure(let upload), _): try tell(upload, at: place)
      case (_, .done(let sorted)): try told(.page(sorted))
      case (.success(let arrival), .ready(let page)):
        guard let judged = judged[place] else { continue }
        do { try told(.page(keep(judged.get(), page))) } catch let error where Self.concernsOnePage(error) {
          try tell(UnreadableUpload(arrival, error), at: place)
        }
      case (_, nil): break
      }
    }
    return settled
  }

  /// Whether an error is about one page or its order, so that the others may go on; a store that fails stops all.
  private static func concernsOnePage(_ error: any Error) -> Bool {
    error is OutOfTurn || error is CounterError || error is DocumentRefusal || error is PictureError
      || error is ScanError
  }

  /// A file opened and its first page glanced at.
  private struct Opening: Sendable {
    let first: Result<Arrival, UnreadableUpload>
    /// SHA-256 of the file's bytes; nil where they could not be read.
    let digest: [UInt8]?

    init(path: String, reader: ScanReader) {
      do throws(ScanError) {
        let upload = try reader.open(path)
        let digest = Digest.sha256(upload.bytes)
        self.digest = digest
        first = Self.page(0, of: upload, digest, reader)
      } catch {
        digest = nil
        let name = path.split(separator: "/").last.map(String.init) ?? path
        first = .failure(UnreadableUpload(file: name, error))
      }
    }

    static func page(
      _ page: Int, of upload: Upload, _ digest: [UInt8], _ reader: ScanReader
    ) -> Result<Arrival, UnreadableUpload> {
      var failure = ScanError.decoderDied
      // Where memory is short, another page's decoder may have been what killed this one, or the host of both.
      for _ in 0..<2 {
        do throws(ScanError) {
          let glance = try reader.glance(at: page, of: upload)
          let uncoded = glance.codes.isEmpty ? try glance.page() : nil
          return .success(Arrival(glance: glance, uncoded: uncoded, upload: upload, digest: digest))
        } catch { failure = error }
        guard failure == .decoderDied || failure == .hostLost else { break }
      }
      return .failure(UnreadableUpload(file: upload.name, page: page + 1, failure))
    }
  }

  /// Results in the order of the inputs, made on every core.
  private static func inParallel<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    let results = Mutex<[Int: Output]>([:])
    DispatchQueue.concurrentPerform(iterations: inputs.count) { place in
      let result = work(inputs[place])
      results.withLock { $0[place] = result }
    }
    let all = results.withLock { $0 }
    return inputs.indices.compactMap { all[$0] }
  }
}

extension Sorting.Prepared {
  /// What was found on the page; nil when it is done with. Only now are its pixels taken.
  fileprivate func judged(by judge: PageJudge) -> Result<Sorting.JudgedPage, ScanError>? {
    guard case .ready(let ready) = self else { return nil }
    return Result { () throws(ScanError) in
      let page = try ready.glance.page()
      let verdict = judge.judge(page, against: ready.expected, identity: ready.identity)
      return Sorting.JudgedPage(page: page, verdict: verdict)
    }
  }
}

extension UnreadableUpload {
  /// A page that was read and could not be judged or kept.
  fileprivate init(_ arrival: Sorting.Arrival, _ error: any Error) {
    let explanation = (error as? any Explained)?.explanation ?? CounterError.noDocument(arrival.glance.file).explanation
    self.init(
      file: arrival.glance.file, page: arrival.glance.number, explanation: explanation,
      mayPass: (error as? ScanError)?.mayPass ?? false)
  }

  fileprivate init(file: String, page: Int = 1, _ error: ScanError) {
    self.init(file: file, page: page, explanation: error.explanation, mayPass: error.mayPass)
  }
}
