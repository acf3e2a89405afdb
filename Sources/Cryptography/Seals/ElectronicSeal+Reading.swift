// Reading a seal's file strictly; extensions are taken tagged, as the standard prints them, and untagged, as tools write.
internal import COpenSSL
internal import Domain

extension ElectronicSeal {
  /// Seals carry pictures; nobody's is larger than this, in bytes.
  public static let longest = 1 << 20

  /// Reads a seal and does not yet verify it.
  /// - Throws: `malformed(.seal)`, `seal(.version)`, and what reading the maker's certificate throws.
  public init(der: [UInt8]) throws(CryptographyError) {
    guard der.count <= Self.longest else { throw .tooLarge(limit: Self.longest, actual: der.count) }
    var file = try SealCursor(file: der)
    let info = try file.next(0x30)
    var body = try SealCursor(inside: info)
    var header = try SealCursor(inside: body.next(0x30))
    guard try header.text(0x16) == "ES" else { throw .malformed(.seal) }
    version = try header.number()
    vendor = try header.text(0x16)
    let tail = try SealTail(&file, info, version)
    id = try body.text(0x16)
    let property = try SealProperty(body.next(0x30), layout: tail.layout)
    picture = try Self.picture(body.next(0x30))
    criticalExtensions = try Self.criticalExtensions(&body)
    (kind, name, signers) = (property.kind, property.name, property.signers)
    (made, validFrom, validUntil) = (property.made, property.from, property.until)
    layout = tail.layout
    maker = try Certificate(der: tail.certificate)
    (signature, signedBytes, timeStamp) = (tail.signature, tail.signedBytes, tail.timeStamp)
    self.der = der
  }

  private static func picture(_ element: DER.Element) throws(CryptographyError) -> Picture {
    var parts = try SealCursor(inside: element)
    let (format, bytes) = (try parts.text(0x16), try parts.bytes(0x04))
    let picture = Picture(format: format, bytes: bytes, width: try parts.number(), height: try parts.number())
    try parts.end()
    return picture
  }

  /// `ExtData ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue }`, a sequence of them, perhaps in `[0]`.
  private static func criticalExtensions(_ body: inout SealCursor) throws(CryptographyError) -> [String] {
    guard var list = body.optional(0xA0) ?? body.optional(0x30) else {
      try body.end()
      return []
    }
    try body.end()
    if list.tag == 0xA0, let inner = list.children, inner.count == 1, inner[0].tag == 0x30,
      inner[0].children?.first?.tag == 0x30
    {
      list = inner[0]
    }
    var critical: [String] = []
    var all = try SealCursor(inside: list)
    while let element = all.optional(0x30) {
      var parts = try SealCursor(inside: element)
      let identifier = try parts.next(0x06)
      let isCritical = parts.optional(0x01)?.content.first ?? 0
      _ = try parts.bytes(0x04)
      try parts.end()
      if isCritical != 0 { critical.append(try SealCursor.dotted(identifier)) }
    }
    try all.end()
    return critical
  }
}

/// The property of a seal: for whom, by whose certificates, from when until when.
private struct SealProperty {
  let kind: ElectronicSeal.Kind
  let name: String
  let signers: ElectronicSeal.Signers
  let made: Instant
  let from: Instant
  let until: Instant

  init(_ element: DER.Element, layout: ElectronicSeal.Layout) throws(CryptographyError) {
    var parts = try SealCursor(inside: element)
    kind = ElectronicSeal.Kind(rawValue: try parts.number())
    name = try parts.text(0x0C)
    let listKind = layout == .v1 ? 1 : try parts.number()
    let list = try parts.next(0x30)
    signers = listKind == 2 ? .digests(try Self.digests(list)) : .certificates(try Self.certificates(list))
    (made, from, until) = (try parts.time(), try parts.time(), try parts.time())
    try parts.end()
  }

  /// Certificates stand in octet strings; some makers put them in bare.
  private static func certificates(_ list: DER.Element) throws(CryptographyError) -> [[UInt8]] {
    guard let children = list.children else { throw .malformed(.seal) }
    return children.map { $0.tag == 0x04 ? Array($0.content) : Array($0.whole) }
  }

  private static func digests(
    _ list: DER.Element
  ) throws(CryptographyError) -> [ElectronicSeal.CertificateDigest] {
    var digests: [ElectronicSeal.CertificateDigest] = []
    var all = try SealCursor(inside: list)
    while let element = all.optional(0x30) {
      var parts = try SealCursor(inside: element)
      let algorithm = try parts.text(0x13)
      digests.append(.init(algorithm: algorithm, value: try parts.bytes(0x04)))
    }
    try all.end()
    return digests
  }
}

/// What follows the seal's information: the maker's certificate and signature, laid out by version.
private struct SealTail {
  let layout: ElectronicSeal.Layout
  let certificate: [UInt8]
  let signature: [UInt8]
  let signedBytes: [UInt8]
  let timeStamp: [UInt8]?

