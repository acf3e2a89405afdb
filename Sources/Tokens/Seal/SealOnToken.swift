// An electronic seal on a token: whole where it fits, else what binds a seal kept elsewhere to the token.
public import Cryptography

/// Which data objects seals may go to. Cards differ in what they take, so that a site names its own.
public struct SealObjects: Hashable, Sendable {
  /// Tried one after the other; the first that a card takes is used.
  public var candidates: [DataObject]

  /// `5FFF10` lies in the range that vendors leave to applications; `5FC122` is the standard's least used object that
  /// can be read without a PIN.
  public init(candidates: [DataObject] = [DataObject(rawValue: 0x5FFF10), DataObject(rawValue: 0x5FC122)]) {
    self.candidates = candidates
  }
}

/// What stands for a seal that a token cannot hold.
public struct SealBinding: Hashable, Sendable, Codable {
  public let id: String
  /// SHA-256 of the seal's file.
  public let digest: [UInt8]
  /// SHA-256 of the certificate that may use it.
  public let certificate: [UInt8]
  /// In bytes.
  public let size: Int

  public init(_ seal: ElectronicSeal, for certificate: Certificate) {
    id = seal.id
    digest = Digest.sha256(seal.der)
    self.certificate = Digest.sha256(certificate.der)
    size = seal.der.count
  }

  /// Reads an object's content; nil for anything else.
  package init?(_ content: [UInt8]) {
    guard let inner = TLV.single(Self.tag, content), let values = TLV.sequence(inner),
      let id = values[tag: 0x80].flatMap({ String(validating: $0, as: UTF8.self) }),
      let digest = values[tag: 0x81], let certificate = values[tag: 0x82], let size = values[tag: 0x83],
      digest.count == 32, certificate.count == 32, (1...4).contains(size.count)
    else { return nil }
    (self.id, self.digest, self.certificate) = (id, digest, certificate)
    self.size = size.reduce(0) { $0 << 8 | Int($1) }
  }

  /// A private template, which no seal begins with: a seal is a SEQUENCE.
  private static let tag: UInt32 = 0x65

  package var content: [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) }
    let values = [TLV(0x80, Array(id.utf8)), TLV(0x81, digest), TLV(0x82, certificate), TLV(0x83, length)]
    return TLV(Self.tag, values.flatMap(\.bytes)).bytes
  }
}

/// What a seal's object holds.
public enum SealOnToken: Hashable, Sendable {
  case whole(ElectronicSeal, in: DataObject)
  case binding(SealBinding, in: DataObject)
  /// A write was cut short, or another program's data.
  case unreadable(in: DataObject)
}

extension SealOnToken {
  /// Where it stands.
  public var object: DataObject {
    switch self {
    case .whole(_, let object), .binding(_, let object), .unreadable(let object): object
    }
  }
}

extension TokenSession {
  /// What each of the objects holds that holds something.
  func readSeals(_ objects: SealObjects) throws(TokenError) -> [SealOnToken] {
    var found: [SealOnToken] = []
    for object in objects.candidates {
      guard let content = try readSealObject(object) else { continue }
      found.append(Self.seal(content, object))
    }
    return found
  }

  private static func seal(_ content: [UInt8], _ object: DataObject) -> SealOnToken {
    if let binding = SealBinding(content) { return .binding(binding, in: object) }
    return (try? ElectronicSeal(der: content)).map { .whole($0, in: object) } ?? .unreadable(in: object)
  }

  /// Whether another program keeps something there.
  func holdsForeign(_ object: DataObject) throws(TokenError) -> Bool {
    guard let content = try readSealObject(object) else { return false }
    if case .unreadable = Self.seal(content, object) { return true }
    return false
  }

  /// A card that does not know the object at all holds nothing there.
  func readSealObject(_ object: DataObject) throws(TokenError) -> [UInt8]? {
    do throws(TokenError) { return try send(ReadObject(object: object)) } catch {
      guard let status = error.statusWord, status.isUnknownObject else { throw error }
      return nil
    }
  }
}

extension StatusWord {
  /// How cards refuse an object that they do not have: by tag, parameters or function.
  var isUnknownObject: Bool {
    [StatusWord.absent, .badParameters, .badData, .noReference].contains(self) || isUnknownCommand
  }

  /// How cards refuse an object that is too large; a failure inside the card is met too (6F00).
  var isTooLarge: Bool { [StatusWord.full, .wrongLength].contains(self) || isCardFailure }
}
