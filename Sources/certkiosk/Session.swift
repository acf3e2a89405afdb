// What most commands begin with: the forms, the store opened with its key, and the person who acts.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Glibc
internal import Processes
internal import Records
internal import Services

struct Session {
  let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  var console: Console { invocation.console }
  var language: Language { console.language }

  static let options: [Option] = [
    .value("store", "DIR", .folder, Both("数据库目录", "the store's folder")),
    .value(
      "forms", "DIR", .folder, Both("表单目录（默认为安装目录或 ./Forms）", "the forms folder (installed or ./Forms by default)")),
    .value("key-file", "FILE", .file, Both("演练库的密钥文件", "a rehearsal store's key file")),
    .value(
      "passphrase-fd", "N", .number(0...1023), Both("从该描述符读取库口令", "read the store's passphrase from this descriptor")),
    .value("person", "ID", Both("办理人员", "who acts")),
    .value("pin-fd", "N", .number(0...1023), Both("从该描述符读取人员 PIN", "read the person's PIN from this descriptor")),
  ]

  /// The forms: as told, else installed beside the program, else in this folder.
  var forms: String {
    if let told = invocation.value("forms") { return told }
    let installed = "\(Program.folder)/../share/certkiosk/Forms"
    return Files.kind(of: installed) == .folder ? installed : "Forms"
  }

  func packs() throws -> Packs {
    guard Files.kind(of: forms) == .folder else { throw CounterError.noForms(forms) }
    do throws(PackFault) { return try Packs.load(from: forms) } catch {
      for fault in error.faults { console.hint(fault.text(in: language)) }
      throw CounterError.noForms(forms)
    }
  }

  /// The store's key: a file for rehearsals, a passphrase, or the service manager's credential.
  /// - Parameter isNew: the passphrase is being chosen, so that it is typed twice.
  func storeKey(isNew: Bool = false) throws -> StoreKey {
    if let file = invocation.value("key-file") { return .file(file) }
    if let number = invocation.number("passphrase-fd") {
      return .passphrase(try Secret.read(fileDescriptor: Int32(number)).bytes)
    }
    if getenv("CREDENTIALS_DIRECTORY") != nil { return .credentialOfProcess }
    let prompt = Both("库口令：", "Store passphrase: ")
    let secret = try isNew ? Secret.askNew(prompt, in: language) : Secret.ask(prompt.text(in: language))
    return .passphrase(secret.bytes)
  }

  var storeFolder: String { invocation.value("store") ?? "store" }

  /// Whether there is a store, so that nobody is asked for the passphrase of none.
  var hasStore: Bool { Files.kind(of: "\(storeFolder)/store.sqlite") != nil }

  /// The desk, without anybody signed in unless a person is named.
  func desk() throws -> Desk {
    guard hasStore else { throw RecordsError.missing(folder: storeFolder) }
    let store = try Store(at: storeFolder, key: storeKey())
    try FormsRelease.admit(forms, to: store)
    let desk = Desk(store: store, packs: try packs(), forms: forms)
    if let person = invocation.value("person") {
      try desk.signIn(person, pin: personPIN("pin-fd", Both("人员 PIN：", "PIN: ")))
    }
    return desk
  }

  /// A secret from the descriptor that an option names, else from the terminal.
  func secret(_ option: String, _ prompt: Both) throws -> Secret {
    try console.flush()
    if let number = invocation.number(option) { return try Secret.read(fileDescriptor: Int32(number)) }
    return try Secret.ask(prompt.text(in: language))
  }

  /// A secret that is being chosen: once from the descriptor that an option names, else twice from the terminal.
  func newSecret(_ option: String, _ prompt: Both) throws -> Secret {
    try console.flush()
    if let number = invocation.number(option) { return try Secret.read(fileDescriptor: Int32(number)) }
    return try Secret.askNew(prompt, in: language)
  }

  /// A person's PIN as it is kept: an input method's full-width digits and blanks around it cost no try.
  func personPIN(_ option: String, _ prompt: Both) throws -> [UInt8] { try kept(secret(option, prompt)) }

  /// A PIN that is being chosen for a person, as it is kept.
  func newPersonPIN(_ prompt: Both) throws -> [UInt8] { try kept(newSecret("new-pin-fd", prompt)) }

  private func kept(_ pin: Secret) -> [UInt8] { Array(String(decoding: pin.bytes, as: UTF8.self).plainASCII.utf8) }

  /// An argument that the command line must have.
  func argument(_ name: String) -> String { invocation.argument(name) ?? "" }

  /// Files as told; folders stand for the files below them, in the order of their names.
  func files(_ name: String) -> [String] { invocation.arguments(name).flatMap { Self.filesBelow($0) } }

  static func filesBelow(_ path: String) -> [String] {
    guard Files.kind(of: path) == .folder, let names = try? Files.names(in: path) else { return [path] }
    return names.filter { !$0.hasPrefix(".") }.flatMap { filesBelow("\(path)/\($0)") }
      .filter { !$0.hasSuffix(".md") }
  }

  func tell(_ finding: Finding) {
    if console.json { return console.putLine(finding.json(in: language)) }
    guard finding.severity != .note || !console.quiet else { return }
    console.hint(finding.text(in: language))
  }
}

extension Console {
  /// A line of JSON that was made already.
  func putLine(_ json: String) { put(json + "\n") }
}

extension Finding {
  /// `申请.csv:3:税号  申请 A-1  错误 D12 … 处理：…`
  func text(in language: Language) -> String {
    let wording = explanation.wording(in: language)
    let at = [place.file, place.line.map(String.init), place.column].compactMap { $0 }.joined(separator: ":")
    let remedy = language == .chinese ? "处理：" : "Remedy: "
    let whose = application.map { language == .chinese ? "申请 \($0)  " : "application \($0)  " } ?? ""
    return
      "\(at)  \(whose)\(severity.title(in: language)) \(explanation.code) [\(rule)] \(wording.happened)  \(remedy)\(wording.remedy)"
  }
}

extension Finding.Severity {
  func title(in language: Language) -> String {
    switch (self, language) {
    case (.error, .chinese): "错误"
    case (.warning, .chinese): "提醒"
    case (.note, .chinese): "说明"
    default: rawValue
    }
  }
}
