// What is told of readers and cards between two looks, also when both looks see a card.
import Testing
import Tokens

@Suite struct ReaderEventTests {
  private static let (front, back) = ("Front 00 00", "Back 01 00")

  /// A reader as the service tells it: the state in the lower half of its word, the count of comings and goings above.
  private static func reader(_ name: String, _ answer: [UInt8] = [], counted: UInt = 0, state: UInt = 0x22) -> Reader {
    Reader(
      name: name, hasCard: !answer.isEmpty, answerToReset: answer, isHeldByAnother: false, event: counted << 16 | state)
  }

  static let looks: [(before: [Reader], after: [Reader], told: [ReaderEvent])] = [
    ([reader(front)], [reader(front)], []),
    ([reader(front)], [reader(front, [0x3B], counted: 1)], [.cardCame(front)]),
    ([reader(front, [0x3B], counted: 1)], [reader(front, counted: 2)], [.cardWent(front)]),
    // Pulled out and put back between two looks; another of its kind would look the same.
    (
      [reader(front, [0x3B], counted: 1)], [reader(front, [0x3B], counted: 3)],
      [.cardWent(front), .cardCame(front)]
    ),
    (
      [reader(front, [0x3B], counted: 1)], [reader(front, [0x3B, 1], counted: 1)],
      [.cardWent(front), .cardCame(front)]
    ),
    // Another program connected to it: its state is other, its card the same.
    ([reader(front, [0x3B], counted: 1)], [reader(front, [0x3B], counted: 1, state: 0x122)], []),
    ([], [reader(front)], [.readerCame(front)]),
    // A token that is its own reader.
    ([], [reader(front, [0x3B])], [.readerCame(front), .cardCame(front)]),
    ([reader(front), reader(back, [0x3B])], [reader(front)], [.readerWent(back)]),
    (
      [reader(front, [0x3B])], [reader(back), reader(front, [0x3B])],
      [.readerCame(back)]
    ),
  ]

  @Test(arguments: looks.indices)
  func `what came and went between two looks is told, in its order`(index: Int) {
    let look = Self.looks[index]
    #expect(CardService.events(from: look.before, to: look.after) == look.told)
  }
}
