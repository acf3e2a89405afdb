// XML read piece by piece from a workbook's part, without entities and without a document type.
internal import CXML

final class XMLPull {
  enum Node { case open, close, text, other }

  private let reader: xmlTextReaderPtr
  private let part: ZipPart

  init(_ part: ZipPart) throws(Stop) {
    self.part = part
    let read: xmlInputReadCallback = { context, buffer, count in
      guard let context, let buffer else { return -1 }
      return Int32(Unmanaged<ZipPart>.fromOpaque(context).takeUnretainedValue().read(buffer, Int(count)))
    }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    guard
      let opened = xmlReaderForIO(
        read, { _ in 0 }, Unmanaged.passUnretained(part).toOpaque(), nil, nil, Int32(options))
    else { throw Stop(.damagedXML) }
    reader = opened
    xmlTextReaderSetStructuredErrorHandler(opened, { _, _ in }, nil)
  }

  deinit { xmlFreeTextReader(reader) }

  /// Goes to the next node; false at the end.
  func next() throws(Stop) -> Bool {
    let result = xmlTextReaderRead(reader)
    if result == 1 {
      guard xmlTextReaderNodeType(reader) != Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue) else {
        throw Stop(.documentType)
      }
      return true
    }
    guard result == 0, part.stop == nil else { throw part.stop ?? Stop(.damagedXML) }
    return false
  }

  /// Goes to the next element's beginning and gives its name; nil at the end.
  func nextElement() throws(Stop) -> String? {
    while try next() { if node == .open { return name } }
    return nil
  }

  var node: Node {
    switch xmlReaderTypes(rawValue: xmlReaderTypes.RawValue(xmlTextReaderNodeType(reader))) {
    case XML_READER_TYPE_ELEMENT: .open
    case XML_READER_TYPE_END_ELEMENT: .close
    case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
      XML_READER_TYPE_WHITESPACE:
      .text
    default: .other
    }
  }

  /// The element's name without its prefix: the strict format has other namespaces.
  var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

  var isEmptyElement: Bool { xmlTextReaderIsEmptyElement(reader) == 1 }

  var text: String { xmlTextReaderConstValue(reader).map { String(cString: $0) } ?? "" }

  /// The value of an attribute by its local name, in whatever namespace.
  func attribute(_ wanted: String) -> String? {
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    repeat {
      if name == wanted { return text }
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }
}
