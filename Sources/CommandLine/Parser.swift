// Reads a command line against a program's declaration.

/// A command line on its way: which command it names and what was given so far.
struct Parser {
  private(set) var level: Level
  private(set) var options: [String: [String]] = [:]
  private(set) var wantsHelp = false
  private(set) var wantsVersion = false
  private var words: [String] = []

  init(_ program: Command) { level = Level(program) }

  /// Takes the words after the program's name. What was understood before an error stays readable, so that the
  /// error can be told with the right usage line.
  mutating func take(_ line: [String]) throws(UsageError) {
    var rest = line[...]
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        break
      } else if word == "-h" {
        wantsHelp = true
      } else if word.hasPrefix("--") {
        try takeOption(word.dropFirst(2), &rest)
      } else if word.hasPrefix("-") && word.count > 1 {
        throw .unknownOption(word, nearest: nil)
      } else if word.first.map({ "—–－―−".contains($0) }) == true {
        throw .foreignDash(word)
      } else {
        try takeWord(word)
      }
    }
  }

  private mutating func takeOption(_ text: Substring, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    if name == "help" { return wantsHelp = true }
    if name == "version" && level.option(named: name) == nil { return wantsVersion = true }
    guard let option = level.option(named: name) else {
      throw .unknownOption("--\(name)", nearest: nearest(to: name, among: level.options.map(\.name)).map { "--\($0)" })
    }
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard let accepted = option.accepted else {
      guard attached == nil else { throw .valueNotWanted(option.name) }
      return options[name] = [""]
    }
    guard let value = attached ?? rest.popFirst() else { throw .valueMissing(option.signature) }
    if case .value = option.shape, options[name] != nil { throw .givenTwice(option.name) }
    options[name, default: []].append(try checked(value, accepted, what: "--\(name)"))
  }

  private mutating func takeWord(_ word: String) throws(UsageError) {
    guard !level.command.subcommands.isEmpty else { return words.append(word) }
    guard let below = level.below(word) else {
      throw .unknownCommand(word, nearest: nearest(to: word, among: level.command.subcommands.map(\.name)))
    }
    level = below
  }

  /// Says what is missing or too much, and gives each word its place.
  func arguments() throws(UsageError) -> [String: [String]] {
    guard level.command.subcommands.isEmpty else { throw .commandMissing(level.command.subcommands.map(\.name)) }
    // A program's manual and completion ask for nothing that its work needs.
    let wanted = Tool.isAboutItself(level.command) ? level.command.options : level.options
    for option in wanted where option.isRequired && options[option.name] == nil {
      throw .optionMissing(option.signature)
    }
    var given: [String: [String]] = [:]
    var rest = words[...]
    for (place, argument) in level.command.arguments.enumerated() {
      let kept = level.command.arguments[(place + 1)...].filter(\.isRequired).count
      let count = argument.takesMany ? max(0, rest.count - kept) : (rest.count > kept || argument.isRequired ? 1 : 0)
      let taken = Array(rest.prefix(count))
      rest = rest.dropFirst(taken.count)
      if taken.isEmpty && argument.isRequired { throw .argumentMissing(argument.name) }
      var values: [String] = []
      for value in taken { values.append(try checked(value, argument.accepted, what: argument.name)) }
      given[argument.name] = values
    }
    if let extra = rest.first {
      throw extra.contains(where: { "“”‘’".contains($0) }) ? .foreignQuotes(extra) : .argumentNotWanted(extra)
    }
    return given
  }

  /// The value as the command knows it.
  private func checked(_ value: String, _ accepted: Accepted, what: String) throws(UsageError) -> String {
    switch accepted {
    case .text: break
    case .file, .folder:
      if value.isEmpty { throw .empty(what) }
    case .number(let range):
      guard let number = Int(value), range.contains(number) else { throw .notANumber(what, value, range) }
    case .words(let words, let names):
      if let word = names[value], !words.contains(value) { return word }
      guard words.contains(value) else {
        throw .notAWord(what, value, words, nearest: nearest(to: value, among: words))
      }
    }
    return value
  }
}

/// The candidate that differs from a word by the fewest keystrokes, when that is few enough to be a slip.
func nearest(to word: String, among candidates: [String]) -> String? {
  let distances = candidates.map { ($0, distance(Array(word), Array($0))) }
  return distances.filter { $0.1 <= max(1, word.count / 3) }.min { $0.1 < $1.1 }?.0
}

/// Levenshtein's distance, with a swap of neighbours counted once.
private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var before: [Int] = []
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var next = [i + 1]
    for (j, other) in right.enumerated() {
      var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (character == other ? 0 : 1))
      if i > 0, j > 0, character == right[j - 1], left[i - 1] == other { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    before = row
    row = next
  }
  return row[right.count]
}
