// Serials are written in rows, and every piece moves from one place to one other.
import Domain
import Testing

@Suite struct CustodyTests {
  @Test func `a row of serials is written by its ends`() {
    #expect(SerialRange.serials(of: "00128199..00128201") == ["00128199", "00128200", "00128201"])
    #expect(SerialRange.serials(of: "9A01")?.count == 1)
    for bad in ["", "9A01..", "9A02..9A01", "9A1..9B2", "9A1..9A10", "张三", "0..99999", "9A 1"] {
      #expect(SerialRange.serials(of: bad) == nil, "\(bad)")
    }
  }

  @Test func `serials are summed up in rows`() {
    #expect(SerialRange.summary(of: ["A3", "A1", "A2", "A7"]) == "A1 – A3、A7")
    #expect(SerialRange.summary(of: []) == "")
  }

  @Test func `a piece goes only where its place lets it go`() {
    let possible = CustodyMove.allCases.flatMap { move in
      (CustodyPlace.allCases.map(Optional.some) + [nil]).compactMap { place in
        move.destination(from: place).map { "\(move.rawValue) \(place?.rawValue ?? "-") \($0.rawValue)" }
      }
    }
    #expect(
      Set(possible) == [
        "receive - stock", "issue stock issued", "handOver issued given", "spoil stock spoiled",
        "spoil issued spoiled", "takeBack issued stock", "takeBack given returned", "takeBack - returned",
        "destroy spoiled destroyed", "destroy returned destroyed",
      ])
    #expect(CustodyMove.allCases.allSatisfy { $0.destination(from: .destroyed) == nil })
  }
}
