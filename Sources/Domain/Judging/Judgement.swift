// What judging a field's value gives: the value as it will be used, what was changed, and what is wrong.

/// A normalised value with everything that was done to it and everything that is wrong with it.
public struct Judgement: Hashable, Sendable {
  public let value: String
  public let changes: [Change]
  public let faults: [Fault]

  /// A fault with its weight and the rule that speaks.
  public struct Fault: Hashable, Sendable {
    public let severity: Finding.Severity
    public let rule: String
    public let explanation: Explanation

    public init(_ fault: FieldFault) {
      severity = fault.severity
      rule = fault.rule
      explanation = fault.explanation
    }
  }

  /// Whether the value may be used; warnings and notes let it pass.
  public var isAccepted: Bool { faults.allSatisfy { $0.severity != .error } }

  /// Changes as notes and faults as they are, at one place.
  public func findings(at place: Place, application: String?, field: FieldID) -> [Finding] {
    changes.map {
      Finding(.note, at: place, application: application, field: field, rule: "D-04", $0.explanation)
    }
      + faults.map {
        Finding($0.severity, at: place, application: application, field: field, rule: $0.rule, $0.explanation)
      }
  }
}

/// One step of normalising, with the value before and after it as the field's sensitivity lets them be shown.
public struct Change: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, CaseIterable {
    case invisible, lookAlike, halfWidth, space, middleDot, upperCase, separator, form
  }

  public let kind: Kind
  public let before: String
  public let after: String

  public init(_ kind: Kind, before: String, after: String) {
    self.kind = kind
    self.before = before
    self.after = after
  }
}

extension Change: Explained {
  public var explanation: Explanation {
    Explanation(
      code, "\(words.chinese)：“\(before)” → “\(after)”", remedy: "请核对更改后的内容；不对时请改正原文件。",
      english: "\(words.english): “\(before)” → “\(after)”",
      remedy: "Check the changed value; correct the file if it is not what you meant.")
  }

  public static var specimens: [Change] { Kind.allCases.map { Change($0, before: "Ａ 1", after: "A1") } }

  private var code: String {
    switch kind {
    case .invisible: "D70"
    case .lookAlike: "D71"
    case .halfWidth: "D72"
    case .space: "D73"
    case .middleDot: "D74"
    case .upperCase: "D75"
    case .separator: "D76"
    case .form: "D77"
    }
  }

  private var words: (chinese: String, english: String) {
    switch kind {
    case .invisible: ("已去掉看不见的字符", "Invisible characters were taken out")
    case .lookAlike: ("已把部首、兼容字改为通用汉字", "Radicals and compatibility forms became ordinary ideographs")
    case .halfWidth: ("已把全角字符改为半角", "Full-width characters became half-width")
    case .space: ("已去掉多余的空格", "Surplus spaces were taken out")
    case .middleDot: ("已统一间隔号", "The middle dot was made uniform")
    case .upperCase: ("已改为大写字母", "Letters became upper case")
    case .separator: ("已去掉分隔符或国家代码", "Separators or the country's prefix were taken out")
    case .form: ("已改为规范写法", "The value was written in its standard form")
    }
  }
}
