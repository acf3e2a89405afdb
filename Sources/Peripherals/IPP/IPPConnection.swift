// One connection to the print service or to a printer: questions out, answers back, each within its time.
internal import CCups
internal import Glibc

/// Why an exchange failed, before anybody has given it its proper name.
enum ExchangeFailure: Error, Hashable {
  /// Nobody listens, or nobody answers in time.
  case unreachable
  /// The other side refused; its own words.
  case refused(ipp_status_t, String)

  static func == (left: ExchangeFailure, right: ExchangeFailure) -> Bool {
    switch (left, right) {
    case (.unreachable, .unreachable): true
    case (.refused(let one, _), .refused(let other, _)): one == other
    default: false
    }
  }

  func hash(into hasher: inout Hasher) { if case .refused(let status, _) = self { hasher.combine(status.rawValue) } }
}

/// An open connection. Leaving scope closes it.
final class IPPConnection {
  let http: OpaquePointer

  /// - Parameter seconds: how long connecting and each wait for bytes may take.
  init(host: String, port: Int32, encryption: http_encryption_t, seconds: Int) throws(ExchangeFailure) {
    // Without this libcups would ask a password of whoever sits at the terminal.
    cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
    guard
      let http = httpConnect2(
        host, port, nil, AF_UNSPEC, encryption, 1, Int32(seconds) * 1000, nil)
    else { throw .unreachable }
    self.http = http
    httpSetTimeout(http, Double(seconds), { _, _ in 0 }, nil)
  }

  deinit { httpClose(http) }

  /// Asks and waits for the answer's groups of this tag.
  func ask(
    _ operation: ipp_op_t, resource: String, _ tag: ipp_tag_t, _ build: (OpaquePointer) -> Void
  ) throws(ExchangeFailure) -> [Attributes] {
    let request = ippNewRequest(operation)
    guard let request else { throw .unreachable }
    build(request)
    let answer = cupsDoRequest(http, request, resource)
    defer { ippDelete(answer) }
    try check(answer)
    return Attributes.groups(tag, of: answer!)
  }

  /// Sends a request with a document that `write` produces piece by piece.
  func send(
    _ operation: ipp_op_t, resource: String, _ build: (OpaquePointer) -> Void, document write: () throws -> Void
  ) throws {
    guard let request = ippNewRequest(operation) else { throw ExchangeFailure.unreachable }
    build(request)
    defer { ippDelete(request) }
    // Length 0 stands for one that is not known before the end (CUPS_LENGTH_VARIABLE).
    guard cupsSendRequest(http, request, resource, 0) == HTTP_STATUS_CONTINUE else { throw failure }
    try write()
    let answer = cupsGetResponse(http, resource)
    defer { ippDelete(answer) }
    try check(answer)
  }

  /// - Returns: whether the bytes were taken.
  func write(_ bytes: UnsafeBufferPointer<CChar>) -> Bool {
    cupsWriteRequestData(http, bytes.baseAddress, bytes.count) == HTTP_STATUS_CONTINUE
  }

  private func check(_ answer: OpaquePointer?) throws(ExchangeFailure) {
    guard answer != nil, cupsLastError().rawValue < IPP_STATUS_ERROR_BAD_REQUEST.rawValue else { throw failure }
  }

  var failure: ExchangeFailure {
    let status = cupsLastError()
    // libcups reports a line that broke as a service that is not available.
    if status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE || httpError(http) != 0 { return .unreachable }
    return .refused(status, cupsLastErrorString().map { String(cString: $0) } ?? "")
  }
}

extension OpaquePointer {
  /// Adds a text of an operation or job attribute to a request.
  func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: String) {
    ippAddString(self, group, tag, name, nil, value)
  }

  func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: Int) {
    ippAddInteger(self, group, tag, name, Int32(value))
  }

  /// Asks for these attributes only.
  func want(_ names: [String]) {
    var pointers: [UnsafePointer<CChar>?] = names.map { UnsafePointer(strdup($0)) }
    defer { pointers.forEach { free(UnsafeMutablePointer(mutating: $0)) } }
    ippAddStrings(
      self, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", Int32(names.count), nil, &pointers)
  }
}
