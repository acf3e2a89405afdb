// One certificate for one request, whatever happens in between: the serial is journalled before anything is signed.
internal import Bundles
internal import Cryptography
internal import Domain

extension HeadOffice {
  private static let longest = 5

  /// Judges what a new record says. Throws `unfit` for what is refused; answers with the id of a certificate request.
  func judge(_ record: BundleRecord, for row: KeptRecord, at moment: Instant) throws(HeadOfficeError) -> String? {
    switch record.kind {
    case OrderPayload.kind:
      _ = try payload(record, OrderPayload.self)
      return nil
    case CertificateRequestPayload.kind:
      let asked = try payload(record, CertificateRequestPayload.self)
      try judge(asked)
      try journal(asked, record, row, at: moment)
      return asked.id
    default:
      try judgeRequest(record)
      return nil
    }
  }

  func payload<P: BundlePayload>(_ record: BundleRecord, _ type: P.Type) throws(HeadOfficeError) -> P {
    do { return try record.decoded(as: type) } catch { throw .unfit(code: error.explanation.code) }
  }

  private func judge(_ asked: CertificateRequestPayload) throws(HeadOfficeError) {
    guard BundleHeader.isSoundID(asked.id), (1...Self.longest).contains(asked.years) else {
      throw .unfit(code: HeadOfficeError.requestRefused.explanation.code)
    }
    do throws(CryptographyError) {
      let request = try CertificateRequest(der: asked.request.bytes)
      try request.requireSelfSignature()
      _ = try asked.subject.der
      _ = try Self.extensions(of: asked)
    } catch { throw .unfit(code: error.explanation.code) }
  }

  private func journal(
    _ asked: CertificateRequestPayload, _ record: BundleRecord, _ row: KeptRecord, at moment: Instant
  ) throws(HeadOfficeError) {
    let digest = Digest.sha256(record.payload).hex
    if let known = try state.row(Issuance.self, asked.id) {
      guard known.payloadDigest == digest, known.device == row.device else {
        throw .unfit(code: HeadOfficeError.requestReused.explanation.code)
      }
      return try sendAgain(asked.id)
    }
    let carried = try takePlaceOfOld(asked, at: moment)
    try state.put(
      Issuance(
        request: asked.id, payloadDigest: digest, record: row.evidence, device: row.device,
        serial: Base64Bytes(CertificateAuthority.randomSerial()), from: moment,
        until: moment.advanced(bySeconds: Int64(asked.years) * 31_557_600 + carried),
        encryption: try encryptionKey(for: asked)))
  }

  /// The certificate goes into the next bundle once more: the one that carried it may be lost.
  func sendAgain(_ request: String) throws(HeadOfficeError) {
    guard var issuance = try state.row(Issuance.self, request), issuance.sentIn != nil else { return }
    issuance.sentIn = nil
    try state.put(issuance)
  }

  /// Signs what was journalled and not signed yet, for requests that count.
  func issueOutstanding() throws(HeadOfficeError) {
    let counting = Set(
      try state.rows(KeptRecord.self).filter { $0.outcome == .applied }.compactMap(\.request))
    for var issuance in try state.rows(Issuance.self)
    where issuance.certificate == nil && counting.contains(issuance.request) {
      try issue(&issuance)
      try state.put(issuance)
    }
  }

  private func issue(_ issuance: inout Issuance) throws(HeadOfficeError) {
    let asked = try request(of: issuance)
    do {
      issuance.certificate = Base64Bytes(
        try keys.applicants.issue(
          for: CertificateRequest(der: asked.request.bytes), subject: asked.subject, serial: issuance.serial.bytes,
          from: issuance.from, until: issuance.until, usage: issuance.encryption == nil ? .both : .signing,
          extensions: Self.extensions(of: asked)
        ).der)
      guard let pair = issuance.encryption else { return }
      let key = try PrivateKey(der: try open(pair.sealedKey))
      issuance.encryption?.certificate = Base64Bytes(
        try keys.applicants.issue(
          to: key.publicKey, subject: asked.subject, serial: pair.serial.bytes, from: issuance.from,
          until: issuance.until, usage: .encryption, extensions: Self.extensions(of: asked)
        ).der)
    } catch { throw .cryptography(error) }
  }

  /// The request as the kiosk signed it, read from the evidence and not from anything written since.
  func request(of issuance: Issuance) throws(HeadOfficeError) -> CertificateRequestPayload {
    let signed: [UInt8]
    do {
      let kiosk = try state.row(Kiosk.self, issuance.device)
      let trusted = try (kiosk?.certificates ?? []).map { try Certificate(der: $0.bytes) }
      signed = try Envelope.open(
        state.evidence(issuance.record), type: .record, recipient: keys.recipient, trusted: trusted, at: nil
      ).content
    } catch let error as CryptographyError { throw .cryptography(error) } catch let error as HeadOfficeError {
      throw error
    } catch { throw .damaged("evidence/\(issuance.record)") }
    guard let value = try? JSONValue(canonical: signed), let payload = value["payload"]?.canonical,
      Digest.sha256(payload).hex == issuance.payloadDigest,
      let asked = try? CanonicalJSON.decode(CertificateRequestPayload.self, from: payload)
    else { throw .damaged("evidence/\(issuance.record)") }
    return asked
  }

  static func extensions(
    of asked: CertificateRequestPayload
  ) throws(CryptographyError) -> [CertificateAuthority.Extension] {
    var all: [CertificateAuthority.Extension] = []
    for one in asked.extensions {
      _ = try DER.objectIdentifier(one.identifier)
      all.append((one.identifier, one.type == .utf8 ? DER.utf8String(one.text) : DER.printableString(one.text)))
    }
    return all
  }
}
