// The statements by which an organisation and its people are known, wherever they stand.

/// One statement of who somebody is. Several places may make the same one: the data file, a licence, a token.
public enum IdentityNode: String, Hashable, Sendable, CaseIterable {
  case creditCode, organisationCode, taxNumber, licenceCode, certificateCode, certificateOrganisationCode
  case organisationName, licenceName, certificateName, invoiceTitle, accountName, payer
  case legalName, legalNumber, legalCard, licenceLegal
  case agentName, agentNumber, agentCard
  case oldSerial, certificateSerial

  /// In a clerk's words.
  public var title: String {
    switch self {
    case .creditCode: "申请的统一社会信用代码"
    case .organisationCode: "申请的组织机构代码"
    case .taxNumber: "开票税号"
    case .licenceCode: "营业执照上的统一社会信用代码"
    case .certificateCode: "证书主体中的统一社会信用代码"
    case .certificateOrganisationCode: "证书主体中的组织机构代码"
    case .organisationName: "申请的单位名称"
    case .licenceName: "营业执照上的名称"
    case .certificateName: "证书主体中的单位名称"
    case .invoiceTitle: "开票单位名称"
    case .accountName: "基本户名称"
    case .payer: "付款方名称"
    case .legalName: "申请的法定代表人姓名"
    case .legalNumber: "申请的法定代表人证件号码"
    case .legalCard: "法定代表人证件上的号码"
    case .licenceLegal: "营业执照上的法定代表人"
    case .agentName: "申请的经办人姓名"
    case .agentNumber: "申请的经办人证件号码"
    case .agentCard: "经办人证件上的号码"
    case .oldSerial: "申请的原证书序列号"
    case .certificateSerial: "介质中证书的序列号"
    }
  }

  public var english: String {
    switch self {
    case .creditCode: "the application's credit code"
    case .organisationCode: "the application's organisation code"
    case .taxNumber: "the invoice's tax number"
    case .licenceCode: "the licence's credit code"
    case .certificateCode: "the certificate's credit code"
    case .certificateOrganisationCode: "the certificate's organisation code"
    case .organisationName: "the application's organisation name"
    case .licenceName: "the licence's name"
    case .certificateName: "the certificate's organisation name"
    case .invoiceTitle: "the invoice's title"
    case .accountName: "the account's name"
    case .payer: "the payer's name"
    case .legalName: "the legal representative's name"
    case .legalNumber: "the legal representative's number"
    case .legalCard: "the number on the legal representative's document"
    case .licenceLegal: "the legal representative on the licence"
    case .agentName: "the agent's name"
    case .agentNumber: "the agent's number"
    case .agentCard: "the number on the agent's document"
    case .oldSerial: "the old certificate's serial as applied"
    case .certificateSerial: "the serial of the certificate on the token"
    }
  }

  /// The field of an application that makes it; nil for what is seen elsewhere.
  public var field: FieldID? {
    switch self {
    case .creditCode: "organisation.creditCode"
    case .organisationCode: "organisation.code"
    case .taxNumber: "invoice.taxNumber"
    case .organisationName: "organisation.name"
    case .invoiceTitle: "invoice.title"
    case .accountName: "bank.name"
    case .legalName: "legal.name"
    case .legalNumber: "legal.idNumber"
    case .agentName: "agent.name"
    case .agentNumber: "agent.idNumber"
    case .oldSerial: "certificate.oldSerial"
    default: nil
    }
  }
}
