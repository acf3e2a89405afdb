// The card's data objects: GET DATA and PUT DATA (part 2, sections 3.1.2 and 3.3.1).

extension VirtualCard {
  /// The containers a PIV card has (part 1, table 3), and the vendor's two.
  private static let knownTags: Set<Int> = Set(0x5FC101...0x5FC103).union(0x5FC105...0x5FC123)
    .union([0x7E, 0x5FFF00, 0x5FFF01])
  /// Objects that only the cardholder may read: fingerprints, printed information, face, iris.
  private static let privateTags: Set<Int> = [0x5FC103, 0x5FC109, 0x5FC108, 0x5FC121]

  func getData(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard command.p1 == 0x3F, command.p2 == 0xFF else { throw Refusal(.badParameters) }
    let tag = try objectTag(CardTemplate(command.data)[0x5C])
    if tag == 0x7E { return discoveryObject }
    if Self.privateTags.contains(tag), !session.isPINVerified { throw Refusal(.notAuthenticated) }
    guard let value = state.objects[tag] else { throw Refusal(.absent) }
    guard value.isEmpty else { return CardTemplate.item(0x53, value) }
    switch state.profile.deletedObject {
    case .status6A82: throw Refusal(.absent)
    case .emptyContainer: return [0x53, 0x00]
    case .noData: return []
    }
  }

  private var discoveryObject: [UInt8] {
    let name: [UInt8] = [0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0]
    return CardTemplate.item(0x7E, CardTemplate.item(0x4F, name) + CardTemplate.item(0x5F2F, [0x40, 0x00]))
  }

  private func objectTag(_ bytes: [UInt8]?) throws(Refusal) -> Int {
    guard let bytes, (1...3).contains(bytes.count) else { throw Refusal(.badData) }
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  func putData(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    let (tag, value) = try objectToWrite(command)
    state.objects[tag] = value
    return []
  }

  private func objectToWrite(_ command: CardCommand) throws(Refusal) -> (Int, [UInt8]) {
    guard command.p1 == 0x3F, command.p2 == 0xFF else { throw Refusal(.badParameters) }
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    let template = try CardTemplate(command.data)
    let tag = try objectTag(template[0x5C])
    guard Self.knownTags.contains(tag), tag != 0x7E else { throw Refusal(.absent) }
    guard template.items.count == 2, let value = template[0x53] else { throw Refusal(.badData) }
    guard value.count <= state.profile.largestObject else {
      throw Refusal(StatusWord(state.profile.refusalWhenTooLarge))
    }
    return (tag, value)
  }

  /// The first blocks of a chained PUT DATA may touch the object before the last one arrives.
  func beginWriting(_ command: CardCommand) throws(Refusal) {
    guard command.instruction == 0xDB else { return }
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    guard let (tag, part) = beginning(of: command.data), Self.knownTags.contains(tag) else { return }
    switch state.profile.interruptedWrite {
    case .untouched: return
    case .objectGone: state.objects[tag] = nil
    case .halfReadable: state.objects[tag] = part
    }
  }

  /// Tag and as much of the value as has arrived.
  private func beginning(of data: [UInt8]) -> (Int, [UInt8])? {
    guard data.count > 9, data[0] == 0x5C, data[1] == 3 else { return nil }
    var rest = data[5...]
    guard rest.popFirst() == 0x53, (try? CardTemplate.takeLength(&rest)) != nil else { return nil }
    return (data[2...4].reduce(0) { $0 << 8 | Int($1) }, Array(rest))
  }
}
