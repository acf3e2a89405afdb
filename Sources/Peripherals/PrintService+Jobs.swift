// Jobs: created first and filled afterwards, so that their number can be written down in between.
internal import CCups

extension PrintService {
  /// Creates a job without a document. Until `send` has ended it prints nothing.
  public func create(_ ticket: JobTicket, on queue: Queue) throws(PrinterError) -> PrintJob {
    let made: [Attributes]
    do throws(ExchangeFailure) {
      made = try connection.ask(IPP_OP_CREATE_JOB, resource: "/printers/\(queue.name)", IPP_TAG_JOB) { request in
        address(request, queue.name)
        request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", ticket.name)
        ticket.add(to: request)
      }
    } catch { throw Self.named(error, queue.name) }
    guard let number = made.first?.number("job-id") else { throw .refused(queue.name, words: "no job-id") }
    return PrintJob(number: number, queue: queue.name, name: ticket.name)
  }

  /// Fills a job with raster pages as they are drawn; only a part of a page is ever held. When anything fails on the
  /// way, the job is withdrawn and nothing of it prints.
  /// - Throws: `leftLying` when it could not even be withdrawn: then nobody knows what becomes of it.
  public func send(_ job: PrintJob, _ ticket: JobTicket, draw: (RasterStream) throws -> Void) throws {
    guard let format = ticket.format else { throw PrinterError.refused(job.queue, words: "image/pwg-raster") }
    try fill(job, "image/pwg-raster") {
      let stream = try RasterStream(format, bothSides: ticket.bothSides, connection)
      try draw(stream)
      try stream.finish()
    }
  }

  /// Fills a job with a PDF file.
  public func send(_ job: PrintJob, pdf: [UInt8]) throws {
    try fill(job, "application/pdf") {
      let taken = pdf.withUnsafeBytes { connection.write($0.bindMemory(to: CChar.self)) }
      guard taken else { throw ExchangeFailure.unreachable }
    }
  }

  private func fill(_ job: PrintJob, _ format: String, _ write: () throws -> Void) throws {
    do {
      try connection.send(IPP_OP_SEND_DOCUMENT, resource: "/printers/\(job.queue)") { request in
        address(request, job.queue, job: job.number)
        request.add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", format)
        ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1)
      } document: {
        try write()
      }
    } catch {
      guard withdraw(job) else { throw PrinterError.leftLying(job.queue, job: job.number) }
      if let failure = error as? ExchangeFailure { throw Self.handing(failure, job.queue) }
      throw error
    }
  }

  /// On a line of its own: the one that broke has half a document in it.
  /// - Returns: whether the print service took the job back.
  private func withdraw(_ job: PrintJob) -> Bool {
    (try? PrintService(seconds: seconds).cancel(job)) != nil
  }

  public func cancel(_ job: PrintJob) throws(PrinterError) {
    do throws(ExchangeFailure) {
      _ = try connection.ask(IPP_OP_CANCEL_JOB, resource: "/printers/\(job.queue)", IPP_TAG_JOB) {
        address($0, job.queue, job: job.number)
      }
    } catch { throw Self.named(error, job.queue) }
  }

  /// Takes back a job that was given up, so that nobody may start it again later; one that has ended or is not known needs
  /// no taking back.
  /// - Throws: `leftLying` when it may still print.
  public func takeBack(_ job: PrintJob) throws(PrinterError) {
    do throws(ExchangeFailure) {
      _ = try connection.ask(IPP_OP_CANCEL_JOB, resource: "/printers/\(job.queue)", IPP_TAG_JOB) {
        address($0, job.queue, job: job.number)
      }
    } catch {
      switch error {
      case .refused(IPP_STATUS_ERROR_NOT_FOUND, _), .refused(IPP_STATUS_ERROR_NOT_POSSIBLE, _): return
      default: throw .leftLying(job.queue, job: job.number)
      }
    }
  }

  /// What became of a job; `unknown` when the service does not know it, or knows another one under its number.
  public func state(of job: PrintJob) throws(PrinterError) -> JobState {
    do throws(ExchangeFailure) {
      let answer = try connection.ask(IPP_OP_GET_JOB_ATTRIBUTES, resource: "/printers/\(job.queue)", IPP_TAG_JOB) {
        address($0, job.queue, job: job.number)
        $0.want(["job-name", "job-state", "job-state-reasons", "job-printer-state-message"])
      }
      guard let found = answer.first, found.word("job-name") == job.name else { return .ended(.unknown) }
      return corrected(JobState(found), of: job)
    } catch {
      if case .refused(IPP_STATUS_ERROR_NOT_FOUND, _) = error { return .ended(.unknown) }
      throw Self.named(error, job.queue)
    }
  }

  /// An ended job's state by the printer's own word. CUPS' backend calls a job cancelled that the printer gave up, and
  /// even completed when the printer was quick about it.
  private func corrected(_ state: JobState, of job: PrintJob) -> JobState {
    guard state == .ended(.completed) || state == .ended(.cancelled) else { return state }
    switch printersWord(on: job) {
    case 7: return .ended(.cancelled)
    case 8: return .ended(.failed("aborted"))
    default: return state
    }
  }

  /// The state (RFC 8011, 5.3.7) of the printer's own job; nil where the printer does not tell.
  private func printersWord(on job: PrintJob) -> Int? {
    guard let printer = (try? queue(job.queue))?.printer else { return nil }
    let jobs = try? line(to: printer).ask(IPP_OP_GET_JOBS, resource: printer.resource, IPP_TAG_JOB) { request in
      request.add(IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", printer.uri)
      request.add(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", "completed")
      request.add(IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", 50)
      request.want(["job-name", "job-state"])
    }
    return jobs?.first { $0.word("job-name") == job.name }?.number("job-state")
  }

  private static func named(_ failure: ExchangeFailure, _ queue: String) -> PrinterError {
    switch failure {
    case .unreachable: .serviceMissing
    case .refused(_, let words): .refused(queue, words: words)
    }
  }

  private static func handing(_ failure: ExchangeFailure, _ queue: String) -> PrinterError {
    switch failure {
    case .unreachable: .brokenOff(queue)
    case .refused(_, let words): .refused(queue, words: words)
    }
  }
}

extension JobTicket {
  /// A4, as it is, once, without a cover sheet, whatever the queue's defaults say.
  fileprivate func add(to request: OpaquePointer) {
    request.add(IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1)
    request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", "iso_a4_210x297mm")
    request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", bothSides ? "two-sided-long-edge" : "one-sided")
    request.add(IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", "none")
    request.add(IPP_TAG_JOB, IPP_TAG_INTEGER, "number-up", 1)
    request.add(IPP_TAG_JOB, IPP_TAG_NAME, "job-sheets", "none")
    if let resolution = format?.resolution {
      ippAddResolution(
        request, IPP_TAG_JOB, "printer-resolution", IPP_RES_PER_INCH, Int32(resolution.x), Int32(resolution.y))
    }
  }
}
