// A bundle that this machine wrote: sealed to others, so that only its bytes can be looked at.
public import Cryptography
public import Domain
internal import Files

extension BundleReader {
  /// Holds a bundle of one's own against the digest that was kept when it was written: the manifest, exactly the files it
  /// names, and each file's bytes. Their content is sealed to head office.
  /// - Parameter digest: SHA-256 of manifest.cms in hexadecimal.
  /// - Returns: each record with what is wrong with it.
  public static func examineOwn(
    _ path: String, digest: String, author: Identity, at moment: Instant
  ) throws(BundleError) -> [(entry: Manifest.Entry, fault: BundleError?)] {
    guard Files.kindWithoutLinks(of: path) == .folder else { throw .notABundle(Files.name(of: path)) }
    let signed = try manifestBytes(path)
    guard Digest.sha256(signed).hex == digest else { throw .manifest(.altered) }
    let manifest = try Manifest(canonical: unverifiedContent(signed))
    try requireOnlyListedFiles(path, manifest)
    let bundle = OpenedBundle(
      path: path, manifest: manifest, digest: digest, signers: [author.certificate], recipient: author, moment: moment)
    return manifest.entries.map { entry in
      do throws(BundleError) {
        _ = try bundle.bytes(of: entry)
        return (entry, nil)
      } catch { return (entry, error) }
    }
  }
}
