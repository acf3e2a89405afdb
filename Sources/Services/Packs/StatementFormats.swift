// Reads common/statements.yaml: how banks, acquirers and payment services call the columns of their statements.
public import Domain
internal import Files

public enum StatementFormats {
  /// The formats of a Forms folder; none where it has no such file.
  public static func load(from forms: String) throws(PackFault) -> [StatementFormat] {
    let path = "\(forms)/common/statements.yaml"
    guard Files.kind(of: path) == .file else { return [] }
    let reader = DefinitionReader()
    var formats: [StatementFormat] = []
    if let tree = reader.tree(of: path) {
      let nodes = reader.list(reader.fields(tree, .statements)["statements"])
      formats = reader.unique(nodes) { format($0, reader) }
    }
    try reader.finish()
    return formats
  }

  private static func format(_ node: YAMLNode, _ reader: DefinitionReader) -> StatementFormat? {
    let values = reader.fields(node, .statement)
    let kinds = PaymentEntry.Kind.allCases.map { ($0.rawValue, $0) }
    let columns = values["columns"].map { reader.fields($0, .statementColumns) } ?? [:]
    var headings: [StatementFormat.Role: [String]] = [:]
    for role in StatementFormat.Role.allCases {
      if let node = columns[role.rawValue] { headings[role] = reader.texts(node) }
    }
    guard let id = reader.text(values["id"]), let title = reader.text(values["title"]),
      let way = reader.word(values["way"], among: kinds)
    else { return nil }
    return StatementFormat(
      id: id, title: title, way: way, columns: headings, reversals: reader.texts(values["reversals"]))
  }
}
