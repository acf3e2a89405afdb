// People and their PINs.
import Domain
import Records
import Testing

@Suite struct PeopleTests {
  let folder: Folder
  let store: Store
  let pin = Array("246810".utf8)

  init() throws {
    folder = try Folder()
    store = try folder.create()
    try store.enrol("wangfang", name: "王芳", roles: [.clerk, .maker], pin: pin, at: Folder.noon, by: nil)
  }

  @Test func `the right PIN proves who somebody is`() throws {
    let person = try store.authenticate("wangfang", pin: pin, at: Folder.noon)
    #expect(person == Person(id: "wangfang", roles: [.clerk, .maker]))
    #expect(try store.people().map(\.name) == ["王芳"])
  }

  @Test func `wrong PINs are counted, journalled and end in a lock that a reset opens`() throws {
    let wrong = Array("000001".utf8)
    for left in [4, 3, 2, 1] {
      #expect(throws: RecordsError.wrongPIN(triesLeft: left)) {
        try store.authenticate("wangfang", pin: wrong, at: Folder.noon)
      }
    }
    for pin in [wrong, pin] {
      #expect(throws: RecordsError.personLocked) { try store.authenticate("wangfang", pin: pin, at: Folder.noon) }
    }
    #expect(try store.journal().map(\.kind).suffix(2) == ["person.wrong-pin", "person.locked"])
    try store.resetPIN(of: "wangfang", to: Array("135791".utf8), at: Folder.noon, by: "lili")
    #expect(try store.authenticate("wangfang", pin: Array("135791".utf8), at: Folder.noon).id == "wangfang")
  }

  @Test func `the right PIN gives the tries back`() throws {
    #expect(throws: RecordsError.wrongPIN(triesLeft: 4)) {
      try store.authenticate("wangfang", pin: [1], at: Folder.noon)
    }
    _ = try store.authenticate("wangfang", pin: pin, at: Folder.noon)
    #expect(try store.person("wangfang")?.triesLeft == 5)
  }

  @Test func `a disabled person and a stranger are refused`() throws {
    try store.disable("wangfang", at: Folder.noon, by: "lili")
    #expect(throws: RecordsError.personDisabled) { try store.authenticate("wangfang", pin: pin, at: Folder.noon) }
    let unknown = #expect(throws: RecordsError.self) { try store.authenticate("nobody", pin: pin, at: Folder.noon) }
    #expect(unknown == .unknownPerson && unknown?.explanation.code == "R30")
    #expect(throws: RecordsError.unknownPerson) { try store.disable("nobody", at: Folder.noon, by: nil) }
  }

  @Test(arguments: ["", "Wang", "王芳", "11010519491231002", "a b"])
  func `an id is a short name and no document's number`(id: String) {
    #expect(throws: RecordsError.badPersonID) {
      try store.enrol(id, name: "n", roles: [], pin: pin, at: Folder.noon, by: nil)
    }
  }

  @Test(arguments: ["12345", "111111"])
  func `a PIN that is too simple is refused`(pin: String) {
    #expect(throws: RecordsError.weakPIN(least: 6)) {
      try store.enrol("new", name: "n", roles: [], pin: Array(pin.utf8), at: Folder.noon, by: nil)
    }
  }

  @Test func `an id is enrolled once`() {
    #expect(throws: RecordsError.personExists) {
      try store.enrol("wangfang", name: "n", roles: [], pin: pin, at: Folder.noon, by: nil)
    }
  }
}
