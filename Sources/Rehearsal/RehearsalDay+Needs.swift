// What an order needs besides its steps: people at the desk, originals, answers, and what two people do without.

extension RehearsalDay {
  /// Sees to one thing that the order needs now; false when nothing is left that can be seen to.
  func meet(_ number: String) throws -> Bool {
    guard let shown = try kiosk.certkiosk(["order", "show", number]).first else { return false }
    let open = shown.words("open")
    for need in shown.lines("needs") {
      guard let step = need["before"], open.contains(step) else { continue }
      if try meet(need, of: shown, number) { return true }
    }
    return false
  }

  private func meet(_ need: Line, of order: Line, _ number: String) throws -> Bool {
    switch need["need"] {
    case "registration", "certificate", "unbinding": try waive(need["need"] ?? "", number)
    // The number must be read from a document that nobody here has.
    case "identity-agent" where order["tokenJob"] == "pin": return false
    case "identity-agent":
      let kind = try value("agent.idKind", of: number) ?? "居民身份证"
      try act(["identify", number, "--document", kind])
    case "original": try act(["seen", number, need["slot"] ?? ""])
    case "desk-registration": try act(["register", number, "--form", "000123"])
    case "checklist": try act(["tick", number] + need.words("items"))
    case "bid-declaration": try act(["bids", number, "--answer", openings(number), "--signed"])
    case "old-token": try act(["old-token", number, "--collected", "外壳破损的旧介质"])
    case "loss-statement": try act(["old-token", number, "--lost"])
    case "invoice":
      try kiosk.certkiosk(["invoice", "request", number, "--clean", "--hyphens", "keep"], as: Self.clerk)
    default: return false
    }
    return true
  }

  private func act(_ words: [String]) throws { try kiosk.certkiosk(["order"] + words, as: Self.clerk) }

  private func waive(_ precondition: String, _ number: String) throws {
    try kiosk.certkiosk(
      [
        "order", "waive", number, "--precondition", precondition, "--reason", "演练：电话核实", "--second",
        Self.reviewer.id, "--second-pin-fd", "4",
      ], as: Self.clerk, secrets: [Self.reviewer.pin])
  }

  private func openings(_ number: String) throws -> String {
    guard try value("consent.pendingBids", of: number) == "是" else { return "none" }
    return try value("consent.bidOpening", of: number) ?? "none"
  }

  private func value(_ field: String, of number: String) throws -> String? {
    try kiosk.certkiosk(["order", "show", number, "--values"]).first { $0["field"] == field }?["value"]
  }
}
