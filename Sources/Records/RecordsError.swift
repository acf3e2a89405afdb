// Ways in which the store can fail or refuse.
public import Domain
public import Files

/// A failure of the store. Unless its explanation says otherwise, nothing was changed.
public enum RecordsError: Error, Hashable, Sendable {
  case missing(folder: String)
  case exists(folder: String)
  case wrongKey
  case keyMissing(KeySource)
  case keyMalformed(KeySource)
  /// A plain key file with a production store.
  case plainKey
  /// The key file can be read by others.
  case keyExposed(path: String)
  case newer(found: Int, known: Int)
  case busy
  case full
  case damaged
  case notWritable
  /// Any other result of the database engine, by its number.
  case engine(Int32)
  case file(FileFailure)
  /// The step was done, but the log still holds what it replaced or destroyed: other programs were using it.
  case logKept
  case stale(OrderNumber)
  /// A sealed cell does not open where it stands: altered or moved. Names table, column and row.
  case broken(cell: String)
  case shredded(OrderNumber)
  /// The first row of the journal that does not follow from the one before.
  case journal(sequence: Int)
  case unknownOrder(OrderNumber)
  case applicationExists(number: String)
  case numbersUsedUp(CivilDate)
  case unknownObject
  /// A bundle of this sequence with other content is known already.
  case bundleDiffers(sequence: Int)
  case badKiosk
  case unknownPerson
  case personExists
  case wrongPIN(triesLeft: Int)
  case personLocked
  case personDisabled
  case weakPIN(least: Int)
  case badPersonID
  /// A statement's line or a piece of stock is not what this change found any more.
  case moved
  /// The secret has released something before.
  case secretBurnt

  public enum KeySource: String, Hashable, Sendable { case credential, passphrase, file }
}
