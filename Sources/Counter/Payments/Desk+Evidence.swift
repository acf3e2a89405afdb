// The picture of a payment's evidence: kept sealed with the order, and shown to the second person.
internal import Domain
internal import Files
internal import Pictures
internal import Records
internal import Scans

extension Desk {
  /// Keeps a scan or photograph of a slip or receipt, decoded in the confined child like any upload; the upload itself
  /// is sealed beside it.
  /// - Returns: the sealed pictures, page by page.
  func keepEvidence(_ path: String, of number: OrderNumber, worker: String) throws -> [String] {
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    let pages = try pages(of: path, ScanReader(worker: worker, reading: thresholds.reading))
    _ = try store.putObject(Files.read(path, limit: 1 << 26), order: number)
    return try pages.map { try store.putObject(JPEG.encode($0.picture, quality: 85), order: number).text }
  }

  /// Writes the pictures of an entry's evidence into a folder, for whoever confirms it.
  /// - Returns: the files, such as `1-1.jpg` for the first entry's first page.
  /// - Throws: `noEvidence` when none was recorded with it.
  public func writeEvidence(_ text: String, entry id: String, to folder: String) throws -> [String] {
    _ = try acting()
    let order = try order(text)
    let pictures = order.payments.first { $0.id == id }?.pictures ?? []
    guard !pictures.isEmpty else { throw LedgerError.noEvidence(id) }
    try Files.makeFolder(folder)
    try disclose(.pictures, pictures.count, of: [order.number.text], toPath: folder)
    return try pictures.enumerated().map { place, name in
      guard let object = ObjectID(name) else { throw CounterError.damagedRecord(order.number.text) }
      let path = "\(folder)/\(id)-\(place + 1).jpg"
      try Files.write(store.object(object), to: path, mode: 0o600)
      return path
    }
  }
}
