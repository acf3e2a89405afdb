// Pages that need nobody's attention: empty backs, and the same file handed in again.
internal import Scans

/// A page of some bytes, whatever the file is called.
struct UploadedPage: Hashable {
  /// SHA-256 of the upload.
  let digest: [UInt8]
  let number: Int
}

extension Sorting {
  /// A page that is passed over with a note; nil when it must be looked at.
  func needless(_ arrival: Arrival) -> Sorted? {
    let page = arrival.glance
    let isNew = uploaded.insert(UploadedPage(digest: arrival.digest, number: page.number)).inserted
    let finding = isNew ? arrival.uncoded.flatMap(emptySide) : ScanFinding(.note, .sameAgain)
    return finding.map { Sorted(verdict: judge.passedOver(page, $0), order: nil, document: nil) }
  }

  private func emptySide(_ page: ScannedPage) -> ScanFinding? {
    EmptySide(thresholds: thresholds).finding(on: page.picture)
  }
}
