// check: reads and judges applicant data, writes nothing.
public import Domain
internal import Intake
public import Services

/// One run of check.
public final class Checking {
  private let intake: Intake
  private let packs: Packs
  private let maker: DocumentMaker
  private let forms: String
  public private(set) var good = 0
  public private(set) var errors = 0

  public init(packs: Packs, forms: String, service: String?) throws {
    (self.packs, self.forms) = (packs, forms)
    intake = Intake(
      catalogue: packs.catalogue, services: packs.packs.map(\.vocabulary), today: Clock.system.now().day,
      service: service)
    maker = try DocumentMaker(packs: packs, forms: forms)
  }

  /// Judges one file, down to whether its documents could be printed.
  public func check(_ file: String, told: (Finding) throws -> Void) throws {
    try CodedData(forms: forms).read(file, with: intake) { reading in
      switch reading {
      case .finding(let finding):
        if finding.severity == .error { errors += 1 }
        try told(finding)
      case .application(let application, let place): try check(application, place, told)
      }
    }
  }

  private func check(_ application: Application, _ place: Place, _ told: (Finding) throws -> Void) throws {
    let occasion = DocumentMaker.Occasion(
      reference: String(repeating: "0", count: 16), shown: application.number, date: Clock.system.now().day)
    let findings = try maker.refusal(of: application, on: occasion)?.findings(application, at: place) ?? []
    if findings.isEmpty { good += 1 }
    for finding in findings {
      errors += 1
      try told(finding)
    }
  }
}
