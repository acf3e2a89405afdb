// The door behind which head office's state lives: a folder today, a database tomorrow.

/// Rows by table and key, and the sealed records they speak of. Each `put` is there whole or not at all.
package protocol HeadOfficeState: AnyObject {
  func row<R: Row>(_ type: R.Type, _ key: String) throws(HeadOfficeError) -> R?
  /// Sorted by key.
  func rows<R: Row>(_ type: R.Type) throws(HeadOfficeError) -> [R]
  func put<R: Row>(_ row: R) throws(HeadOfficeError)
  func putEvidence(_ bytes: [UInt8], _ name: String) throws(HeadOfficeError)
  func evidence(_ name: String) throws(HeadOfficeError) -> [UInt8]
}
