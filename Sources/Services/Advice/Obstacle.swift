// Why a business type is not possible for the token that is shown, with the rule and what to do instead.
public import Domain

public enum Obstacle: Explained, Hashable {
  case noCertificate
  case tooEarly(opens: CivilDate)
  /// The business type of the service that is for expired certificates, where it has one.
  case expired(CivilDate, instead: String?)
  case stillValid(CivilDate, instead: String?)
  case tooLate(days: Int)
  /// The order that renews for the same organisation and is not finished.
  case renewalOpen(String)
  /// What the upgrade would be bought together with.
  case notAlone(String)
  case otherMedium([String])
  case locked
  /// The token can be read and its certificate is valid.
  case intact

  public static let specimens: [Obstacle] = [
    .noCertificate, .tooEarly(opens: day), .expired(day, instead: "过期续期"), .stillValid(day, instead: nil),
    .tooLate(days: 365), .renewalOpen("A01002603090007S"), .notAlone("证书数量 2"), .otherMedium(["蓝色介质"]), .locked,
    .intact,
  ]

  private static let day = CivilDate(daysSince1970: 20_600)

  public var explanation: Explanation { ofTime ?? ofOrders ?? ofToken }

  private var ofTime: Explanation? {
    switch self {
    case .tooEarly(let opens):
      Explanation(
        "E35", "[D-20] 还没有到可以续期的时间，\(opens.chinese)起受理", remedy: "请在该日之后再来。",
        english: "[D-20] It is too early to renew; the window opens on \(opens)", remedy: "Come back from that day on.")
    case .expired(let until, let instead):
      Explanation(
        "E36", "[S0-146] 证书已于\(until.chinese)到期，不能按有效证书续期",
        remedy: instead.map { "请改办“\($0)”。" } ?? "本机构没有过期续期业务，请改办新办。",
        english: "[S0-146] The certificate ended on \(until); only valid ones are renewed this way",
        remedy: instead.map { "Apply for \($0) instead." } ?? "Apply for a new certificate.")
    case .stillValid(let until, let instead):
      Explanation(
        "E37", "[S0-146] 证书有效期至\(until.chinese)，还没有过期，不能办理过期续期",
        remedy: instead.map { "请办理“\($0)”。" } ?? "请在到期后再来。",
        english: "[S0-146] The certificate is valid until \(until); this is for expired ones only",
        remedy: instead.map { "Apply for \($0) instead." } ?? "Come back once it has ended.")
    case .tooLate(let days):
      Explanation(
        "E38", "[D-20] 证书过期已超过 \(days) 天，不能再续期", remedy: "请改办新办。",
        english: "[D-20] The certificate ended more than \(days) days ago and is not renewed",
        remedy: "Apply for a new certificate.")
    default: nil
    }
  }

  private var ofOrders: Explanation? {
    switch self {
    case .renewalOpen(let order):
      Explanation(
        "E39", "[S0-148] 该单位的续期订单 \(order) 尚未办完，一次只能办一个，没有登记新的续期",
        remedy: "请先办完或作废该订单。",
        english: "[S0-148] Renewal \(order) of the same organisation is not finished; no other was registered",
        remedy: "Finish or void that order first.")
    case .notAlone(let other):
      Explanation(
        "E43", "[S0-109] 升级不能与其他商品一起购买（\(other)），未做任何更改", remedy: "请分开办理，升级单独成单。",
        english: "[S0-109] An upgrade stands alone in its order (\(other)); nothing was changed",
        remedy: "Register the rest in an order of its own.")
    default: nil
    }
  }

  private var ofToken: Explanation {
    switch self {
    case .noCertificate:
      Explanation(
        "E34", "[S0-18] 介质中没有可以读取的证书，未做任何更改", remedy: "请插入原介质；读不出的按损坏补办。",
        english: "[S0-18] The token holds no certificate that can be read; nothing was changed",
        remedy: "Insert the right token; one that cannot be read is replaced as damaged.")
    case .otherMedium(let media):
      Explanation(
        "E44", "[S0-107] 该介质不在可以升级之列（\(media.joined(separator: "、"))），未做任何更改", remedy: "请插入要升级的旧介质。",
        english: "[S0-107] This medium is none of those that are upgraded; nothing was changed",
        remedy: "Insert the old medium.")
    case .locked:
      Explanation(
        "E56", "[S0-98] 介质的 PIN 已锁住，不能办理", remedy: "请先办理解锁。",
        english: "[S0-98] The token's PIN is locked", remedy: "Have it unlocked first.")
    default:
      Explanation(
        "E59", "[D-23] 介质可以读取、证书有效，补办只用于丢失或损坏", remedy: "请办理续期；确有损坏的，交回介质并说明。",
        english: "[D-23] The token is sound; a replacement is for lost or damaged ones",
        remedy: "Renew it; if it is damaged after all, hand it in and say how.")
    }
  }
}
