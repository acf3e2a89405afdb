// The bare job of the bench: the pages that certkiosk makes, without tags, bookmarks, codes and what only an archive asks
// for. It reads, checks and lays out as compose does; only the bench has it, because no such page may be handed out.
import Counter
import Domain
import Files
import Foundation
import Intake
import Layout
import Services

extension Item {
  /// Itself out of its groups; nothing of a code.
  fileprivate var bare: [Item] {
    switch self {
    case .group(_, let items): items.flatMap(\.bare)
    case .filling(let item): item.bare.map { .filling($0) }
    case .code: []
    default: [self]
    }
  }
}

extension LaidOutDocument {
  fileprivate var bare: LaidOutDocument {
    var document = self
    for page in document.pages.indices { document.pages[page].items = document.pages[page].items.flatMap(\.bare) }
    return document
  }
}

let words = CommandLine.arguments
guard words.count == 4, let day = CivilDate("2026-11-25") else {
  FileHandle.standardError.write(Data("bare-bench APPLICANTS FORMS TO\n".utf8))
  exit(2)
}
let (applicants, forms, folder) = (words[1], words[2], words[3])
let packs = try Packs.load(from: forms)
let maker = try DocumentMaker(packs: packs, forms: forms, isArchival: false)
let intake = Intake(catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: day, service: nil)

try intake.read(applicants) { reading in
  guard case .application(let application, _) = reading else { return }
  let place = "\(folder)/\(application.number)"
  try Files.makeFolder(place)
  let occasion = DocumentMaker.Occasion(reference: application.number, shown: application.number, date: day)
  for sheets in try maker.sheets(for: application, on: occasion) {
    try Files.writeInside(maker.pdf(of: sheets.document.bare), to: "\(place)/\(sheets.slot.id).pdf")
  }
}
try Files.syncDisk(of: folder)
