// A small catalogue and one service, so that reading is tested without any service's own pack.
import Domain
import Foundation
import Intake
import Testing

enum Desk {
  static let today = CivilDate(year: 2026, month: 3, day: 9)!

  static let catalogue = FieldCatalogue([
    Field(
      id: "organisation.name", label: "单位名称", synonyms: ["企业名称"], kind: .organisationName, sensitivity: .open, limit: 64
    ),
    Field(id: "organisation.creditCode", label: "统一社会信用代码", kind: .socialCreditCode, sensitivity: .open, limit: 32),
    Field(id: "agent.name", label: "经办人姓名", kind: .personName, sensitivity: .personal, limit: 40),
    Field(
      id: "agent.idNumber", label: "经办人证件号码", kind: .identityNumber(kindField: nil), sensitivity: .sensitive, limit: 32
    ),
    Field(id: "agent.mobile", label: "经办人手机", kind: .mobile, sensitivity: .personal, limit: 32),
    Field(id: "organisation.postcode", label: "邮政编码", kind: .postcode, sensitivity: .open, limit: 12),
    Field(id: "bank.account", label: "银行账号", kind: .account, sensitivity: .sensitive, limit: 40),
    Field(id: "authorisation.until", label: "授权截止", kind: .date, sensitivity: .open, limit: 20),
    Field(id: "invoice.wanted", label: "是否开票", kind: .truth, sensitivity: .open, limit: 8),
    Field(id: "invoice.title", label: "开票单位名称", kind: .organisationName, sensitivity: .open, limit: 64),
  ])

  static let service = ServiceVocabulary(
    id: "example", names: ["示例服务", "示例（平台）"],
    businessTypes: [
      .init(
        id: "new", names: ["新办", "新制"], required: ["organisation.name", "agent.name"],
        optional: [
          "organisation.creditCode", "agent.idNumber", "agent.mobile", "organisation.postcode", "bank.account",
          "authorisation.until", "invoice.wanted",
        ], requiredWhen: ["invoice.title": .init(field: "invoice.wanted", value: "是")])
    ])

  /// Reads bytes as a file of some name; the path is the same for every test.
  static func read(
    _ bytes: [UInt8], named name: String = "data", limits: Limits = Limits(), intake: Intake? = nil
  ) throws -> (applications: [Application], findings: [Finding]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let intake = intake ?? Intake(catalogue: catalogue, services: [service], today: today, limits: limits)
    return collect(intake, path)
  }

  static func read(_ text: String, limits: Limits = Limits()) throws -> (
    applications: [Application], findings: [Finding]
  ) {
    try read(Array(text.utf8), limits: limits)
  }

  static func collect(_ intake: Intake, _ path: String) -> (applications: [Application], findings: [Finding]) {
    var applications: [Application] = []
    var findings: [Finding] = []
    intake.read(path) { reading in
      switch reading {
      case .application(let application, _): applications.append(application)
      case .finding(let finding): findings.append(finding)
      }
    }
    return (applications, findings)
  }
}

extension Finding {
  /// Code, line and column, as tests compare them.
  var short: String { "\(explanation.code) \(place.line.map(String.init) ?? "-") \(place.column ?? "-")" }
}
