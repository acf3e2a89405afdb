// What a document says besides the applicant's values: the order, the day, the copy, and the codes of its pages.

public import Domain
internal import Layout

public struct ComposeContext: Sendable {
  /// A business type by its id in the pack and its title in the service's words.
  public struct Choice: Hashable, Sendable {
    public var id: String
    public var title: String

    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// The service's title.
  public var service: String
  public var businessType: Choice
  /// All of the service's, in its order; the form ticks one.
  public var businessTypes: [Choice]
  /// The order's or application's number as people read it.
  public var reference: String
  public var revision: Int
  public var date: CivilDate
  /// Counts from 1.
  public var copy: Int
  /// Such as 留存联; nil where there is only one copy.
  public var copyLabel: String?
  /// Such as 仅供预览, 演练, 重印 2.
  public var watermark: String?
  /// For a variant that is filled in by hand: nothing stands in it and its rows are high enough for a pen.
  public var blank = false
  /// The text of a page's code; nil leaves the codes out.
  public var code: @Sendable (_ page: Int, _ pages: Int) -> String?

  public init(
    service: String, businessType: Choice, businessTypes: [Choice], reference: String, revision: Int = 1,
    date: CivilDate, copy: Int = 1, copyLabel: String? = nil, watermark: String? = nil,
    code: @escaping @Sendable (_ page: Int, _ pages: Int) -> String?
  ) {
    self.service = service
    self.businessType = businessType
    self.businessTypes = businessTypes
    self.reference = reference
    self.revision = revision
    self.date = date
    self.copy = copy
    self.copyLabel = copyLabel
    self.watermark = watermark
    self.code = code
  }

  /// The context of an order of a service's business type.
  public init(
    pack: Pack, businessType: BusinessType, reference: String, revision: Int = 1, date: CivilDate, copy: Int = 1,
    copyLabel: String? = nil, watermark: String? = nil,
    code: @escaping @Sendable (_ page: Int, _ pages: Int) -> String?
  ) {
    self.init(
      service: pack.title, businessType: Choice(id: businessType.id, title: businessType.title),
      businessTypes: pack.businessTypes.map { Choice(id: $0.id, title: $0.title) }, reference: reference,
      revision: revision, date: date, copy: copy, copyLabel: copyLabel, watermark: watermark, code: code)
  }
}
