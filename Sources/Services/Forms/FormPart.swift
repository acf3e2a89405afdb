// A part of a document's content, and where in the definition the things stand that layout may complain of.

package import Domain
package import Layout

/// One block of a document's content with its place in the definition.
struct FormPart: Sendable {
  /// What a person calls it when it does not fit.
  let name: String
  let place: Place
  let make: BlockMaker
}

/// Where fields and words first stand in a definition.
struct FormPlaces: Sendable {
  /// The definition itself, for what has no better place.
  var whole: Place
  /// Of the keys `edition` and `pages`.
  var edition: Place
  var pages: Place
  var fields: [FieldID: Place] = [:]
  var words: [(words: String, place: Place)] = []

  init(_ root: YAMLNode) {
    whole = root.place
    edition = root["edition"]?.place ?? root.place
    pages = root["pages"]?.place ?? root.place
  }

  mutating func note(_ template: TextTemplate, at place: Place) {
    for field in template.fields where fields[field] == nil { fields[field] = place }
    if !template.plain.isEmpty { words.append((template.plain, place)) }
  }
}

extension DocumentDefinition {
  /// The definition itself.
  package var wholePlace: Place { places.whole }

  /// Where the edition's number stands.
  package var editionPlace: Place { places.edition }

  /// A fault in the words of whoever fills forms in: fields are called by their labels.
  package func explanation(of fault: LayoutFault) -> Explanation { fault.calling(label).explanation }

  /// What a person calls the field, fact or column of this name; the name itself where it means none of them.
  package func label(of name: String) -> String {
    let field = names[name].flatMap { names.meaning(of: $0) } ?? names.facts.column(name)?.column
    return field?.label ?? name
  }

  /// Where in the definition the cause of a fault stands.
  package func place(of fault: LayoutFault) -> Place {
    switch fault {
    case .tooLong(let field, _, _), .missingGlyph(_, .some(let field)): places.fields[field] ?? places.whole
    case .wordsTooLong(let words): firstPlace { $0.hasPrefix(words) }
    case .missingGlyph(let grapheme, nil): firstPlace { $0.contains(grapheme) }
    case .tooFewPages: places.pages
    case .overflow(let part, _, _), .tableTooWide(let part, _), .brokenTable(let part, _):
      parts.first { $0.name == part }?.place ?? places.whole
    }
  }

  private func firstPlace(where fits: (String) -> Bool) -> Place {
    places.words.first { fits($0.words) }?.place ?? places.whole
  }
}
