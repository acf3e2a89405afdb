// swift-tools-version: 6.1
// The rooms of the house and the doors between them; ARCHITECTURE.md explains the plan.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library of Debian, imported as a module of its own.
func library(_ name: String, _ pkgConfig: String?, _ package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// A C library of Debian that is opened when it is first called.
func opened(_ name: String) -> Target {
  .target(name: name, dependencies: ["COpened"], path: "Sources/CLibraries/\(name)")
}

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ room: String, _ others: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.init(stringLiteral: room)] + others, swiftSettings: strict)
}

/// A program that throws random input at a room; built by `make fuzz` only, because it needs the sanitizer's runtime.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: "Fuzz\(name)", dependencies: dependencies, path: "Tests/Fuzz/\(name)", exclude: ["corpus"],
    swiftSettings: strict)
}

let fuzzers: [Target] =
  Context.environment["FUZZ"] == nil
  ? []
  : [
    fuzzer("Cards", ["Cryptography", "Domain", "Tokens", "VirtualCard"]),
    fuzzer("Answers", ["Tokens"]),
    fuzzer("Codes", ["Domain", "Scans"]),
    fuzzer("CodePixels", ["Domain", "Pictures", "Scans"]),
    .target(
      name: "PictureFuzzing", dependencies: ["Domain", "Pictures"], path: "Tests/Fuzz/PictureFuzzing",
      swiftSettings: strict),
    fuzzer("JPEG", ["PictureFuzzing", "Pictures"]),
    fuzzer("PNG", ["PictureFuzzing", "Pictures"]),
    fuzzer("TIFF", ["PictureFuzzing", "Pictures"]),
    fuzzer("PDF", ["PictureFuzzing", "Pictures"]),
    fuzzer("Definitions", ["Domain", "Files", "Layout", "Services"]),
    fuzzer("Values", ["Documents", "Domain", "Files", "Layout", "Services"]),
  ]

