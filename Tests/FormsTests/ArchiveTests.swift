// Every form as an archive and a screen reader see it.
import ArchivalProof
import Documents
import Domain
import InkProof
import Layout
import PDFFiles
import Testing

@Suite struct ArchiveTests {
  @Test func `there are forms to prove`() throws {
    #expect(AllForms.all.count { $0.comesBack } >= 17)
    #expect(AllForms.all.count > 17)
    let drawn = Set(try Drawn.all.get().map(\.form.testDescription))
    let wanted = (AllForms.all + AllForms.ofEveryType.filter { $0.comesBack }).map { $0.testDescription }
    #expect(drawn == Set(wanted))
    #expect(AllForms.ofEveryType.count > AllForms.all.count)
  }

  @Test(arguments: AllForms.all)
  func `a form is archival, tagged and bookmarked, and reads like its page`(form: Form) throws {
    let folder = try Folder()
    let types = Set(AllForms.types(of: form).map(\.testDescription))
    for drawn in try Drawn.all.get() where types.contains(drawn.form.testDescription) {
      let proof = try ArchivalProof(folder.write(drawn.bytes, as: drawn.name))
      #expect(proof.complaints == [], "\(drawn.name)")
      #expect(proof.pages == drawn.document.pages.count)
      #expect(proof.lines.joined() == drawn.document.pages.map(\.text).joined(), "\(drawn.name)")
      #expect(proof.bookmarks.first == drawn.document.title)
    }
  }

  @Test func `preflight finds nothing that PDF A-2b forbids`() throws {
    let folder = try Folder()
    let all = try Drawn.all.get()
    for drawn in all { _ = try folder.write(drawn.bytes, as: drawn.name) }
    let complaints = try Preflight.complaints(in: folder.path)
    #expect(Set(complaints.keys) == Set(all.map(\.name)))
    for (name, errors) in complaints { #expect(errors == [], "\(name)") }
  }

  /// What each checker says about a file with one thing wrong.
  @Test(arguments: [
    ("/Lang", "no language"), ("/Metadata", "metadata are no plain XML"), ("/OutputIntents", "not one output intent"),
    ("/MarkInfo", "not marked as tagged"), ("/StructTreeRoot", "not one Document"),
  ])
  func `a file that lacks something is told so`(key: String, words: String) throws {
    let file = try PDFFile(try #require(try Drawn.all.get().first).bytes)
    file.root[key] = file.parse("null")
    let folder = try Folder()
    let proof = try ArchivalProof(folder.write(try file.written(), as: "bad.pdf"))
    #expect(proof.complaints.contains(words), "\(proof.complaints)")
  }

  @Test func `a file that does something, guesses or is wrongly read is told so`() throws {
    let drawn = try #require(try Drawn.all.get().first)
    let file = try PDFFile(drawn.bytes)
    file.root["/OpenAction"] = file.parse("<< /S /JavaScript /JS (app.alert) >>")
    file.trailer["/Info"]["/Title"] = file.text("另一个标题")
    let top = file.root["/StructTreeRoot"]["/K"]
    let swapped = file.parse("[]")
    for child in top["/K"].items.reversed() { swapped.append(child) }
    top["/K"] = swapped
    let folder = try Folder()
    let proof = try ArchivalProof(folder.write(try file.written(), as: "bad.pdf"))
    for words in ["the file has /OpenAction", "/Title “另一个标题” is another in dc:title"] {
      #expect(proof.complaints.contains(words), "\(proof.complaints)")
    }
    #expect(proof.lines.joined() != drawn.document.pages.map(\.text).joined())
    let preflight = try Preflight.complaints(in: folder.path)
    #expect(preflight["bad.pdf"]?.contains { $0.hasPrefix("6.") || $0.hasPrefix("7.") } == true)
  }
}
