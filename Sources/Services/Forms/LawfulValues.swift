// Values as long and as short as the catalogue of fields lets them be: what a form must be able to hold.

public import Domain

extension Field {
  /// The shortest text that people give: two characters of a name, one of anything else.
  public var shortest: String {
    switch kind {
    case .organisationName: "吉庆"
    case .personName: "丁一"
    case .email: "a@b.cn"
    case .text: "无"
    default: fixed ?? "1"
    }
  }

  /// The longest value that the field's kind and limit allow.
  public var longest: String { longest(limit) }

  /// A value of this many characters, where the kind leaves that open; at most as long as the limit.
  public func longest(_ count: Int) -> String {
    let count = min(count, limit)
    switch kind {
    case .text, .organisationName: return Self.filled(Self.address, count)
    case .personName: return Self.filled(Self.name, count)
    case .email: return Self.filled(Self.email, count - 4) + ".com"
    case .account, .count: return Self.filled("9876543210", count)
    case .telephone: return Self.filled("0996-2012345转", count)
    case .taxNumber: return Self.filled("91410100MA44YXQ08L91", count)
    case .money: return "99999999.99"
    default: return fixed ?? Self.filled("9876543210", count)
    }
  }

  /// Whether its values may be of any length up to the limit.
  public var isOpenEnded: Bool {
    switch kind {
    case .text, .organisationName, .personName, .email: true
    default: false
    }
  }

  /// Of kinds that leave no choice of length; of a choice the longest word.
  private var fixed: String? {
    switch kind {
    case .socialCreditCode: "91410100MA44YXQ08L"
    case .organisationCode: "MA44YXQ0-8"
    case .identityNumber: "410105199001011234"
    case .mobile: "13911112222"
    case .postcode: "450018"
    case .date: "2026-12-28"
    case .truth: "是"
    case .money: "1.00"
    case .choice(let words): words.compactMap(\.first).max { $0.count < $1.count }
    default: nil
    }
  }

  private static let address = "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒经济技术开发区天山雪莲农业生产资料供应链管理股份有限公司"
  private static let name = "阿不都热西提·买买提依明·吐尔逊·"
  private static let email = "abdurashid.mamatimin@purchasing-and-tendering-department.tianshan-xuelian-"

  /// So many characters of a pattern again and again.
  private static func filled(_ pattern: String, _ count: Int) -> String {
    let letters = Array(pattern)
    return String((0..<max(1, count)).map { letters[$0 % letters.count] })
  }
}

/// How much an example filling says.
public enum ExampleLength: String, Hashable, Sendable, CaseIterable {
  /// Open for handwriting.
  case nothing
  case shortest
  case ordinary
  case longest
}

extension FieldCatalogue {
  /// An applicant's values at one length; ordinary ones are the catalogue's examples.
  public func values(_ length: ExampleLength) -> [FieldID: String] {
    switch length {
    case .nothing: [:]
    case .shortest: each(\.shortest)
    case .ordinary: example
    case .longest: each(\.longest)
    }
  }

  /// A field that the catalogue defines twice, which is told where it is read, keeps its first definition.
  private func each(_ value: (Field) -> String) -> [FieldID: String] {
    Dictionary(fields.map { ($0.id, value($0)) }, uniquingKeysWith: { first, _ in first })
  }
}
