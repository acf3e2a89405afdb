// Where a definition stands: in a service's folder, or frozen as one of its editions.

/// The file of one definition.
public struct FormFile: Hashable, Sendable {
  /// The document's name, such as `application-form`.
  public let id: String
  /// The path of `Forms/`, where includes are found.
  public let folder: String
  /// The file itself.
  public let path: String
  /// What messages call the folder.
  public let shown: String
  /// Of a frozen edition; nil for the definition that is being worked on.
  public let edition: Int?

  /// A file that stands anywhere; its includes are found in a Forms folder.
  public init(path: String, id: String, folder: String) {
    self.init(id: id, folder: folder, path: path, shown: folder, edition: nil)
  }

  /// A service's document, or its frozen edition.
  /// - Parameter shown: what messages call the folder.
  public init(_ id: String, of service: String, in folder: String, edition: Int? = nil, shown: String = "Forms") {
    let frozen = edition.map { "\(service)/editions/\(id).\($0).yaml" }
    let path = frozen ?? DocumentDefinition.path(of: id, in: service, formsFolder: folder)
    self.init(id: id, folder: folder, path: "\(folder)/\(path)", shown: shown, edition: edition)
  }

  private init(id: String, folder: String, path: String, shown: String, edition: Int?) {
    self.id = id
    self.folder = folder
    self.path = path
    self.shown = shown
    self.edition = edition
  }

  /// The file as messages call it.
  var shownPath: String { path.hasPrefix("\(folder)/") ? "\(shown)/\(pathInForms)" : path }

  /// Below the Forms folder, or the path itself for a file that stands elsewhere.
  var pathInForms: String { path.hasPrefix("\(folder)/") ? String(path.dropFirst(folder.count + 1)) : path }

  /// Whether all services print it.
  var isShared: Bool { pathInForms.hasPrefix("\(DocumentDefinition.sharedFolder)/") }
}
