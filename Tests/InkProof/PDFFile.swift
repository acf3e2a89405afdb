// A PDF file taken apart by qpdf, which had no part in writing it: read, damaged on purpose, written anew.
internal import CQPDF
internal import Glibc
package import PDFFiles

/// A PDF file in memory. The bytes it was read from stay where they are until it is gone.
package final class PDFFile {
  fileprivate var handle: qpdf_data?
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  package init(_ file: [UInt8]) throws(PDFFileError) {
    bytes = .allocate(capacity: max(file.count, 1))
    _ = bytes.initialize(from: file)
    handle = qpdf_init()
    qpdf_silence_errors(handle)
    qpdf_set_suppress_warnings(handle, QPDF_BOOL(QPDF_TRUE))
    let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    qpdf_read_memory(handle, "document", start, UInt64(file.count), nil)
    if let words = complaint { throw .unreadable(words) }
  }

  deinit {
    // qpdf prints what nobody asked about.
    _ = complaint
    qpdf_cleanup(&handle)
    bytes.deallocate()
  }

  package var root: PDFObject { object(qpdf_get_root(handle)) }
  package var trailer: PDFObject { object(qpdf_get_trailer(handle)) }

  /// Every numbered object of the file.
  package var objects: [PDFObject] {
    let size = Int(qpdf_oh_get_int_value(handle, trailer["/Size"].handle))
    return (1..<max(size, 1)).map { object(qpdf_get_object_by_id(handle, Int32($0), 0)) }
  }

  /// An object from its PDF notation, such as `<< /Marked true >>`.
  package func parse(_ notation: String) -> PDFObject { object(qpdf_oh_parse(handle, notation)) }

  package func text(_ text: String) -> PDFObject { object(qpdf_oh_new_unicode_string(handle, text)) }

  /// Gives an object a number of its own, so that others refer to it.
  package func numbered(_ object: PDFObject) -> PDFObject {
    self.object(qpdf_make_indirect_object(handle, object.handle))
  }

  package func stream(_ bytes: [UInt8], _ notation: String) -> PDFObject {
    let stream = object(qpdf_oh_new_stream(handle))
    let none = qpdf_oh_new_null(handle)
    qpdf_oh_replace_stream_data(handle, stream.handle, bytes, bytes.count, none, none)
    let entries = parse(notation), dictionary = object(qpdf_oh_get_dict(handle, stream.handle))
    for key in entries.keys { dictionary[key] = entries[key] }
    return stream
  }

  /// The file with its changes; the same objects give the same bytes.
  package func written() throws(PDFFileError) -> [UInt8] {
    if let words = complaint { throw .unfinished(words) }
    qpdf_init_write_memory(handle)
    qpdf_set_object_stream_mode(handle, qpdf_o_disable)
    qpdf_set_stream_data_mode(handle, qpdf_s_preserve)
    qpdf_set_newline_before_endstream(handle, QPDF_BOOL(QPDF_TRUE))
    qpdf_set_deterministic_ID(handle, QPDF_BOOL(QPDF_TRUE))
    qpdf_write(handle)
    if let words = complaint { throw .unfinished(words) }
    return Array(UnsafeBufferPointer(start: qpdf_get_buffer(handle), count: qpdf_get_buffer_length(handle)))
  }

  private func object(_ object: qpdf_oh) -> PDFObject { PDFObject(owner: self, handle: object) }

  /// What qpdf has to say about the calls since it was last asked.
  private var complaint: String? {
    guard qpdf_has_error(handle) != 0 else { return nil }
    return String(cString: qpdf_get_error_message_detail(handle, qpdf_get_error(handle)))
  }
}

/// An object of a PDF file; asking the wrong kind for a key gives null, as qpdf does.
package struct PDFObject {
  /// Objects live as long as their file does.
  fileprivate let owner: PDFFile
  fileprivate let handle: qpdf_oh

  private var file: qpdf_data? { owner.handle }

  package var isDictionary: Bool { qpdf_oh_is_dictionary(file, handle) != 0 }
  package var isArray: Bool { qpdf_oh_is_array(file, handle) != 0 }
  package var isNull: Bool { qpdf_oh_is_null(file, handle) != 0 }

  package func isName(_ name: String) -> Bool { qpdf_oh_is_name_and_equals(file, handle, name) != 0 }

  /// A name with its slash; empty for anything else.
  package var name: String {
    qpdf_oh_is_name(file, handle) == 0 ? "" : String(cString: qpdf_oh_get_name(file, handle))
  }

  /// Text of a string; empty for anything else.
  package var text: String {
    qpdf_oh_is_string(file, handle) == 0 ? "" : String(cString: qpdf_oh_get_utf8_value(file, handle))
  }

  /// A whole number, or nil for anything else.
  package var number: Int? { qpdf_oh_is_integer(file, handle) == 0 ? nil : Int(qpdf_oh_get_int_value(file, handle)) }

  /// A stream's bytes with its filters undone; nil for anything else and for filters that qpdf does not know.
  package var content: [UInt8]? {
    guard qpdf_oh_is_stream(file, handle) != 0 else { return nil }
    var start: UnsafeMutablePointer<UInt8>?, count = 0, isDecoded = QPDF_BOOL(QPDF_FALSE)
    let failed: Int32 = 1 << 1  // QPDF_ERRORS
    guard qpdf_oh_get_stream_data(file, handle, qpdf_dl_all, &isDecoded, &start, &count) & failed == 0,
      isDecoded != 0
    else {
      return nil
    }
    defer { free(start) }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// An array's items; any other object stands for itself, null for none.
  package var items: [PDFObject] {
    guard isArray else { return isNull ? [] : [self] }
    return (0..<qpdf_oh_get_array_n_items(file, handle)).map {
      PDFObject(owner: owner, handle: qpdf_oh_get_array_item(file, handle, $0))
    }
  }

  package var keys: [String] {
    guard isDictionary else { return [] }
    var keys: [String] = []
    qpdf_oh_begin_dict_key_iter(file, handle)
    while qpdf_oh_dict_more_keys(file) != 0 { keys.append(String(cString: qpdf_oh_dict_next_key(file))) }
    return keys
  }

  package func append(_ item: PDFObject) { qpdf_oh_append_item(file, handle, item.handle) }

  package subscript(key: String) -> PDFObject {
    get { PDFObject(owner: owner, handle: qpdf_oh_get_key_if_dict(file, handle, key)) }
    nonmutating set { qpdf_oh_replace_key(file, handle, key, newValue.handle) }
  }
}
