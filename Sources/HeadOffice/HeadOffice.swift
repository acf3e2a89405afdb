// Head office: takes kiosks' bundles in, keeps what is new, issues certificates, and answers with bundles.
public import Bundles
internal import Cryptography
public import Domain
internal import Files

public final class HeadOffice {
  let office: Office
  let keys: OfficeKeys
  let state: any HeadOfficeState
  /// Where bundles going down are kept as they were written.
  let outbox: String

  /// Founds a head office in a folder that is empty or not there yet. A real one needs a passphrase for its keys.
  /// With `pairs` every applicant gets a second certificate, for an encryption key that is made and kept here.
  ///
  /// A founding that was interrupted is begun anew; a founded office is never touched.
  public static func found(
    in folder: String, name: String = "HQ", rehearsal: Bool, pairs: Bool = false, passphrase: [UInt8]? = nil,
    at moment: Instant
  ) throws(HeadOfficeError) -> HeadOffice {
    guard Files.kind(of: "\(folder)/office") == nil else { throw .alreadyFounded(folder) }
    let office = Office(
      name: name, rehearsal: rehearsal, incarnation: Random.bytes(8).hex, founded: moment, pairs: pairs)
    try FolderState.files { () throws(FileFailure) in try Files.makeFolder(folder, mode: 0o700) }
    _ = try OfficeKeys.make(office, in: folder, passphrase: passphrase)
    let row: [UInt8]
    do { row = try CanonicalJSON.encode(office) } catch { throw .damaged("office") }
    // The folder's own appearance is what says that the keys are all there.
    try FolderState.files { () throws(FileFailure) in
      try Files.removeTree("\(folder)/office.partial")
      try Files.makeFolder("\(folder)/office.partial", mode: 0o700)
      try Files.write(row, to: "\(folder)/office.partial/office.json", mode: 0o600)
      try Files.moveNew("\(folder)/office.partial", to: "\(folder)/office")
    }
    return try HeadOffice(in: folder, passphrase: passphrase)
  }

  /// Opens a founded head office; fails with `busy` while another process has it.
  public init(in folder: String, passphrase: [UInt8]? = nil) throws(HeadOfficeError) {
    let state = try FolderState(folder)
    guard let office = try state.row(Office.self, "office") else { throw .damaged("office") }
    self.office = office
    self.state = state
    outbox = "\(folder)/outbox"
    keys = try OfficeKeys(in: folder, passphrase: passphrase)
  }

  public var rehearsal: Bool { office.rehearsal }

  /// What every kiosk is given when it is set up.
  public var trust: TrustFile {
    get throws(HeadOfficeError) {
      TrustFile(
        name: office.name, rehearsal: office.rehearsal, signers: [keys.signer.certificate],
        recipients: [keys.recipient.certificate], issuers: [keys.applicants.certificate],
        cosigners: try cosigners().map(\.certificate), thresholds: try thresholds())
    }
  }
}
