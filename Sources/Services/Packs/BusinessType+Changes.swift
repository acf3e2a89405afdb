// Papers that are asked for only where something has changed since the last time (S0-96).
public import Domain

extension BusinessType {
  /// The field in which an application tells what has changed.
  public static let changes: FieldID = "certificate.changes"

  /// Whether some papers hang on what has changed, so that a change must be told.
  public var asksForChanges: Bool {
    documents.contains { $0.condition?.fields.contains(Self.changes) == true }
  }
}
