// The steps of the rehearsal's orders, each taken by whoever may, in the order of the service.
internal import Domain
internal import Files
internal import Foundation
internal import Processes

extension RehearsalDay {
  /// Takes every order as far as its own service's order of steps lets it come before a token is needed.
  func walk(_ orders: [Line]) throws {
    say("审核与支付")
    for order in orders {
      guard let number = order["order"] else { continue }
      try uploads(of: order)
      while try meet(number) || step(number) {}
    }
  }

  /// Papers that the applicant brings; a page of the order's own stands in for the photocopy.
  func uploads(of order: Line) throws {
    guard let number = order["order"], let application = order["application"],
      let shown = try kiosk.certkiosk(["order", "show", number]).first
    else { return }
    let copy = "\(folder)/paper/\(application).jpg"
    for missing in shown.lines("missing") {
      if let slot = missing["slot"], !missing.numbers("copies").isEmpty {
        try kiosk.certkiosk(
          ["page", "copy-kept", number, "--slot", slot, "--reason", "客户联当面核对，由申请人留存"], as: Self.clerk)
        continue
      }
      guard let slot = missing["slot"], missing.numbers("pages").isEmpty, Files.kind(of: copy) == .file else {
        continue
      }
      try kiosk.certkiosk(["scan", number, copy, "--as", slot, "--confirmed"], as: Self.clerk)
    }
  }

  /// One step that is open now and needs no token; false when there is none.
  func step(_ number: String) throws -> Bool {
    guard let shown = try kiosk.certkiosk(["order", "show", number]).first else { return false }
    for step in shown.words("open") {
      switch step {
      case "acknowledgement": try kiosk.certkiosk(["order", "acknowledge", number], as: Self.clerk)
      case "confirmation": try confirm(number)
      case "submission": try kiosk.certkiosk(["order", "submit", number], as: Self.clerk)
      case "review": try kiosk.certkiosk(["review", "approve", number], as: Self.reviewer)
      case "payment": try pay(number, shown["fee"] ?? "0.00")
      case "handover":
        if shown["seal"] == "due" {
          try kiosk.certkiosk(["token", "seal", number, "--none", "演练没有制章机构"], as: Self.maker)
        }
        try handOver(number, shown)
      default: continue
      }
      return true
    }
    return false
  }

  /// Over the counter or by post, with a number invented for whatever carries one.
  func handOver(_ number: String, _ shown: Line) throws {
    let items = shown.lines("handover").filter { $0["serial"] == "typed" }.flatMap { item in
      ["--item", "\(item["title"] ?? "") 演练\(number.suffix(8))"]
    }
    let way =
      shown["delivery"] == "邮寄"
      ? ["order", "ship", number, "--courier", "演练快递", "--waybill", "YL\(number)"] : ["handover", number]
    try kiosk.certkiosk(way + items, as: Self.clerk)
  }

  /// Looks at every value and says that they are right.
  func confirm(_ number: String) throws {
    let shown = try kiosk.certkiosk(["order", "show", number, "--values"])
    guard let digest = shown.lazy.compactMap({ $0["digest"] }).first else { throw RehearsalFailure("no digest") }
    try kiosk.certkiosk(["order", "confirm", number, "--digest", digest], as: Self.clerk)
  }

  func pay(_ number: String, _ fee: String) throws {
    let recorded = try kiosk.certkiosk(
      ["payment", "record", number, "--kind", "posSlip", "--amount", fee, "--reference", "0042"], as: Self.clerk)
    guard let entry = recorded.lazy.compactMap({ $0["entry"] }).first else { throw RehearsalFailure("no entry") }
    try kiosk.certkiosk(["payment", "confirm", number, entry], as: Self.finance)
  }

  /// Head office transfers 0.01 yuan to every account that is to be proven, and each applicant brings the code.
  func proveAccounts() throws {
    let waiting = try orders().filter { $0.words("open").contains("bankProof") }
    guard !waiting.isEmpty else { return }
    say("金融认证：总部汇出 0.01 元 \(waiting.count) 笔")
    try exchangeBundles()
    for (order, code) in try RehearsalOffice(kiosk: kiosk, folder: folder).transferredCodes() {
      try kiosk.certkiosk(["order", "bank-proof", order, "--code-fd", "4"], as: Self.clerk, secrets: [code])
    }
    for order in waiting {
      if let number = order["order"] { while try meet(number) || step(number) {} }
    }
  }
}
