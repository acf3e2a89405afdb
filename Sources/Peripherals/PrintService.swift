// The machine's print service (CUPS): its queues, the printers behind them, and jobs handed to it.
internal import CCups
internal import Domain
internal import Glibc

/// A session with the print service. It follows `CUPS_SERVER` and client.conf, as every CUPS program does.
public final class PrintService {
  let connection: IPPConnection
  let seconds: Int
  private let user = String(cString: cupsUser())

  /// - Parameter seconds: how long each answer, of the service or of a printer, may take.
  /// - Throws: `serviceMissing`.
  public init(seconds: Int = 5) throws(PrinterError) {
    self.seconds = seconds
    do throws(ExchangeFailure) {
      connection = try IPPConnection(
        host: String(cString: cupsServer()), port: ippPort(), encryption: cupsEncryption(), seconds: seconds)
    } catch { throw .serviceMissing }
  }

  // MARK: Queues

  /// All queues in the order of their names; an empty list when there is none.
  public func queues() throws(PrinterError) -> [Queue] {
    do throws(ExchangeFailure) {
      let usual = try? connection.ask(IPP_OP_CUPS_GET_DEFAULT, resource: "/", IPP_TAG_PRINTER) {
        $0.want(["printer-name"])
      }
      let all = try connection.ask(IPP_OP_CUPS_GET_PRINTERS, resource: "/", IPP_TAG_PRINTER) { $0.want(Queue.wanted) }
      return all.compactMap { Queue($0, default: usual?.first?.word("printer-name")) }.sorted { $0.name < $1.name }
    } catch {
      switch error {
      case .unreachable: throw .serviceMissing
      case .refused(IPP_STATUS_ERROR_NOT_FOUND, _): return []
      case .refused(_, let words): throw .forbidden(words: words)
      }
    }
  }

  /// The queue to print on: the one named, else the default, else the only one.
  public func queue(_ name: String?) throws(PrinterError) -> Queue {
    let all = try queues()
    guard !all.isEmpty else { throw .noPrinter }
    if let name {
      guard let queue = all.first(where: { $0.name == name }) else { throw .unknownPrinter(name) }
      return queue
    }
    guard let queue = all.first(where: \.isDefault) ?? (all.count == 1 ? all[0] : nil) else {
      throw .whichPrinter(all.map(\.name))
    }
    return queue
  }

  // MARK: Printers

  /// Asks the printer behind a queue itself, because a queue keeps saying that all is well of one that is switched off.
  public func state(of queue: Queue) -> PrinterState {
    PrinterState(queue: queue, printer: queue.printer.map { printer in answer(of: printer) })
  }

  /// How pages get through a queue.
  /// - Throws: `notReady` when the printer must be asked and does not answer, `undescribed` when the print service does
  ///   not say what it does with pages.
  public func route(through queue: Queue) throws(PrinterError) -> Route {
    guard let printer = queue.printer else { return .portable(.notIPP) }
    let capabilities: Attributes
    do throws(ExchangeFailure) { capabilities = try answer(of: printer).get() } catch {
      throw .notReady(queue.name, .unreachable)
    }
    guard let format = RasterFormat(capabilities) else { return .portable(.noRaster) }
    return try passesRaster(queue) ? .raster(format) : .portable(.queueConverts)
  }

  private func answer(of printer: DeviceAddress) -> Result<Attributes, ExchangeFailure> {
    Result { () throws(ExchangeFailure) in
      let groups = try line(to: printer).ask(IPP_OP_GET_PRINTER_ATTRIBUTES, resource: printer.resource, IPP_TAG_PRINTER)
      {
        $0.add(IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", printer.uri)
      }
      guard let answer = groups.first else { throw .unreachable }
      return answer
    }
  }

  func line(to printer: DeviceAddress) throws(ExchangeFailure) -> IPPConnection {
    try IPPConnection(
      host: printer.host, port: printer.port,
      encryption: printer.isEncrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, seconds: seconds)
  }

  /// Whether a queue hands PWG raster through as it is: one without a description of its printer does, and one whose
  /// description names raster with no filter.
  private func passesRaster(_ queue: Queue) throws(PrinterError) -> Bool {
    guard let description = try description(of: queue) else { return true }
    return description.split(whereSeparator: \.isNewline).contains { line in
      line.hasPrefix("*cupsFilter2:") && line.contains("\"image/pwg-raster image/pwg-raster") && line.hasSuffix(" -\"")
    }
  }

  /// The queue's PPD file; nil for a queue that has none.
  private func description(of queue: Queue) throws(PrinterError) -> String? {
    var path = [CChar](repeating: 0, count: 1024)
    let file = cupsTempFd(&path, Int32(path.count))
    guard file >= 0 else { throw .undescribed(queue.name, words: SystemErrorNumber(errno).english) }
    defer {
      unlink(path)
      close(file)
    }
    let status = cupsGetFd(connection.http, "/printers/\(queue.name).ppd", file)
    if status == HTTP_STATUS_NOT_FOUND { return nil }
    guard status == HTTP_STATUS_OK else {
      throw .undescribed(queue.name, words: httpStatus(status).map { String(cString: $0) } ?? "")
    }
    var bytes = [UInt8](repeating: 0, count: Int(max(0, lseek(file, 0, SEEK_END))))
    let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  // MARK: What every request to a queue begins with

  func address(_ request: OpaquePointer, _ queue: String, job: Int? = nil) {
    var uri = [CChar](repeating: 0, count: 1024)
    httpAssembleURI(
      HTTP_URI_CODING_ALL, &uri, Int32(uri.count), "ipp", nil, "localhost", 0, "/printers/\(queue)")
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, uri)
    if let job { request.add(IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job) }
    request.add(IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", user)
  }
}
