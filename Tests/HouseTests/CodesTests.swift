// Every failure has a code of its own.
import Testing

@Suite struct CodesTests {
  @Test func `a code is defined once`() throws {
    var places: [String: [String]] = [:]
    for source in try House.sources() {
      for match in source.text.matches(of: /Explanation\(\s*"([A-Z][0-9]{2})"/) {
        places[String(match.1), default: []].append(source.path)
      }
    }
    #expect(places.count > 100)
    for (code, files) in places where files.count > 1 { Issue.record("\(code) stands in \(files)") }
  }
}
