// Who acts: enrolled people and what each may do.

/// What a person may do at the counter.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  /// 录入
  case clerk
  /// 审核
  case reviewer
  /// 制证
  case maker
  /// 核款
  case finance
  /// 审计: reads everything, changes nothing.
  case auditor
  /// Enrols people and sets up the store.
  case administrator
}

/// The short name a person is enrolled under, such as `wangfang`; not personal data by itself.
public typealias PersonID = String

/// Somebody who has proved who they are in this process.
public struct Person: Hashable, Sendable {
  public let id: PersonID
  public let roles: Set<Role>

  public init(id: PersonID, roles: Set<Role>) {
    self.id = id
    self.roles = roles
  }
}

extension Order {
  /// Whoever dealt with the applicant. An order that a program registered has its clerk all the same.
  func isClerk(_ person: PersonID) -> Bool {
    let steps: [Step] = [.acknowledgement, .confirmation, .submission]
    return registeredBy == person || steps.contains { actors[$0]?.contains(person) == true }
  }
}
