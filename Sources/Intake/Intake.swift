// Applicant data files in, judged applications and findings out, one at a time.
public import Domain

/// Reads applicant data: JSON, CSV and XLSX, recognised by content. One intake is one run: an application number that
/// comes twice, in whatever files, is a finding that names both places.
public final class Intake {
  private let examiner: Examiner
  private let limits: Limits

  /// - Parameters:
  ///   - today: the day in China, for ages and births.
  ///   - service: the id of the service of applications that name none; nil when each must.
  public init(
    catalogue: FieldCatalogue, services: [ServiceVocabulary], today: CivilDate, service: String? = nil,
    limits: Limits = Limits()
  ) {
    examiner = Examiner(catalogue: catalogue, services: services, today: today, service: service)
    self.limits = limits
  }

  /// Reads one file. Whatever is wrong with it is a finding; only what `each` throws is thrown.
  public func read<Failure: Error>(_ path: String, each: (Reading) throws(Failure) -> Void) throws(Failure) {
    try read(path, open(path), each: each)
  }

  /// Reads text as it would a file of JSON or CSV.
  /// - Parameter name: what findings call it, such as the picture's in which it stood as a code.
  public func read<Failure: Error>(
    _ text: [UInt8], named name: String, each: (Reading) throws(Failure) -> Void
  ) throws(Failure) {
    let opened = Result { () throws(Stop) in
      try Opening.drafts(in: text, named: name, catalogue: examiner.catalogue, limits: limits)
    }
    try read(name, opened, each: each)
  }

  private func read<Failure: Error>(
    _ path: String, _ opened: Result<any DraftSource, Stop>, each: (Reading) throws(Failure) -> Void
  ) throws(Failure) {
    let source: any DraftSource
    switch opened {
    case .success(let found): source = found
    case .failure(let stop): return try each(.finding(stop.finding(in: path)))
    }
    var count = 0
    while true {
      switch next(of: source) {
      case .failure(let stop): return try each(.finding(stop.finding(in: path)))
      case .success(nil):
        if count == 0 && !source.hasTold {
          try each(.finding(Stop(.noApplications, line: 1).finding(in: path)))
        }
        return
      case .success(let draft?):
        count += 1
        if count > limits.rows {
          return try each(.finding(Stop(.tooManyRows(limits.rows), line: draft.line).finding(in: path)))
        }
        for reading in examiner.examine(draft, in: path) { try each(reading) }
      }
    }
  }

  private func open(_ path: String) -> Result<any DraftSource, Stop> {
    Result { () throws(Stop) in
      try Opening.drafts(of: path, catalogue: examiner.catalogue, limits: limits)
    }
  }

  private func next(of source: any DraftSource) -> Result<Draft?, Stop> {
    Result { () throws(Stop) in try source.next() }
  }
}
