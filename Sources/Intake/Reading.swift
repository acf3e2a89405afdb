// What reading applicant data gives: applications that passed, and findings about everything that was noticed.
public import Domain

/// One result of reading a file, in the order of the file.
public enum Reading: Hashable, Sendable {
  /// An application without errors; its notes and warnings came before it.
  case application(Application, Place)
  case finding(Finding)
}

/// The bounds that keep a single file from taking the counter's memory or day.
public struct Limits: Hashable, Sendable {
  /// Bytes of a file.
  public var fileBytes = 1 << 30
  /// Bytes of all parts of a workbook together, unpacked.
  public var unpackedBytes = 256 << 20
  /// How many times larger than packed a part may be.
  public var ratio = 1000
  /// Parts of a workbook.
  public var parts = 10_000
  /// Rows of a table, applications of a JSON file.
  public var rows = 1_000_000
  /// Columns of a table, members of a JSON object.
  public var columns = 1000
  /// Bytes of a cell or a JSON string, in UTF-8.
  public var cellBytes = 1 << 16
  /// How deep JSON groups may nest.
  public var depth = 8

  public init() {}
}
