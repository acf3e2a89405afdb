// Who turns a token's request into a certificate: head office by bundle, or the rehearsal's own authority.
public import Bundles
internal import Domain
internal import FoundationEssentials
internal import Processes

/// Answers certificate requests. The same request id is answered with the same certificate, however often it is asked.
public protocol Issuer {
  /// The certificate with its chain; nil when the answer travels and comes later.
  func certificate(for request: CertificateRequestPayload) throws -> CertificatePayload?
}

/// Head office: requests leave and certificates arrive in bundles.
public struct HeadOfficeByBundle: Issuer {
  public init() {}

  public func certificate(for request: CertificateRequestPayload) -> CertificatePayload? { nil }
}

/// A program that reads a request as JSON and writes the certificate as JSON. Rehearsals use it; a production store
/// refuses it.
public struct IssuerProgram: Issuer {
  private let command: [String]
  /// Seconds, in which the token is held.
  private static let patience = 120.0

  /// - Parameter command: the program and its arguments.
  public init(_ command: [String]) { self.command = command }

  public func certificate(for request: CertificateRequestPayload) throws -> CertificatePayload? {
    let outcome: Outcome
    do {
      outcome = try Program.run(
        command[0], Array(command.dropFirst()), input: Desk.bytes(request), within: Self.patience)
    } catch let error as NotStarted { throw CounterError.issuerFailed(.notStarted(SystemErrorNumber(error.code))) }
    guard outcome.succeeded else { throw CounterError.issuerFailed(.ended(outcome.ending)) }
    guard let answer = try? JSONDecoder().decode(CertificatePayload.self, from: Data(outcome.output)) else {
      throw CounterError.issuerFailed(.noCertificate)
    }
    return answer
  }
}
