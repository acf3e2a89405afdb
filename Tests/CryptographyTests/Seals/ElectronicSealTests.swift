// Seals of every layout are read, believed for the right reason and refused for the right reason.
import Cryptography
import Domain
import Foundation
import Testing

@Suite struct ElectronicSealTests {
  static let within = Instant(seconds: 1_620_000_000)

  static func sample(_ name: String) throws -> [UInt8] { try fixture("\(name).esl") }

  private static func fixture(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Fixtures/Cryptography/\(name)")))
  }

  @Test(arguments: [("UserV1", ElectronicSeal.Layout.v1, 1), ("UserV4", .v4, 4)])
  func `a public sample is read and its own signature holds`(
    name: String, layout: ElectronicSeal.Layout, version: Int
  ) throws {
    let seal = try ElectronicSeal(der: Self.sample(name))
    #expect(seal.layout == layout)
    #expect(seal.version == version)
    #expect(seal.vendor == "OFDR&WTest")
    #expect(seal.picture.format == "PNG")
    #expect(seal.picture.bytes == (try Self.fixture("StampImg.png")))
    #expect(seal.picture.width == 40 && seal.picture.height == 40)
    #expect(seal.validFrom.chinaText.hasPrefix("2020-04-22T10:"))
    try seal.verify(at: Self.within, anchors: [])
    guard case .certificates(let all) = seal.signers else { throw CryptographyError.malformed(.seal) }
    #expect(all.count == 1)
    #expect(seal.lists(try Certificate(der: all[0])))
  }

  @Test(arguments: ["UserV1", "UserV4"])
  func `a seal is refused outside its validity, for another certificate and by an unknown maker`(name: String) throws {
    let seal = try ElectronicSeal(der: Self.sample(name))
    #expect(throws: CryptographyError.seal(.signerNotListed)) {
      try seal.verify(at: Self.within, anchors: [], signer: seal.maker)
    }
    // Of the same name as a signer of the samples, and yet another certificate.
    let namesake = try Certificate(pem: String(decoding: Self.fixture("sign_cert.pem"), as: UTF8.self))
    #expect(throws: CryptographyError.seal(.signerNotListed)) {
      try seal.verify(at: Self.within, anchors: [], signer: namesake)
    }
    let late = #expect(throws: CryptographyError.self) {
      try seal.verify(at: Instant(seconds: 1_780_000_000), anchors: [])
    }
    #expect(late?.explanation.code == "K23")
    let stranger = try SealWorkshop().maker.certificate
    let unknown = #expect(throws: CryptographyError.self) { try seal.verify(at: Self.within, anchors: [stranger]) }
    #expect(unknown?.explanation.code == "K22")
  }

  @Test(arguments: ["UserV1", "UserV4"])
  func `no altered byte of a seal passes`(name: String) throws {
    let bytes = try Self.sample(name)
    let maker = try ElectronicSeal(der: bytes).maker.der
    for place in stride(from: 0, to: bytes.count, by: 97) {
      var altered = bytes
      altered[place] ^= 0x01
      // From version 4 on the signature leaves the maker's certificate out: there whoever trusts it sees another one.
      guard let seal = try? ElectronicSeal(der: altered), (try? seal.verify(at: Self.within, anchors: [])) != nil
      else { continue }
      #expect(seal.layout != .v1 && seal.maker.der != maker, "byte \(place)")
    }
    for count in stride(from: 0, to: bytes.count, by: 211) {
      #expect(throws: (any Error).self, "first \(count) bytes") { try ElectronicSeal(der: Array(bytes.prefix(count))) }
    }
  }

  @Test(arguments: [ElectronicSeal.Layout.v1, .v4, .v5], SealWorkshop.Extensions.allCases)
  func `every layout is read with its extensions tagged and untagged`(
    layout: ElectronicSeal.Layout, extensions: SealWorkshop.Extensions
  ) throws {
    let workshop = try SealWorkshop()
    let seal = try ElectronicSeal(der: workshop.seal(layout, extensions))
    #expect(seal.layout == layout)
    #expect(seal.name == "样例印章")
    #expect((seal.timeStamp != nil) == (layout == .v5))
    let signer = workshop.signer.certificate
    if extensions == .critical {
      #expect(throws: CryptographyError.seal(.extensionUnknown("1.2.156.1"))) {
        try seal.verify(at: workshop.now, anchors: [workshop.root])
      }
    } else {
      try seal.verify(at: workshop.now, anchors: [workshop.root], signer: signer)
      #expect(throws: CryptographyError.seal(.signerNotListed)) {
        try seal.verify(at: workshop.now, anchors: [workshop.root], signer: workshop.maker.certificate)
      }
    }
  }

  @Test func `a version that no standard knows is told`() throws {
    let workshop = try SealWorkshop()
    #expect(throws: CryptographyError.seal(.version(7))) {
      try ElectronicSeal(der: workshop.seal(.v4, .none, version: 7))
    }
  }
}
