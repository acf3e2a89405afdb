// The code printed on every page: which order, document, edition, revision, page and copy it is, and who vouches for it.

/// What a page's code says. Its text is 58 characters of QR's alphanumeric set:
/// version 1, service 2, reference 16, document 2, edition 2, revision 2, page 1, pages 1, copy 1, digest 12,
/// kiosk 3, key 2, MAC 13.
public struct PageCode: Hashable, Sendable {
  /// Two characters of the service's pack.
  public let service: String
  /// The order's number, or what stands for an application's number: see `reference(for:digest:)`.
  public let reference: String
  /// Two characters of the document's definition.
  public let document: String
  /// The form's edition, 1…1295.
  public let edition: Int
  /// The order's revision, 1…1295.
  public let revision: Int
  /// Counts from 1.
  public let page: Int
  public let pages: Int
  public let copy: Int
  /// The first 60 bits of the content digest.
  public let digest: String
  /// The kiosk, the key and its MAC over all before it; nil on a preview.
  public let seal: Seal?

  public struct Seal: Hashable, Sendable {
    /// Three characters.
    public let kiosk: String
    /// Two characters.
    public let key: String
    /// The first 65 bits of HMAC-SHA-256 under the site key.
    public let mac: String
  }

  /// Authenticates the text before the MAC; returns at least 9 bytes.
  public struct Key: Sendable {
    public let kiosk: String
    public let id: String
    public let authenticate: @Sendable (_ text: String) -> [UInt8]

    public init(kiosk: String, id: String, authenticate: @escaping @Sendable (String) -> [UInt8]) {
      self.kiosk = kiosk
      self.id = id
      self.authenticate = authenticate
    }

    func mac(over text: String) -> String { Base32.text(authenticate(text), count: 13) }
  }

  /// A document has no more pages, and no more copies: each is one digit of the code.
  public static let mostPages = 35
  /// A form has no more editions, and an order no more revisions: each is two digits of the code.
  public static let mostRevisions = 1295

  /// A code as it is printed; with no key it is a preview.
  /// - Parameter digest: the content's digest, at least 8 bytes.
  public init(
    service: String, reference: String, document: String, edition: Int, revision: Int, page: Int, pages: Int,
    copy: Int, digest: [UInt8], key: Key?
  ) {
    self.service = service
    self.reference = reference
    self.document = document
    self.edition = edition
    self.revision = revision
    self.page = page
    self.pages = pages
    self.copy = copy
    self.digest = Self.digest(digest)
    let content = Self.content(
      service: service, reference: reference, document: document, edition: edition, revision: revision, page: page,
      pages: pages, copy: copy, digest: self.digest)
    seal = key.map { key in
      Seal(kiosk: key.kiosk, key: key.id, mac: key.mac(over: content + key.kiosk + key.id))
    }
  }

  /// What a page's code says of its content.
  /// - Parameter content: the content's digest, at least 8 bytes.
  public static func digest(_ content: [UInt8]) -> String { Base32.text(content, count: 12) }

  /// Reads a code's text; nil when it is not one of ours.
  public init?(_ text: String) {
    guard text.utf8.count == 58, text.hasPrefix("1"), text.utf8.allSatisfy(Self.isPrinted) else { return nil }
    var rest = Substring(text).dropFirst()
    func take(_ count: Int) -> String {
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
    func takeNumber(_ count: Int) -> Int? {
      let digits = take(count)
      return digits.contains("-") ? nil : Int(digits, radix: 36)
    }
    service = take(2)
    let padded = take(16)
    reference = String(padded.prefix { $0 != "." })
    document = take(2)
    guard padded.dropFirst(reference.count).allSatisfy({ $0 == "." }), let edition = takeNumber(2),
      let revision = takeNumber(2), let page = takeNumber(1), let pages = takeNumber(1), let copy = takeNumber(1)
    else { return nil }
    self.edition = edition
    self.revision = revision
    self.page = page
    self.pages = pages
    self.copy = copy
    digest = take(12)
    let kiosk = take(3)
    let key = take(2)
    let mac = take(13)
    seal = kiosk == "---" ? nil : Seal(kiosk: kiosk, key: key, mac: mac)
  }

  /// A stranger's code may be as long as ours and say anything.
  private static func isPrinted(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2D || byte == 0x2E
  }

  public var text: String {
    let content = Self.content(
      service: service, reference: reference, document: document, edition: edition, revision: revision, page: page,
      pages: pages, copy: copy, digest: digest)
    guard let seal else { return content + String(repeating: "-", count: 18) }
    return content + seal.kiosk + seal.key + seal.mac
  }

  /// Whether the MAC is the key's own. False for a preview.
  public func isVouched(by key: Key) -> Bool {
    guard let seal, seal.key == key.id else { return false }
    return key.mac(over: String(text.dropLast(13))) == seal.mac
  }

  /// What stands for an application's number on a page: itself where it fits, otherwise 15 characters of its digest.
  /// - Parameter digest: SHA-256 of the number's UTF-8.
  public static func reference(for number: String, digest: [UInt8]) -> String {
    let fits = number.utf8.count <= 16 && !number.contains { ("a"..."z").contains($0) } && !number.hasPrefix("-")
    return fits ? number : "-" + Base32.text(digest, count: 15)
  }

  private static func content(
    service: String, reference: String, document: String, edition: Int, revision: Int, page: Int, pages: Int,
    copy: Int, digest: String
  ) -> String {
    let padded = reference + String(repeating: ".", count: 16 - reference.utf8.count)
    let numbers = base36(edition, 2) + base36(revision, 2) + base36(page, 1) + base36(pages, 1) + base36(copy, 1)
    return "1" + service + padded + document + numbers + digest
  }

  /// Whoever makes pages keeps to what a code holds; one that says something else would be worse than none.
  private static func base36(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 36, uppercase: true)
    precondition(number >= 0 && digits.count <= width, "more than a page code holds")
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
