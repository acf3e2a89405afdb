// Measures token work beside yubico-piv-tool and OpenSC on the same card in software: ratios first, then the table.
// `COMMANDS=1` lists every command of every program on standard error.
import Glibc
import Processes
import Rehearsal
import Tokens

/// What one program spends on one piece of work, on a card of its own; nil when it cannot do it.
func measured(
  _ stage: Stage, _ work: Work, _ body: ((Stage) throws -> Void)?, isOurs: Bool = false
) throws -> Cost? {
  guard let body else { return nil }
  try stage.insertNew(profile: work.profile)
  if work.isOnIssued {
    try stage.issue(stage.session())
    if !isOurs { try stage.forgetKey() }
    try stage.insert(work.profile)
  }
  do {
    let cost = try stage.cost { try body(stage) }
    if getenv("COMMANDS") != nil { complain(([work.name] + cost.list).joined(separator: "\n  ")) }
    return cost
  } catch let error as Failed {
    complain("\(work.name): \(error)")
    return nil
  }
}

struct Row {
  let work: Work
  let ours: Cost
  let yubico: Cost?
  let openSC: Cost?

  func ratio(_ other: Cost?) -> String {
    guard let other else { return "–" }
    return "\(share(ours.commands, other.commands)) / \(share(ours.bytes, other.bytes))"
  }

  private func share(_ mine: Int, _ theirs: Int) -> String {
    let hundredths = Int((Double(mine) / Double(theirs) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  static func text(_ cost: Cost?) -> String { cost.map { "\($0.commands) / \($0.bytes)" } ?? "–" }
}

/// From the card in the reader to the finished issue, less what the card took to make the key; in milliseconds.
func timeOfIssue(_ stage: Stage) throws -> Int {
  try stage.insertNew(profile: "strict")
  var time = Duration.zero
  let cost = try stage.cost {
    let start = ContinuousClock.now
    try stage.issue(stage.session())
    time = start.duration(to: .now)
  }
  return Int(time / .milliseconds(1)) - cost.keyMaking / 1000
}

/// From the moment that a card connects to the reader to the moment that the room reports it; in milliseconds.
func timeToNotice(_ stage: Stage) throws -> Int {
  stage.service.removeToken()
  usleep(UInt32.random(in: 300_000...1_300_000))
  let cards = try CardService()
  try stage.service.insert(tokenState: stage.state)
  let start = ContinuousClock.now
  _ = try cards.waitForCard(policy: .rehearsal, seconds: 10)
  return Int(start.duration(to: .now) / .milliseconds(1))
}

func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }

func complain(_ words: String) { _ = "token-bench: \(words)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) } }

do {
  let stage = try Stage()
  let rows = try Work.all.map { work in
    guard let ours = try measured(stage, work, work.ours, isOurs: true) else {
      throw Failed(program: "certkiosk", words: work.name)
    }
    return Row(
      work: work, ours: ours, yubico: try measured(stage, work, work.yubico),
      openSC: try measured(stage, work, work.openSC))
  }
  let issues = try (0..<5).map { _ in try timeOfIssue(stage) }
  let notices = try (0..<9).map { _ in try timeToNotice(stage) }
  print("commands / bytes, ours as a share of theirs (below 1 is better)\n")
  print("| work | yubico-piv-tool | OpenSC |\n|---|---|---|")
  for row in rows { print("| \(row.work.name) | \(row.ratio(row.yubico)) | \(row.ratio(row.openSC)) |") }
  print("\n| work | certkiosk | yubico-piv-tool | OpenSC | |\n|---|---|---|---|---|")
  for row in rows {
    let costs = [row.ours, row.yubico, row.openSC].map(Row.text).joined(separator: " | ")
    print("| \(row.work.name) | \(costs) | \(row.work.remark) |")
  }
  print("\n| time | ms, median | worst |\n|---|---|---|")
  print("| inserted token to finished issue, less key generation | \(median(issues)) | \(issues.max() ?? 0) |")
  print("| to notice an inserted card | \(median(notices)) | \(notices.max() ?? 0) |")
} catch {
  complain("\(error)")
  exit(1)
}
