// 金融认证: the list of 0.01 yuan transfers with their codes, for the bank; only digests of the codes stay here.
internal import Bundles
internal import Cryptography
public import Domain
internal import Files

extension HeadOffice {
  /// How long a code may be brought, in seconds.
  private static let codeLife: Int64 = 30 * 86_400

  /// Writes the transfers that are due into a CSV file (order, holder, branch, account, yuan, remark), each with a new
  /// code. The file is the only place where the codes stand; it is written before anything counts, so that a list that
  /// was cut short is made anew with other codes.
  /// - Returns: how many transfers stand in it; no file is written for none.
  public func writeTransfers(to path: String, at moment: Instant) throws -> Int {
    var lines = ["订单号,户名,开户行,账号,金额,附言"]
    var letters: [(BankProofPayload, String)] = []
    for (request, device) in try dueTransfers() {
      let code = Self.code()
      let version = try nextVersion(request.order)
      let columns = [request.order, request.accountName, request.bank, request.account, "0.01", code]
      lines.append(columns.map(Self.quoted).joined(separator: ","))
      letters.append(
        (
          BankProofPayload(
            order: request.order, round: request.round, version: version, code: try SaltedSecret(Array(code.utf8)),
            account: request.account, expires: moment.advanced(bySeconds: Self.codeLife)), device
        ))
    }
    guard !letters.isEmpty else { return 0 }
    guard Files.kindWithoutLinks(of: path) == nil else { throw OfficeRefusal.listExists(Files.name(of: path)) }
    try Files.write(Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8), to: path, mode: 0o600)
    for (proof, device) in letters {
      try post(proof, id: Self.proofID(proof.order, proof.version), to: device, at: moment)
    }
    return letters.count
  }

  /// The latest request of each order that no code answers yet.
  private func dueTransfers() throws -> [(BankProofRequestPayload, String)] {
    let requests = try applied(BankProofRequestPayload.kind).map { row in
      (try kept(BankProofRequestPayload.self, row), row.device)
    }
    let latest = Dictionary(grouping: requests, by: \.0.order).values.compactMap { $0.max { $0.0.round < $1.0.round } }
    return try latest.filter { request, _ in try answeredRound(request.order) < request.round }
      .sorted { $0.0.order < $1.0.order }
  }

  private static func proofID(_ order: String, _ version: Int) -> String { "bank-proof-\(order)-\(version)" }

  private func nextVersion(_ order: String) throws -> Int {
    var version = 1
    while try state.row(Letter.self, Self.proofID(order, version)) != nil { version += 1 }
    return version
  }

  private func answeredRound(_ order: String) throws -> Int {
    let last = try nextVersion(order) - 1
    return try letter(BankProofPayload.self, Self.proofID(order, last))?.round ?? 0
  }

  /// Six digits, each as likely as any other.
  private static func code() -> String {
    var number: UInt32
    repeat {
      number = Random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    } while number >= 4_294_000_000
    return Int(number % 1_000_000).padded(6)
  }

  private static func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
}
