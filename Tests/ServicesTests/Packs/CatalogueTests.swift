// The catalogue of fields: complete in kinds, and found by the headings of the manuals.
import Domain
import Services
import Testing

@Suite struct CatalogueTests {
  /// A heading as a manual prints it, and the field it means.
  @Test(arguments: [
    ("单位名称", "organisation.name"), ("统一社会信用代码", "organisation.creditCode"), ("类型", "organisation.role"),
    ("CA邮寄地址", "delivery.address"), ("收件人姓名", "delivery.recipient"), ("收件人联系电话", "delivery.phone"),
    ("CA数量", "certificate.quantity"), ("发票类型", "invoice.kind"), ("开票单位名称", "invoice.title"),
    ("税号", "invoice.taxNumber"), ("单位地址、单位电话", "invoice.contact"), ("手机号码", "invoice.mobile"),
    ("开户银行", "invoice.bank"), ("银行账号", "invoice.account"), ("法人姓名", "legal.name"),
    ("法人身份证号码", "legal.idNumber"), ("法人移动电话", "legal.mobile"), ("基本户名称", "bank.name"),
    ("基本户开户行", "bank.branch"), ("基本户账号", "bank.account"), ("发票领取方式", "invoice.kind"),
    ("办理年限", "certificate.years"), ("企业名称", "organisation.name"), ("机构证件号码", "organisation.creditCode"),
    ("经办人手机号", "agent.mobile"), ("组织机构代码", "organisation.code"), ("证书序列号", "certificate.oldSerial"),
    ("工商注册号", "organisation.registrationNumber"), ("加急服务", "delivery.urgency"),
  ])
  func `a manual's heading means one field`(heading: String, id: FieldID) throws {
    #expect(try PacksTests.packs().catalogue.field(headed: heading)?.id == id)
  }

  @Test func `identity numbers are read by the kind of their document`() throws {
    let catalogue = try PacksTests.packs().catalogue
    #expect(catalogue["legal.idNumber"]?.kind == .identityNumber(kindField: "legal.idKind"))
    #expect(catalogue["agent.idNumber"]?.kind == .identityNumber(kindField: "agent.idKind"))
  }

  @Test func `numbers of people and accounts are never open`() throws {
    for field in try PacksTests.packs().catalogue.fields {
      switch field.kind {
      case .identityNumber, .account: #expect(field.sensitivity == .sensitive)
      case .personName, .mobile, .telephone, .email: #expect(field.sensitivity == .personal)
      default: break
      }
    }
  }

  @Test func `every field that a service asks for is in the catalogue`() throws {
    let packs = try PacksTests.packs()
    for type in packs.packs.flatMap(\.businessTypes) {
      let asked = type.required.union(type.optional).union(type.requiredWhen.keys)
      #expect(asked.allSatisfy { packs.catalogue[$0] != nil })
    }
  }
}
