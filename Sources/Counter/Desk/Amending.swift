// order amend: corrected data take the place of an order's values; its papers are printed and sealed again.
public import Domain
public import Intake
internal import Records

extension Desk {
  /// Takes an order's values from a data file that holds its application again. Findings about it are told; nothing is
  /// changed by values that have errors or do not fit the papers.
  /// - Returns: the order in its new revision, or as it was where the values are the same; nil where there were errors.
  public func amend(
    _ order: String, from file: String, with intake: Intake, told: (Finding) throws -> Void
  ) throws -> Order? {
    try journalling("amended", "修改", on: order) {
      let before = try self.order(order)
      var found: (application: Application, place: Place)?
      var isRefused = false
      try CodedData(forms: forms).read(file, with: intake) { reading in
        switch reading {
        case .application(let application, let place) where application.isSame(as: before.application):
          found = (application, place)
        case .finding(let finding) where finding.application == before.application.number:
          isRefused = isRefused || finding.severity == .error
          try told(finding)
        default: break
        }
      }
      if isRefused { return nil }
      guard let found else { throw CounterError.notThisApplication(before.application.number) }
      if found.application == before.application { return before }
      let faults = try unprintable(found.application, found.place)
      for fault in faults { try told(fault) }
      if !faults.isEmpty { return nil }
      return try record(
        .amended(found.application), on: before.number, by: acting(), lookups: lookups(of: found.application))
    }
  }
}

extension Application {
  /// Whether it is the same request, whatever its values.
  fileprivate func isSame(as other: Application) -> Bool {
    number == other.number && service == other.service && businessType == other.businessType
  }
}
