// Printers' words and offers, read without a printer.
import Counter
import Domain
import Layout
import Peripherals
import Services
import Testing

@Suite struct ReadingTests {
  @Test(arguments: [
    ("media-empty-error", PrinterTrouble.paperOut), ("media-empty", .paperOut), ("media-jam-error", .paperJam),
    ("media-needed-warning", .paperWanted), ("cover-open", .coverOpen), ("door-open-error", .coverOpen),
    ("interlock-open-error", .coverOpen), ("input-tray-missing-error", .trayMissing),
    ("output-area-full-error", .outputFull), ("toner-empty-error", .tonerOut), ("marker-supply-empty-error", .tonerOut),
    ("marker-waste-full-error", .wasteFull), ("offline-report", .offline), ("shutdown-error", .offline),
    ("cups-missing-filter-warning", .filterMissing), ("fuser-over-temp-error", .other("fuser-over-temp")),
  ])
  func `a printer's reason is known by its keyword`(keyword: String, trouble: PrinterTrouble) {
    #expect(PrinterTrouble(keyword) == trouble)
  }

  @Test(arguments: [
    "none", "media-low-warning", "toner-low-report", "connecting-to-device", "media-empty-report",
    "cups-waiting-for-job-completed", "identify-printer-requested-report",
  ])
  func `what keeps nobody from printing is no trouble`(keyword: String) { #expect(PrinterTrouble(keyword) == nil) }

  @Test func `only what a queue or a dead printer lacks keeps a job from being handed over`() {
    let forbidding = PrinterTrouble.specimens.filter(\.forbidsSending)
    #expect(Set(forbidding) == [.unreachable, .paused("Unable to locate printer."), .rejecting, .filterMissing])
  }

  @Test(arguments: [([300, 600, 1200], 600), ([300], 300), ([1200], 1200), ([150, 300], 300), ([72, 300], 300)])
  func `pages are drawn at 600 dpi where the printer can`(offered: [Int], chosen: Int) {
    let choice = RasterFormat.choice(of: offered.map { Resolution(x: $0, y: $0) })
    #expect(choice == Resolution(x: chosen, y: chosen))
  }

  @Test func `a printer without even dots is not guessed at`() {
    #expect(RasterFormat.choice(of: [Resolution(x: 600, y: 1200), Resolution(x: 72, y: 72)]) == nil)
  }
}
