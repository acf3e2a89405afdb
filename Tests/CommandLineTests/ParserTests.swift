// Command lines, right and wrong.
import CommandLine
import Domain
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("order list", "skip="),
    ("order list --limit 7 --all", "limit=7 all skip="),
    ("--store s order list --limit=7", "limit=7 store=s skip="),
    ("order --store s list --skip a --skip=b", "store=s skip=a+b"),
    ("order list --state draft", "state=草稿 skip="), ("order list --state=草稿", "state=草稿 skip="),
    ("fill a.csv b.csv form --to out", "to=out FILE=a.csv+b.csv FORM=form"),
    ("fill --to out a.csv form", "to=out FILE=a.csv FORM=form"),
    ("fill --to=out -- --all form", "to=out FILE=--all FORM=form"),
  ])
  func `options stand before and after arguments`(line: String, understood: String) {
    let said = Subject.run(line)
    #expect(said.status == .done)
    #expect(said.output == understood + "\ndone\n")
  }

  @Test(arguments: [
    ("fill a.csv form --to out", "fill --to=out --share=0/2 -- a.csv form"),
    ("--quiet fill --to=out -- --all form", "fill --quiet --to=out --share=0/2 -- --all form"),
    ("fill --to -- a.csv form", "fill --to=-- --share=0/2 -- a.csv form"),
    (
      "order --store s list --all --skip a --skip b",
      "order list --all --skip=a --skip=b --store=s --share=0/2 --"
    ),
  ])
  func `another process is told the same and its share, whatever stood where`(line: String, words: String) {
    #expect(Subject.words(line, adding: ["--share=0/2"]) == words.split(separator: " ").map(String.init))
  }

  @Test(arguments: [
    ("ordr list", "U01", "order"), ("order", "U02", "list"), ("order list --limt 3", "U03", "--limit"),
    ("order list --limit", "U04", "--limit N"), ("order list --all=yes", "U05", "--all"),
    ("order list --limit 1 --limit 2", "U06", "--limit"), ("fill a form", "U07", "--to DIR"),
    ("order show", "U08", "ORDER"), ("order show a b", "U09", "b"), ("fill a form --to=", "U10", "--to"),
    ("order list --limit 101", "U11", "100"), ("order list --state 草搞", "U12", "草稿"), ("-x", "U03", "-x"),
    ("order list —limit 3", "U14", "—limit"), ("order list －－all", "U14", "－－all"), ("order show a b”", "U15", "b”"),
  ])
  func `wrong use ends with 2, what was wrong, a hint and the usage`(line: String, code: String, hint: String) {
    let said = Subject.run(line)
    #expect(said.status == .usage)
    #expect(said.output.isEmpty)
    #expect(said.diagnostics.hasPrefix(code))
    #expect(said.diagnostics.contains(hint))
    #expect(said.diagnostics.contains("Usage: desk"))
  }

  @Test(arguments: ["fill --to out", "fill only --to out"])
  func `several files still leave the last place its word`(line: String) {
    #expect(Subject.run(line).diagnostics.hasPrefix("U08"))
  }

  @Test func `what could be an identity number is never repeated`() {
    let said = Subject.run("order show a 11010519491231002X")
    #expect(said.diagnostics.hasPrefix("U09"))
    #expect(!said.diagnostics.contains("1949"))
  }

  @Test func `a failure is told with its remedy in the reader's language`() {
    let said = Subject.run("order show a", .chinese)
    #expect(said.status == .deviceMissing)
    #expect(said.diagnostics == "Z01 读卡器没有接上\n    处理：请接上。\n")
  }
}
