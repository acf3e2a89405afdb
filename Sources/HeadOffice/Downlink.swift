// Letters and tables on their way down: what each kiosk has not been sent yet goes into its next bundle.
internal import Bundles
internal import Cryptography
internal import Domain

func scopeMark(_ scope: String) -> String { String(Digest.sha256(Array(scope.utf8)).hex.prefix(12)) }

extension HeadOffice {
  func unsentLetters(to device: String) throws(HeadOfficeError) -> [String] {
    try state.rows(Letter.self).filter { $0.device == device && $0.sentIn == nil }.map(\.key).sorted()
  }

  /// The newest version of each table that is for this kiosk, unless it was sent.
  func unsentTables(to device: String) throws(HeadOfficeError) -> [String] {
    let tables = try state.rows(TableVersion.self).filter { $0.isFor(device) }
    let newest = Dictionary(grouping: tables, by: \.recordID).values.compactMap { $0.max { $0.version < $1.version } }
    let thresholds = try thresholds()
    return newest.filter { $0.sentIn[device] == nil && $0.signers >= thresholds[$0.kind] }.map(\.key).sorted()
  }

  func markSent(_ sent: SentBundle) throws(HeadOfficeError) {
    for key in sent.letters {
      guard var letter = try state.row(Letter.self, key) else { throw .damaged("letters/\(key)") }
      letter.sentIn = sent.sequence
      try state.put(letter)
    }
    for key in sent.tables {
      guard var table = try state.row(TableVersion.self, key) else { throw .damaged("tables/\(key)") }
      table.sentIn[sent.device] = sent.sequence
      try state.put(table)
    }
  }

  /// Letters and tables as records; the same ones each time.
  func downlink(of sent: SentBundle) throws(HeadOfficeError) -> [BundleRecord] {
    var records: [BundleRecord] = []
    for key in sent.letters {
      guard let letter = try state.row(Letter.self, key) else { throw .damaged("letters/\(key)") }
      records.append(BundleRecord(id: letter.id, kind: letter.kind, payload: letter.payload.bytes))
    }
    for key in sent.tables {
      guard let table = try state.row(TableVersion.self, key) else { throw .damaged("tables/\(key)") }
      records.append(
        BundleRecord(id: table.recordID, kind: table.kind, revision: table.version, payload: table.payload.bytes))
      try records += table.signatureRecords
    }
    return records
  }

  /// Writes a letter that goes with the next bundle. One of this id is only sent again: letters are never changed.
  func post<Payload: BundlePayload>(
    _ payload: Payload, id: String, to device: String, at moment: Instant
  ) throws(HeadOfficeError) {
    if var known = try state.row(Letter.self, id) {
      known.sentIn = nil
      return try state.put(known)
    }
    let bytes: [UInt8]
    do { bytes = try CanonicalJSON.encode(payload) } catch { throw .damaged("letters/\(id)") }
    try state.put(
      Letter(id: id, device: device, kind: Payload.kind, payload: Base64Bytes(bytes), made: moment, sentIn: nil))
  }

  func letter<Payload: BundlePayload>(_ type: Payload.Type, _ id: String) throws(HeadOfficeError) -> Payload? {
    guard let letter = try state.row(Letter.self, id) else { return nil }
    do { return try CanonicalJSON.decode(type, from: letter.payload.bytes) } catch { throw .damaged("letters/\(id)") }
  }

  // MARK: What came up

  /// Judges records that ask for something besides a certificate.
  func judgeRequest(_ record: BundleRecord) throws(HeadOfficeError) {
    switch record.kind {
    case ApplicationPayload.kind: _ = try payload(record, ApplicationPayload.self)
    case PaperPayload.kind: _ = try payload(record, PaperPayload.self)
    case BankProofRequestPayload.kind: _ = try payload(record, BankProofRequestPayload.self)
    case InvoiceRequestPayload.kind: _ = try payload(record, InvoiceRequestPayload.self)
    case RevocationPayload.kind: _ = try payload(record, RevocationPayload.self)
    default: throw .unfit(code: HeadOfficeError.unknownKind.explanation.code)
    }
  }

  /// The records of a kind that count.
  func applied(_ kind: String) throws(HeadOfficeError) -> [KeptRecord] {
    try state.rows(KeptRecord.self).filter { $0.kind == kind && $0.outcome == .applied }
  }

  /// What a kept record says, read from the bytes that the kiosk signed.
  func kept<Payload: BundlePayload>(_ type: Payload.Type, _ row: KeptRecord) throws(HeadOfficeError) -> Payload {
    let sealed = try state.evidence(row.evidence)
    let kiosk = try state.row(Kiosk.self, row.device)
    let signed: [UInt8]
    do throws(CryptographyError) {
      var trusted: [Certificate] = []
      for one in kiosk?.certificates ?? [] { trusted.append(try Certificate(der: one.bytes)) }
      signed = try Envelope.open(
        sealed, type: .record, recipient: keys.recipient, trusted: trusted, at: nil
      ).content
    } catch { throw .damaged("evidence/\(row.evidence)") }
    guard Digest.sha256(signed).hex == row.digest, let value = try? JSONValue(canonical: signed),
      let payload = value["payload"]?.canonical, let read = try? CanonicalJSON.decode(type, from: payload)
    else { throw .damaged("evidence/\(row.evidence)") }
    return read
  }
}
