// Answering kiosks: acknowledgements and certificates in bundles that are planned, written, kept and then handed out.
public import Bundles
internal import Cryptography
public import Domain
internal import Files

extension HeadOffice {
  /// How long a bundle going down may be taken in, in seconds.
  private static let life: Int64 = 30 * 86_400

  /// Writes a bundle for every kiosk that waits for something, and hands out, byte for byte as they were written, the
  /// latest one of every kiosk and those that never left, to `folder`. Asking again hands out the same.
  public func answer(to folder: String, at moment: Instant) throws(HeadOfficeError) -> [WrittenBundle] {
    try issueOutstanding()
    var handed: [WrittenBundle] = []
    for kiosk in try state.rows(Kiosk.self) {
      try plan(for: kiosk.device, at: moment)
      for var sent in try sent(to: kiosk.device) where sent.digest == nil { try finish(&sent) }
      let all = try sent(to: kiosk.device)
      for sent in all where sent.expires > moment && (!sent.isHandedOut || sent.sequence == all.last?.sequence) {
        handed.append(try handOut(sent, to: folder))
      }
    }
    return handed
  }

  private func sent(to device: String) throws(HeadOfficeError) -> [SentBundle] {
    try state.rows(SentBundle.self).filter { $0.device == device }.sorted { $0.sequence < $1.sequence }
  }

  /// Journals what the next bundle will hold, unless one is planned already or there is nothing to say.
  private func plan(for device: String, at moment: Instant) throws(HeadOfficeError) {
    let earlier = try sent(to: device)
    guard earlier.allSatisfy({ $0.digest != nil }) else { return }
    let bundles = try state.rows(ReceivedBundle.self).filter { $0.device == device && $0.answeredIn == nil }
    let certificates = try state.rows(Issuance.self).filter {
      $0.device == device && $0.certificate != nil && $0.sentIn == nil
    }
    let letters = try unsentLetters(to: device), tables = try unsentTables(to: device)
    guard !bundles.isEmpty || !certificates.isEmpty || !letters.isEmpty || !tables.isEmpty else { return }
    try state.put(
      SentBundle(
        device: device, sequence: (earlier.last?.sequence ?? 0) + 1, previousDigest: earlier.last?.digest,
        created: moment, expires: moment.advanced(bySeconds: Self.life), acknowledges: bundles.map(\.key),
        certificates: certificates.map(\.request), letters: letters, tables: tables))
  }

  /// Writes what was planned, marks what it answers, and only then calls it written.
  private func finish(_ sent: inout SentBundle) throws(HeadOfficeError) {
    let digest = try writtenDigest(sent)
    for key in sent.acknowledges {
      guard var bundle = try state.row(ReceivedBundle.self, key) else { throw .damaged("bundles/\(key)") }
      bundle.answeredIn = sent.sequence
      try state.put(bundle)
    }
    for request in sent.certificates {
      guard var issuance = try state.row(Issuance.self, request) else { throw .damaged("issuances/\(request)") }
      issuance.sentIn = sent.sequence
      try state.put(issuance)
    }
    try markSent(sent)
    sent.digest = digest
    try state.put(sent)
  }

  /// The bundle's digest; it is written unless an interrupted answer had come that far.
  private func writtenDigest(_ sent: SentBundle) throws(HeadOfficeError) -> String {
    let outbox = outbox
    let header = header(of: sent)
    let manifest = "\(outbox)/\(header.folderName)/manifest.cms"
    if Files.kind(of: manifest) == .file {
      return try FolderState.files { () throws(FileFailure) in
        Digest.sha256(try Files.read(manifest, limit: 64 << 20)).hex
      }
    }
    try FolderState.files { () throws(FileFailure) in try Files.makeFolder(outbox, mode: 0o700) }
    guard let recipient = try state.row(Kiosk.self, sent.device)?.present else {
      throw .damaged("kiosks/\(sent.device)")
    }
    let records = try records(of: sent)
    do {
      return try BundleWriter.write(
        records, header: header, to: outbox, signers: [keys.signer], recipients: [recipient]
      ).digest
    } catch { throw .bundle(error) }
  }

  private func header(of sent: SentBundle) -> BundleHeader {
    BundleHeader(
      kind: .down, device: office.name, addressee: sent.device, incarnation: office.incarnation,
      sequence: sent.sequence, previousDigest: sent.previousDigest, created: sent.created, expires: sent.expires,
      rehearsal: office.rehearsal)
  }

  private func records(of sent: SentBundle) throws(HeadOfficeError) -> [BundleRecord] {
    var records: [BundleRecord] = []
    for key in sent.acknowledges {
      guard let bundle = try state.row(ReceivedBundle.self, key) else { throw .damaged("bundles/\(key)") }
      records.append(try acknowledgement(of: bundle, in: sent))
    }
    for request in sent.certificates {
      guard let issuance = try state.row(Issuance.self, request) else { throw .damaged("issuances/\(request)") }
      records.append(try certificate(of: issuance))
    }
    return try records + downlink(of: sent)
  }

  private func acknowledgement(
    of bundle: ReceivedBundle, in sent: SentBundle
  ) throws(HeadOfficeError) -> BundleRecord {
    let gaps = try gaps(bundle.device, bundle.incarnation)
    let highest =
      try state.rows(ReceivedBundle.self)
      .filter { $0.device == bundle.device && $0.incarnation == bundle.incarnation }.map(\.sequence).max() ?? 0
    let payload = AcknowledgementPayload(
      bundle: bundle.digest, incarnation: bundle.incarnation, sequence: bundle.sequence, outcomes: bundle.outcomes,
      headOfficeTime: sent.created, nextExpectedSequence: gaps.first ?? highest + 1, gaps: gaps)
    do {
      return try BundleRecord(id: "ack-\(bundle.digest.prefix(32))-\(sent.sequence)", payload)
    } catch { throw .bundle(error) }
  }

  /// Always the same record for the same request, so that a kiosk that has it knows it again.
  private func certificate(of issuance: Issuance) throws(HeadOfficeError) -> BundleRecord {
    guard let der = issuance.certificate else { throw .damaged("issuances/\(issuance.request)") }
    do {
      let payload = CertificatePayload(
        request: issuance.request, certificate: try Certificate(der: der.bytes), chain: [keys.applicants.certificate],
        encryption: try pair(of: issuance))
      return try BundleRecord(id: "certificate-\(Digest.sha256(Array(issuance.request.utf8)).hex.prefix(32))", payload)
    } catch let error as BundleError { throw .bundle(error) } catch let error as CryptographyError {
      throw .cryptography(error)
    } catch { throw .damaged("issuances/\(issuance.request)") }
  }

  private func handOut(_ sent: SentBundle, to folder: String) throws(HeadOfficeError) -> WrittenBundle {
    var sent = sent
    let written: WrittenBundle
    do { written = try BundleWriter.copy("\(outbox)/\(header(of: sent).folderName)", to: folder) } catch {
      throw .bundle(error)
    }
    sent.isHandedOut = true
    try state.put(sent)
    return written
  }
}
