// An order's number says its kiosk and day and nothing of the applicant; a letter misread or two exchanged are noticed.
import Domain
import Testing

@Suite struct OrderNumberTests {
  private func number(_ serial: Int, incarnation: Int = 1) throws -> OrderNumber {
    OrderNumber(kiosk: "A01", incarnation: incarnation, day: try #require(CivilDate("2026-03-09")), serial: serial)
  }

  @Test func `a number is made of kiosk, incarnation, day, serial and check character`() throws {
    let text = try number(7).text
    #expect(text.count == 16 && text.hasPrefix("A01012603090007"))
    #expect(try OrderNumber(text) == number(7))
    #expect(try number(7) != number(7, incarnation: 2) && number(7) < number(8))
  }

  @Test func `every change of one character and every exchange of two neighbours is caught`() throws {
    for serial in [0, 7, 4711, 9999] {
      let text = Array(try number(serial).text)
      for place in text.indices {
        for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" where letter != text[place] {
          var changed = text
          changed[place] = letter
          #expect(OrderNumber(String(changed)) == nil, "\(String(changed))")
        }
        guard place + 1 < text.count, text[place] != text[place + 1] else { continue }
        var changed = text
        changed.swapAt(place, place + 1)
        #expect(OrderNumber(String(changed)) == nil, "\(String(changed))")
      }
    }
  }

  @Test(arguments: ["", "A010126030900075", "A01012603090007", "370100cazf2021081000000116", "A0101260309000７S"])
  func `what is no number of ours is none`(text: String) throws {
    let isOurs = try text == number(7).text
    #expect((OrderNumber(text) != nil) == isOurs)
  }
}
