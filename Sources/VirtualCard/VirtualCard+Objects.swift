// The card's data objects: GET DATA and PUT DATA (part 2, sections 3.1.2 and 3.3.1).

extension VirtualCard {
  /// The containers a PIV card has (part 1, table 3), and the vendor's two.
  private static let knownTags: Set<Int> = Set(0x5FC101...0x5FC103).union(0x5FC105...0x5FC123)
    .union([0x7E, 0x5FFF00, 0x5FFF01])
  /// Objects that only the cardholder may read: fingerprints, printed information, face, iris.
  private static let privateTags: Set<Int> = [0x5FC103, 0x5FC109, 0x5FC108, 0x5FC121]

  func getData(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard command.p1 == 0x3F, command.p2 == 0xFF else { throw Refusal(.badParameters) }
    let template = try CardTemplate(command.data)
    guard template.items.count == 1 else { throw Refusal(.badData) }
    let tag = try objectTag(template[0x5C])
    if tag == 0x7E { return try discoveryObject() }
    if Self.privateTags.contains(tag), !session.isPINVerified { throw Refusal(.notAuthenticated) }
    guard let value = state.objects[tag] else { throw Refusal(.absent) }
    guard value.isEmpty else { return CardTemplate.item(0x53, value) }
    switch state.profile.deletedObject {
    case .status6A82: throw Refusal(.absent)
    case .emptyContainer: return [0x53, 0x00]
    case .noData: return []
    }
  }

  /// Which PINs there are and which comes first (part 1, section 3.3.2).
  private func discoveryObject() throws(Refusal) -> [UInt8] {
    let policies: [CardProfile.Discovery: [UInt8]] = [.applicationPIN: [0x40, 0x00], .globalPIN: [0x60, 0x10]]
    guard let policy = policies[state.profile.discovery] else { throw Refusal(.absent) }
    let name: [UInt8] = [0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0]
    return CardTemplate.item(0x7E, CardTemplate.item(0x4F, name) + CardTemplate.item(0x5F2F, policy))
  }

  private func isWritable(_ tag: Int) -> Bool {
    if state.profile.hasFreeObjects, (0x5FFF00...0x5FFFFF).contains(tag) { return true }
    return Self.knownTags.contains(tag) && tag != 0x7E
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
    try checkWriting(command)
    let isStale = session.chainWasBroken && command.data.first != 0x5C
    session.chainWasBroken = false
    if isStale { throw Refusal(StatusWord(state.profile.staleBlock)) }
    let template = try CardTemplate(command.data)
    let tag = try objectTag(template[0x5C])
    guard isWritable(tag) else { throw Refusal(StatusWord(state.profile.unknownObject)) }
    guard template.items.count == 2, let value = template[0x53] else { throw Refusal(.badData) }
    try checkRoom(for: value.count, instead: tag)
    return (tag, value)
  }

  private func checkWriting(_ command: CardCommand) throws(Refusal) {
    guard command.p1 == 0x3F, command.p2 == 0xFF else { throw Refusal(.badParameters) }
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    if session.hasOverflowed { throw Refusal(StatusWord(state.profile.afterOverflow)) }
  }

  private func checkRoom(for count: Int, instead tag: Int) throws(Refusal) {
    guard count <= state.profile.largestObject else {
      session.hasOverflowed = state.profile.afterOverflow != 0
      throw Refusal(StatusWord(state.profile.refusalWhenTooLarge))
    }
    let others = state.objects.filter { $0.key != tag }.reduce(0) { $0 + $1.value.count }
    guard others + count <= state.profile.memory else { throw Refusal(.full) }
  }

  /// The first blocks of a chained PUT DATA may touch the object before the last one arrives.
  func beginWriting(_ command: CardCommand) throws(Refusal) {
    guard command.instruction == 0xDB else { return }
    try checkWriting(command)
    guard let (tag, part) = beginning(of: command.data), isWritable(tag) else { return }
    switch state.profile.interruptedWrite {
    case .untouched: break
    case .objectGone: state.objects[tag] = nil
    case .halfReadable: state.objects[tag] = Array(part.prefix(state.profile.largestObject))
    }
    if state.profile.refusesMidChain { try checkRoom(for: part.count, instead: tag) }
  }

  /// Tag and as much of the value as has arrived.
  private func beginning(of data: [UInt8]) -> (Int, [UInt8])? {
    guard data.count > 9, data[0] == 0x5C, data[1] == 3 else { return nil }
    var rest = data[5...]
    guard rest.popFirst() == 0x53, (try? CardTemplate.takeLength(&rest)) != nil else { return nil }
    return (data[2...4].reduce(0) { $0 << 8 | Int($1) }, Array(rest))
  }
}
