// Requests put together from a signature made elsewhere, judged by stock openssl as well.
import Cryptography
import Processes
import Testing

private let holder = DistinguishedName(
  province: "河南省", locality: "郑州市", organisation: "中原测试有限公司（示例）", organisationalUnit: "投标部",
  commonName: "中原测试有限公司")

@Suite struct `Certificate requests` {
  @Test(arguments: [KeyAlgorithm.rsa2048, .p256, .p384, .sm2])
  func `stock openssl verifies a request signed block by block`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let draft = try CertificateRequest.toBeSigned(subject: holder, publicKey: key.publicKey)
    let request = try draft.completed(signature: key.signRaw(draft.hashedBlock))
    let place = try Workplace()
    let file = try place.put(request.der, "request.der")
    let identifier = algorithm == .sm2 ? ["-vfyopt", "distid:1234567812345678"] : []
    let judged = try Program.run(
      "openssl",
      ["req", "-inform", "DER", "-in", file, "-noout", "-verify", "-subject", "-nameopt", "RFC2253,-esc_msb,utf8"]
        + identifier)
    #expect(judged.succeeded)
    #expect((judged.outputText + judged.errorText).contains("OK"))
    #expect(judged.outputText.contains("CN=中原测试有限公司,OU=投标部,O=中原测试有限公司（示例）,L=郑州市,ST=河南省,C=CN"))
    #expect(request.subject == holder)
    #expect(request.subject.text == "CN=中原测试有限公司,OU=投标部,O=中原测试有限公司（示例）,L=郑州市,ST=河南省,C=CN")
  }

  /// A BIT STRING made carelessly drops trailing zero bits: one RSA signature in 256 ends in a zero byte.
  @Test func `signatures that end in zero bits stay whole`() throws {
    let key = try PrivateKey.generate(.rsa2048)
    var endings: Set<UInt8> = []
    for number in 0..<20_000 where number < 100 || !endings.contains(0) {
      let name = DistinguishedName(commonName: "request \(number)")
      let draft = try CertificateRequest.toBeSigned(subject: name, publicKey: key.publicKey)
      let signature = try key.sign(draft.message)
      endings.insert(signature[255])
      let request = try draft.completed(signature: signature)
      #expect(request.verify() && request.der.suffix(256) == signature[...])
    }
    #expect(endings.contains(0))
  }

  @Test func `a signature of another key is refused before the request exists`() throws {
    let key = try PrivateKey.generate(.p256), other = try PrivateKey.generate(.p256)
    let draft = try CertificateRequest.toBeSigned(subject: holder, publicKey: key.publicKey)
    #expect(throws: CryptographyError.signature(.request)) {
      try draft.completed(signature: other.sign(draft.message))
    }
  }

  @Test func `an SM2 request without the identifier is told apart from a bad one`() throws {
    let place = try Workplace()
    let keyFile = "\(place.path)/key.pem", file = "\(place.path)/request.der"
    #expect(try openssl("genpkey", "-algorithm", "SM2", "-out", keyFile).succeeded)
    let made = try openssl(
      "req", "-new", "-sm3", "-key", keyFile, "-subj", "/CN=empty", "-outform", "DER", "-out", file)
    #expect(made.succeeded)
    let request = try CertificateRequest(der: place.get("request.der"))
    #expect(request.selfSignature == .emptyIdentifier)
    #expect(throws: CryptographyError.emptyIdentifier) { try request.requireSelfSignature() }
    var altered = request.der
    altered[altered.count - 20] ^= 1
    #expect(try CertificateRequest(der: altered).selfSignature == .bad)
  }

  @Test(arguments: [KeyAlgorithm.rsa2048, .p256, .sm2])
  func `no changed byte changes what a verified request says`(algorithm: KeyAlgorithm) throws {
    let request = try CertificateRequest.make(subject: holder, key: .generate(algorithm))
    for place in request.der.indices {
      #expect(throws: CryptographyError.self) { try CertificateRequest(der: Array(request.der[..<place])) }
      var changed = request.der
      changed[place] ^= 1
      guard let read = try? CertificateRequest(der: changed), read.verify() else { continue }
      // The parameters beside the signature's algorithm are signed by nobody and read by nobody.
      #expect(read.subject == request.subject && read.publicKey == request.publicKey, "byte \(place)")
    }
  }

  @Test(arguments: [
    (DistinguishedName(commonName: String(repeating: "长", count: 65)), CryptographyError.name(type: "CN", limit: 64)),
    (DistinguishedName(country: "CHN", commonName: "x"), .name(type: "C", limit: 2)),
    (DistinguishedName(commonName: ""), .name(type: "CN", limit: 64)),
    (DistinguishedName([.init("nonsense", "x")]), .name(type: "nonsense", limit: 256)),
  ])
  func `a name that no certificate can hold is refused`(name: DistinguishedName, reason: CryptographyError) throws {
    let key = try PrivateKey.generate(.p256).publicKey
    #expect(throws: reason) { try CertificateRequest.toBeSigned(subject: name, publicKey: key) }
  }

  @Test func `64 Chinese characters and rare ones fit in a name`() throws {
    let name = DistinguishedName(commonName: String(repeating: "𬍛", count: 64))
    #expect(try CertificateRequest.make(subject: name, key: .generate(.p256)).subject == name)
  }

  @Test func `text escapes what RFC 4514 asks for`() {
    #expect(DistinguishedName(country: nil, commonName: " #a,b+c\\ ").text == "CN=\\ #a\\,b\\+c\\\\\\ ")
  }
}
