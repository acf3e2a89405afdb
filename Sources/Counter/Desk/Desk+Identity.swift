// Who the applicant is by everything that the counter has: the application, payments, papers seen, the inserted token.
public import Cryptography
public import Domain
internal import Services

extension Desk {
  /// - Parameters:
  ///   - seen: what a person read off the originals.
  ///   - certificate: of the inserted token.
  public func identity(
    of order: Order, seen: [(IdentityNode, String)] = [], certificate: Certificate? = nil
  ) throws -> IdentityGraph {
    let (pack, _) = try packs.terms(of: order.application)
    var graph = IdentityGraph(values: order.application.values)
    for payment in order.payments where !payment.disputed {
      graph.add(.payer, payment.knownPayer, from: "付款凭据 \(payment.id)")
    }
    for (node, text) in seen { graph.add(node, text, from: "原件") }
    if let certificate {
      let identifiers = Set(pack.certificate.extensions.keys).union(Self.organisationExtensions).sorted()
      let subject = CertificateSubject(
        attributes: certificate.subject.entries.map { ($0.type, $0.value) },
        identifiers: identifiers.compactMap { certificate.extensionValue($0).flatMap(Self.text) })
      graph.add(subject, serial: certificate.serial, from: "插入的介质")
    }
    return graph
  }

  /// GM/T 0015 writes an organisation's number under 1.2.156.10260.4.1.4; the edition of 2023 and its readers know more.
  private static let organisationExtensions: Set<String> = [
    "1.2.156.10260.4.1.3", "1.2.156.10260.4.1.4", "1.2.156.10260.4.1.5", "1.2.156.10260.4.4", "1.2.156.10260.4.4.4",
    "1.2.86.11.7.3",
  ]

  /// The text of an extension: a string type's content, or the bytes themselves where there is no wrapping.
  private static func text(_ bytes: [UInt8]) -> String? {
    let isWrapped = bytes.count > 2 && Int(bytes[1]) == bytes.count - 2
    return String(validating: isWrapped ? Array(bytes.dropFirst(2)) : bytes, as: UTF8.self)
  }
}
