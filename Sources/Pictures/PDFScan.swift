// A PDF that a scanner wrote: its structure read by qpdf, and the one picture of each page taken out as it is.
internal import CQPDF
internal import Glibc

/// A PDF taken apart. Nothing in it is run, drawn or followed.
final class PDFScan {
  private let file: qpdf_data
  private let limits: PictureLimits
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], _ limits: PictureLimits) throws(PictureError) {
    self.bytes = bytes
    self.limits = limits
    file = qpdf_init()
    qpdf_silence_errors(file)
    qpdf_set_suppress_warnings(file, 1)
    let status = bytes.withUnsafeBytes { memory in
      qpdf_read_memory(file, "upload", memory.bindMemory(to: CChar.self).baseAddress, UInt64(memory.count), nil)
    }
    // Of a file that was not read, qpdf answers no questions.
    guard status < 2 else {
      throw qpdf_get_error_code(file, qpdf_get_error(file)) == qpdf_e_password ? .pdfLocked : .damaged
    }
    if qpdf_is_encrypted(file) != 0 { throw .pdfLocked }
    try check(qpdf_get_root(file))
  }

  deinit {
    var file: qpdf_data? = file
    qpdf_cleanup(&file)
  }

  var pages: Int {
    get throws(PictureError) {
      let count = Int(qpdf_get_num_pages(file))
      guard count > 0 else { throw .damaged }
      guard count <= limits.pages else { throw .tooManyPages(count, most: limits.pages) }
      return count
    }
  }

  /// - Parameter page: counts from 0.
  func decode(page: Int) throws(PictureError) -> Picture {
    guard page < (try pages) else { throw .noSuchPage(page + 1) }
    qpdf_push_inherited_attributes_to_page(file)
    let sheet = qpdf_get_page_n(file, page)
    try checkPage(sheet)
    let pictures = pictures(of: sheet)
    guard let first = pictures.first else { throw .pdfNotScanned }
    var picture = try pictures.count == 1 ? picture(first) : joined(sheet)
    // The size at which a page puts its picture is how the scanner meant it; the picture's own note may be another
    // program's. A page may be larger than its picture.
    let points = placedWidth(on: sheet) ?? width(of: sheet)
    picture.dpi = points.map { Double(picture.width) / $0 * 72 } ?? picture.dpi
    return picture.turned(by: [0: 1, 90: 6, 180: 3, 270: 8][turn(of: sheet)] ?? 1)
  }

  // MARK: What a scan has no need of

  private static let actions = [
    "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
  ]
  private static let notes = ["/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"]

  private func check(_ root: qpdf_oh) throws(PictureError) {
    let names = key(root, "/Names")
    let opening = key(root, "/OpenAction")
    let isActive =
      has(root, "/AA") || has(names, "/JavaScript") || has(names, "/EmbeddedFiles") || has(root, "/AF")
      || has(key(root, "/AcroForm"), "/XFA") || isDangerous(opening)
      || isDangerous(fields: key(key(root, "/AcroForm"), "/Fields"))
    if isActive { throw .pdfActive }
  }

  private func checkPage(_ page: qpdf_oh) throws(PictureError) {
    if has(page, "/AA") { throw .pdfActive }
    let notes = key(page, "/Annots")
    guard qpdf_oh_is_array(file, notes) != 0 else { return }
    for place in 0..<min(200, qpdf_oh_get_array_n_items(file, notes)) {
      let note = qpdf_oh_get_array_item(file, notes, place)
      if has(note, "/AA") || isDangerous(key(note, "/A")) || Self.notes.contains(name(key(note, "/Subtype"))) {
        throw .pdfActive
      }
    }
  }

  /// - Parameter depth: of actions that follow one another (PDF 1.7, 12.6.2); a chain without end is none of a scanner.
  private func isDangerous(_ action: qpdf_oh, depth: Int = 0) -> Bool {
    if Self.actions.contains(name(key(action, "/S"))) || depth > Self.mostDeep { return true }
    let next = key(action, "/Next")
    if qpdf_oh_is_dictionary(file, next) != 0 { return isDangerous(next, depth: depth + 1) }
    return items(of: next).contains { isDangerous($0, depth: depth + 1) }
  }

  private func isDangerous(fields: qpdf_oh, depth: Int = 0) -> Bool {
    items(of: fields).contains { field in
      has(field, "/AA") || isDangerous(key(field, "/A")) || depth > Self.mostDeep
        || isDangerous(fields: key(field, "/Kids"), depth: depth + 1)
    }
  }

  private static let mostDeep = 8

  private func items(of array: qpdf_oh) -> [qpdf_oh] {
    guard qpdf_oh_is_array(file, array) != 0 else { return [] }
    return (0..<min(200, qpdf_oh_get_array_n_items(file, array))).map { qpdf_oh_get_array_item(file, array, $0) }
  }

  // MARK: Pictures

  /// Streams of all pictures that the page names, those inside forms too, one level deep.
  private func pictures(of page: qpdf_oh) -> [qpdf_oh] {
    let objects = key(key(page, "/Resources"), "/XObject")
    return streams(in: objects).flatMap { stream -> [qpdf_oh] in
      let about = qpdf_oh_get_dict(file, stream)
      if name(key(about, "/Subtype")) == "/Image" { return isMask(about) ? [] : [stream] }
      let inner = streams(in: key(key(about, "/Resources"), "/XObject"))
      return inner.filter { name(key(qpdf_oh_get_dict(file, $0), "/Subtype")) == "/Image" }
    }
  }

  /// The page of a scanner that writes strips.
  private func joined(_ page: qpdf_oh) throws(PictureError) -> Picture {
    guard let places = content(of: page).flatMap(PDFPlacement.all) else { throw .notAccepted(.pdf) }
    let objects = key(key(page, "/Resources"), "/XObject")
    var strips: [PDFStrip] = []
    var height = 0
    for place in places {
      let stream = key(objects, place.name)
      guard qpdf_oh_is_stream(file, stream) != 0 else { throw .notAccepted(.pdf) }
      let about = qpdf_oh_get_dict(file, stream)
      guard name(key(about, "/Subtype")) == "/Image", !isMask(about) else { throw .notAccepted(.pdf) }
      height += min(limits.side, max(0, number(about, "/Height")))
      // Strips that each keep the limits may break them together.
      try limits.check(width: number(about, "/Width"), height: height)
      strips.append(PDFStrip(picture: try picture(stream), place: place))
    }
    guard let picture = PDFStrip.joined(strips) else { throw .notAccepted(.pdf) }
    return picture
  }

  /// How wide the page puts its picture or its strips, in points; nil when they lie in a form or are not simply put.
  private func placedWidth(on page: qpdf_oh) -> Double? {
    guard let places = content(of: page).flatMap(PDFPlacement.all), let first = places.first else { return nil }
    let objects = key(key(page, "/Resources"), "/XObject")
    let arePictures = places.allSatisfy {
      name(key(qpdf_oh_get_dict(file, key(objects, $0.name)), "/Subtype")) == "/Image"
    }
    return arePictures && first.width > 10 && first.width < 20_000 ? first.width : nil
  }

  private func content(of page: qpdf_oh) -> [UInt8]? {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = qpdf_oh_get_page_content_data(file, page, &buffer, &count)
    defer { free(buffer) }
    guard status < 2, let buffer, count <= 1 << 20 else { return nil }
    return Array(UnsafeBufferPointer(start: buffer, count: count))
  }

  private func isMask(_ about: qpdf_oh) -> Bool { qpdf_oh_get_bool_value(file, key(about, "/ImageMask")) != 0 }

  private func streams(in dictionary: qpdf_oh) -> [qpdf_oh] {
    guard qpdf_oh_is_dictionary(file, dictionary) != 0 else { return [] }
    var names: [String] = []
    qpdf_oh_begin_dict_key_iter(file, dictionary)
    while qpdf_oh_dict_more_keys(file) != 0, names.count < 50 {
      if let name = qpdf_oh_dict_next_key(file) { names.append(String(cString: name)) }
    }
    return names.map { key(dictionary, $0) }.filter { qpdf_oh_is_stream(file, $0) != 0 }
  }

  private func picture(_ stream: qpdf_oh) throws(PictureError) -> Picture {
    let about = qpdf_oh_get_dict(file, stream)
    let (width, height) = (number(about, "/Width"), number(about, "/Height"))
    try limits.check(width: width, height: height)
    let filters = filters(of: about)
    if filters.last == "/JPXDecode" { throw .pdfJPEG2000 }
    if filters.last == "/JBIG2Decode" { throw .pdfJBIG2 }
    if filters.last == "/DCTDecode" { return try JPEG.decode(data(stream, beforeLast: filters.count > 1), limits) }
    if filters == ["/CCITTFaxDecode"] {
      let settings = settings(of: about)
      let fax = FaxFile(
        width: width, height: height, scheme: number(settings, "/K"),
        isBlackOne: qpdf_oh_get_bool_value(file, key(settings, "/BlackIs1")) != 0)
      return try TIFFFile(fax.tiff(data(stream, beforeLast: false)), limits).decode(page: 0)
    }
    guard filters.allSatisfy({ ["/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode"].contains($0) })
    else { throw .unreadable }
    return try plain(data(stream, beforeLast: true), about, width, height)
  }

  /// Of the one filter; some programs write a list of one (PDF 1.7, 7.3.8.2).
  private func settings(of about: qpdf_oh) -> qpdf_oh {
    let settings = key(about, "/DecodeParms")
    return qpdf_oh_is_array(file, settings) != 0 ? qpdf_oh_get_array_item(file, settings, 0) : settings
  }

  /// Pixels that were only packed.
  private func plain(
    _ data: [UInt8], _ about: qpdf_oh, _ width: Int, _ height: Int
  ) throws(PictureError) -> Picture {
    let channels = channels(key(about, "/ColorSpace"))
    switch (number(about, "/BitsPerComponent"), channels) {
    case (8, 1), (8, 3):
      guard data.count >= width * height * channels else { throw .damaged }
      return Picture(
        width: width, height: height, channels: channels == 1 ? .grey : .colour,
        pixels: Array(data[..<(width * height * channels)]))
    case (1, 1):
      let row = (width + 7) / 8
      guard data.count >= row * height else { throw .damaged }
      return Picture(width: width, height: height, channels: .grey) { pixels in
        for place in 0..<(width * height) {
          let (y, x) = (place / width, place % width)
          pixels[place] = data[y * row + x / 8] >> UInt8(7 - x % 8) & 1 == 1 ? 255 : 0
        }
      }
    default: throw .unreadable
    }
  }

  private func channels(_ space: qpdf_oh) -> Int {
    if qpdf_oh_is_array(file, space) != 0 {
      let family = name(qpdf_oh_get_array_item(file, space, 0))
      if family == "/CalRGB" { return 3 }
      if family == "/CalGray" { return 1 }
      guard family == "/ICCBased" else { return 0 }
      return number(qpdf_oh_get_dict(file, qpdf_oh_get_array_item(file, space, 1)), "/N")
    }
    return ["/DeviceRGB": 3, "/DeviceGray": 1][name(space)] ?? 0
  }

  private func filters(of about: qpdf_oh) -> [String] {
    let filter = key(about, "/Filter")
    if qpdf_oh_is_name(file, filter) != 0 { return [name(filter)] }
    guard qpdf_oh_is_array(file, filter) != 0 else { return [] }
    return (0..<min(4, qpdf_oh_get_array_n_items(file, filter))).map { name(qpdf_oh_get_array_item(file, filter, $0)) }
  }

  /// - Parameter beforeLast: with whatever packs it undone; a JPEG stays a JPEG.
  private func data(_ stream: qpdf_oh, beforeLast: Bool) throws(PictureError) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = qpdf_oh_get_stream_data(
      file, stream, beforeLast ? qpdf_dl_specialized : qpdf_dl_none, nil, &buffer, &count)
    defer { free(buffer) }
    guard status < 2, let buffer else { throw .damaged }
    return Array(UnsafeBufferPointer(start: buffer, count: count))
  }

  // MARK: The page

  /// In points, as the page lies in the file.
  private func width(of page: qpdf_oh) -> Double? {
    let box = key(page, "/MediaBox")
    guard qpdf_oh_is_array(file, box) != 0, qpdf_oh_get_array_n_items(file, box) == 4 else { return nil }
    let side = side(box, 2) - side(box, 0)
    return side > 10 && side < 20_000 ? side : nil
  }

  private func side(_ box: qpdf_oh, _ place: Int32) -> Double {
    qpdf_oh_get_numeric_value(file, qpdf_oh_get_array_item(file, box, place))
  }

  private func turn(of page: qpdf_oh) -> Int {
    let turn = Int(qpdf_oh_get_int_value(file, key(page, "/Rotate")) % 360)
    return (turn + 360) % 360
  }

  // MARK: Words of the file

  private func has(_ dictionary: qpdf_oh, _ name: String) -> Bool {
    qpdf_oh_is_dictionary(file, dictionary) != 0 && qpdf_oh_has_key(file, dictionary, name) != 0
  }

  private func key(_ dictionary: qpdf_oh, _ name: String) -> qpdf_oh {
    qpdf_oh_get_key_if_dict(file, dictionary, name)
  }

  private func name(_ object: qpdf_oh) -> String {
    guard qpdf_oh_is_name(file, object) != 0, let name = qpdf_oh_get_name(file, object) else { return "" }
    return String(cString: name)
  }

  private func number(_ dictionary: qpdf_oh, _ name: String) -> Int {
    let value = key(dictionary, name)
    return qpdf_oh_is_integer(file, value) != 0 ? Int(qpdf_oh_get_int_value(file, value)) : 0
  }
}