  /// Version 1 puts the three into a sequence of their own and signs information, certificate and algorithm together;
  /// versions 4 and 5 sign the information alone. Example files of 2014 also call themselves 11.
  init(_ file: inout SealCursor, _ info: DER.Element, _ version: Int) throws(CryptographyError) {
    if var parts = try file.optional(0x30).map({ element throws(CryptographyError) in try SealCursor(inside: element) })
    {
      let certificateElement = try parts.next(0x04)
      let algorithm = try parts.next(0x06)
      (layout, timeStamp) = (.v1, nil)
      certificate = Array(certificateElement.content)
      signature = try parts.bits()
      signedBytes = DER.sequence(Array(info.whole), Array(certificateElement.whole), Array(algorithm.whole))
      try parts.end()
      try Self.require(algorithm)
    } else {
      guard version == 4 || version == 5 else { throw .seal(.version(version)) }
      certificate = try file.bytes(0x04)
      let algorithm = try file.next(0x06)
      signature = try file.bits()
      signedBytes = Array(info.whole)
      timeStamp = version == 5 ? file.optional(0xA0).map { Array($0.content) } : nil
      layout = version == 5 ? .v5 : .v4
      try Self.require(algorithm)
    }
    try file.end()
  }

  /// SM2 with SM3 (1.2.156.10197.1.501) is the only one that the standards allow.
  private static func require(_ algorithm: DER.Element) throws(CryptographyError) {
    let name = try SealCursor.dotted(algorithm)
    guard name == "1.2.156.10197.1.501" else { throw .unsupported(operation: "seal", algorithm: name) }
  }
}

/// Takes elements of a seal one after the other.
private struct SealCursor {
  private var rest: ArraySlice<DER.Element>

  init(file der: [UInt8]) throws(CryptographyError) {
    guard let all = DER.elements(in: der[...]), all.count == 1, all[0].tag == 0x30 else { throw .malformed(.seal) }
    try self.init(inside: all[0])
  }

  init(inside element: DER.Element) throws(CryptographyError) {
    guard let children = element.children else { throw .malformed(.seal) }
    rest = children[...]
  }

  mutating func next(_ tag: UInt8) throws(CryptographyError) -> DER.Element {
    guard let element = optional(tag) else { throw .malformed(.seal) }
    return element
  }

  mutating func optional(_ tag: UInt8) -> DER.Element? {
    guard rest.first?.tag == tag else { return nil }
    return rest.popFirst()
  }

  func end() throws(CryptographyError) {
    guard rest.isEmpty else { throw .malformed(.seal) }
  }

  mutating func bytes(_ tag: UInt8) throws(CryptographyError) -> [UInt8] { Array(try next(tag).content) }

  /// A BIT STRING of whole bytes.
  mutating func bits() throws(CryptographyError) -> [UInt8] {
    let content = try next(0x03).content
    guard content.first == 0 else { throw .malformed(.seal) }
    return Array(content.dropFirst())
  }

  mutating func text(_ tag: UInt8) throws(CryptographyError) -> String {
    guard let text = String(validating: try next(tag).content, as: UTF8.self) else { throw .malformed(.seal) }
    return text
  }

  /// A small non-negative INTEGER.
  mutating func number() throws(CryptographyError) -> Int {
    let content = try next(0x02).content
    guard (1...4).contains(content.count), content.first.map({ $0 < 0x80 }) == true else { throw .malformed(.seal) }
    return content.reduce(0) { $0 << 8 | Int($1) }
  }

  /// UTCTime (version 1) or GeneralizedTime (versions 4 and 5), in seconds and Z.
  mutating func time() throws(CryptographyError) -> Instant {
    guard let element = rest.popFirst(), element.tag == 0x17 || element.tag == 0x18,
      let text = String(validating: element.content, as: UTF8.self), let moment = Self.moment(text, element.tag)
    else { throw .malformed(.seal) }
    return moment
  }

  private static func moment(_ text: String, _ tag: UInt8) -> Instant? {
    guard text.last == "Z", text.dropLast().allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    let digits = tag == 0x18 ? String(text.dropLast()) : (text < "5" ? "20" : "19") + text.dropLast()
    guard digits.count == 14, let number = Int64(digits) else { return nil }
    let (date, clock) = (Int(number / 1_000_000), number % 1_000_000)
    guard let day = CivilDate(year: date / 10_000, month: date / 100 % 100, day: date % 100) else { return nil }
    let (hours, minutes, seconds) = (clock / 10_000, clock / 100 % 100, clock % 100)
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return Instant(seconds: Int64(day.daysSince1970) * 86_400 + hours * 3600 + minutes * 60 + seconds)
  }

  static func dotted(_ element: DER.Element) throws(CryptographyError) -> String {
    let whole = Array(element.whole)
    guard let (object, _) = Cryptography.decoded(whole, { d2i_ASN1_OBJECT(nil, $0, $1) }) else {
      throw .malformed(.seal)
    }
    defer { ASN1_OBJECT_free(object) }
    return Cryptography.dotted(object)
  }
}
