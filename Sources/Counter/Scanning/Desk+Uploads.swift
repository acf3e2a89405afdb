// Papers that the applicant brings: they carry no page code, so a person names what they are.
public import Domain
internal import Files
internal import Pictures
internal import Records
internal import Scans
internal import Services

extension Desk {
  /// Keeps a copy of a licence, an identity card and the like for the slot that the clerk names; the clerk who has
  /// signed in vouches that the original was seen.
  public func keepUpload(_ path: String, as slot: String, for text: String, worker: String = "/proc/self/exe") throws
    -> Order
  {
    let clerk = try acting()
    let order = try order(text)
    let (_, type) = try packs.terms(of: order.application)
    guard type.documents(for: order.application.values).contains(where: { $0.id == slot && $0.source == .upload })
    else { throw CounterError.noDocument(slot) }
    let thresholds = try Thresholds(json: Files.read("\(forms)/common/scan-thresholds.json", limit: 1_000_000))
    let pages = ScanReader(worker: worker, reading: thresholds.reading).read(file: path)
    var after = order
    for result in pages {
      let page: ScannedPage
      switch result {
      case .success(let read): page = read
      case .failure(let error): throw UnreadableUpload(file: Files.name(of: path), explanation: error.explanation)
      }
      let object = try store.putObject(JPEG.encode(page.picture, quality: 85), order: order.number)
      guard !after.papers.contains(where: { $0.slot == slot && $0.object == object.text }) else { continue }
      let paper = Paper(slot: slot, page: nil, copy: 1, object: object.text, thresholds: thresholds.version)
      after = try record(.paperAccepted(paper), on: order.number, by: clerk)
    }
    return after
  }
}
