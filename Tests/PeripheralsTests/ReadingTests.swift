// Printers' words, read without a printer.
import Domain
import Peripherals
import Testing

@Suite struct ReadingTests {
  @Test func `every trouble has a remedy of its own`() {
    let codes = PrinterTrouble.specimens.map(\.explanation.code)
    #expect(Set(codes).count == codes.count)
  }
}
