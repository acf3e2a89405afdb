// Enrolling a kiosk: its key is certified under its id, and bundles signed by that key are listened to.
internal import Bundles
public import Cryptography
public import Domain

extension HeadOffice {
  private static let kioskYears: Int64 = 5

  /// The kiosk's certificate for its request. Asking again with the same key gives the same certificate; another key
  /// for a known id is refused unless the kiosk is said to be replaced, after which the old key counts no more.
  public func enrol(
    _ device: String, _ request: CertificateRequest, replacing: Bool = false, at moment: Instant
  ) throws(HeadOfficeError) -> Certificate {
    try requireSound(device)
    var kiosk = try state.row(Kiosk.self, device) ?? Kiosk(device: device, certificates: [])
    if let present = try kiosk.present, present.publicKey == request.publicKey, present.isValid(at: moment) {
      return present
    }
    guard kiosk.certificates.isEmpty || replacing else { throw .deviceTaken(device) }
    let certificate: Certificate
    do {
      certificate = try keys.kiosks.issue(
        for: request, subject: DistinguishedName(organisation: office.name, commonName: device),
        from: moment.advanced(bySeconds: -3600),
        until: moment.advanced(bySeconds: Self.kioskYears * 31_557_600), usage: .both)
    } catch { throw .cryptography(error) }
    kiosk.certificates.append(Base64Bytes(certificate.der))
    try state.put(kiosk)
    return certificate
  }

  private func requireSound(_ device: String) throws(HeadOfficeError) {
    guard BundleHeader.isSoundID(device) else { throw .bundle(.name(device)) }
  }

  func presentCertificates() throws(HeadOfficeError) -> [Certificate] {
    var found: [Certificate] = []
    for kiosk in try state.rows(Kiosk.self) {
      if let certificate = try kiosk.present { found.append(certificate) }
    }
    return found
  }
}

extension Kiosk {
  var present: Certificate? {
    get throws(HeadOfficeError) {
      guard let last = certificates.last else { return nil }
      do { return try Certificate(der: last.bytes) } catch { throw .damaged("kiosks/\(device)") }
    }
  }
}