let package = Package(
  name: "certkiosk",
  products: [
    // Loaded before a program under test; kills it after its n-th durable step.
    .library(name: "interruption", type: .dynamic, targets: ["Interruption"])
  ],
  targets: [
    // C libraries
    library("CYAML", "yaml-0.1", "libyaml-dev"),
    library("CZip", "libzip", "libzip-dev"),
    library("CXML", "libxml-2.0", "libxml2-dev"),
    library("CCairo", "cairo-pdf cairo-ft", "libcairo2-dev"),
    library("CHarfBuzz", "harfbuzz harfbuzz-subset", "libharfbuzz-dev"),
    library("CFreeType", "freetype2", "libfreetype-dev"),
    library("CDeflate", "libdeflate", "libdeflate-dev"),
    library("CQRencode", "libqrencode", "libqrencode-dev"),
    library("CTurboJPEG", "libturbojpeg", "libturbojpeg0-dev"),
    library("CPNG", "libpng", "libpng-dev"),
    library("CTIFF", "libtiff-4", "libtiff-dev"),
    library("COpenSSL", "openssl", "libssl-dev"),
    library("CSQLite", "sqlite3", "libsqlite3-dev"),
    .target(name: "COpened", path: "Sources/CLibraries/COpened"),
    opened("CQPDF"), opened("CZBar"), opened("CCups"), opened("CSANE"),
    .target(name: "CPCSC", path: "Sources/CLibraries/CPCSC"),
    .target(name: "CLinux", path: "Sources/CLibraries/CLinux"),
    .target(
      name: "CZXing", path: "Sources/CLibraries/CZXing", linkerSettings: [.linkedLibrary("ZXing")]),

    // Rooms, each below those that use it
    room("Domain"),
    room("Secrets"),
    room("Layout", ["Domain"]),
    room("Files", ["Domain", "CLinux"]),
    room("Processes", ["CLinux", "COpened"]),
    room("Cryptography", ["Domain", "Secrets", "COpenSSL"]),
    room("Services", ["Domain", "Files", "Layout", "Pictures", "CYAML"]),
    room("Intake", ["Domain", "Files", "CZip", "CXML"]),
    room("Compression", ["CDeflate"]),
    room("PDFFiles", ["Domain", "Compression"]),
    room("Documents", ["Domain", "Layout", "PDFFiles", "CCairo", "CHarfBuzz", "CFreeType", "CQRencode"]),
    room("Pictures", ["Domain", "CTurboJPEG", "CPNG", "CTIFF", "CQPDF"]),
    room("Scans", ["Domain", "Layout", "Files", "Processes", "Pictures", "CZXing", "CZBar", "CLinux"]),
    room("Tokens", ["Domain", "Secrets", "Cryptography", "Compression", "CPCSC"]),
    room("Records", ["Domain", "Secrets", "Files", "Cryptography", "CSQLite"]),
    room("Bundles", ["Domain", "Files", "Cryptography"]),
    room("Peripherals", ["Domain", "CCups"]),
    room("Scanners", ["Domain", "Pictures", "CSANE"]),
    room(
      "Counter",
      [
        "Domain", "Files", "Processes", "Layout", "Cryptography", "Services", "Intake", "PDFFiles", "Documents",
        "Pictures", "Scans", "Tokens", "Records", "Bundles", "Peripherals",
      ]),
    room("HeadOffice", ["Domain", "Files", "Cryptography", "Bundles"]),
    room("CommandLine", ["Domain", "Secrets"]),
    program(
      "certkiosk",
      [
        "Domain", "Secrets", "Files", "Processes", "Cryptography", "Services", "Pictures", "Scans", "Scanners",
        "Tokens",
        "Records", "Bundles", "Peripherals", "Counter", "CommandLine",
      ]),
    program("certkiosk-hq", ["Domain", "Files", "Cryptography", "Bundles", "HeadOffice", "CommandLine"]),

    // Only for rehearsals and tests
    room("VirtualCard", ["Domain", "Cryptography"]),
    room("PaperSimulator", ["Domain", "Files", "Processes", "Pictures"]),
    room("Rehearsal", ["Domain", "Files", "Processes", "Cryptography", "Bundles"]),
    program("virtual-token", ["Domain", "VirtualCard"]),
    program("paper-simulator", ["Domain", "Files", "PaperSimulator"]),
    program(
      "certkiosk-rehearse",
      ["Domain", "Files", "Bundles", "Rehearsal", "CommandLine"]),

    // Tests
    .target(name: "Interruption", path: "Tests/Interruption", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "DrawnPage", path: "Tests/DrawnPage", swiftSettings: strict),
    .target(
      name: "WrittenSecrets", dependencies: ["Secrets", "Tokens"], path: "Tests/WrittenSecrets", swiftSettings: strict),
    .target(name: "ArchivalProof", dependencies: ["Processes"], path: "Tests/ArchivalProof", swiftSettings: strict),
    .target(
      name: "InkProof", dependencies: ["ArchivalProof", "PDFFiles", "CFreeType", "CHarfBuzz", "CQPDF"],
      path: "Tests/InkProof",
      swiftSettings: strict),
    .executableTarget(
      name: "bare-bench", dependencies: ["Counter", "Domain", "Files", "Intake", "Layout", "Services"],
      path: "Tests/Bench/bare", swiftSettings: strict),
    .executableTarget(
      name: "token-bench",
      dependencies: [
        "Domain", "Secrets", "Files", "Processes", "Cryptography", "Tokens", "VirtualCard", "Rehearsal",
        "WrittenSecrets", "virtual-token", "certkiosk",
      ], path: "Tests/Bench/tokens", swiftSettings: strict),
    .executableTarget(
      name: "order-bench", dependencies: ["Domain", "Files", "Records", "Services", "Counter"],
      path: "Tests/Bench/orders", swiftSettings: strict),
    .executableTarget(
      name: "statement-bench", dependencies: ["Counter", "Domain", "Files", "Records", "Services"],
      path: "Tests/Bench/statement", swiftSettings: strict),
    tests("Domain"),
    tests("Layout"),
    tests("Files"),
    tests("Processes"),
    tests("Cryptography", ["Domain", "Secrets", "Files", "Processes"]),
    tests("Services", ["Domain", "Layout", "Documents", "Processes"]),
    tests("Intake", ["Domain", "Services", "CZip"]),
    tests("Documents", ["Domain", "Layout", "InkProof", "Processes"]),
    tests("PDFFiles", ["Domain", "InkProof"]),
    tests("Pictures", ["Files", "Processes"]),
    tests(
      "Scans",
      [
        "Cryptography", "Domain", "DrawnPage", "Layout", "Files", "Pictures", "PaperSimulator", "Processes", "CLinux",
        "CQRencode", "certkiosk",
      ]),
    tests(
      "Tokens",
      [
        "CommandLine", "Domain", "Secrets", "Files", "Processes", "Cryptography", "VirtualCard", "Rehearsal",
        "WrittenSecrets", "virtual-token",
      ]),
    tests("VirtualCard", ["Cryptography"]),
    tests("Records", ["Domain", "Files", "Processes", "Cryptography"]),
    tests("Bundles", ["Domain", "Files", "Processes", "Cryptography"]),
    tests("HeadOffice", ["Domain", "Bundles", "Cryptography", "Files", "Processes"]),
    tests(
      "Counter",
      [
        "Bundles", "Cryptography", "Domain", "DrawnPage", "Files", "HeadOffice", "InkProof", "Layout", "PaperSimulator",
        "Pictures", "Processes", "Records", "Rehearsal", "Scans", "Secrets", "Services", "Tokens", "VirtualCard",
        "WrittenSecrets", "certkiosk",
      ]),
    tests(
      "Peripherals",
      [
        "CCups", "CLinux", "Counter", "Documents", "Domain", "Files", "Layout", "Processes", "Records", "Services",
        "certkiosk",
      ]),
    tests("Scanners", ["Domain", "Files", "Pictures", "Processes", "certkiosk"]),
    tests("CommandLine", ["Domain", "Secrets", "Processes", "WrittenSecrets"]),
    .testTarget(
      name: "FormsTests",
      dependencies: [
        "ArchivalProof", "Counter", "Documents", "Domain", "Files", "InkProof", "Layout", "PDFFiles", "Processes",
        "Services",
      ], swiftSettings: strict),
    .testTarget(
      name: "HouseTests",
      dependencies: [
        "Bundles", "CommandLine", "Counter", "Cryptography", "Documents", "Domain", "Files", "HeadOffice", "Intake",
        "Layout", "PDFFiles", "PaperSimulator", "Peripherals", "Pictures", "Records", "Rehearsal", "Scanners", "Scans",
        "Services", "Tokens", "VirtualCard",
      ], swiftSettings: strict),
  ] + fuzzers,
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
