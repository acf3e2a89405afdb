// Remembers how the words of a form were set, so that they are set once for all applicants.
internal import Synchronization

/// Paragraphs without values, as they were set before. One memory may serve many documents and threads.
public final class SettingMemory: Sendable {
  private struct Key: Hashable {
    var paragraph: Paragraph
    var width: Length
    /// Each kind of measure has its own memory.
    var measure: ObjectIdentifier

    /// The beginning of its words tells most paragraphs apart; hashing all of them takes longer than comparing them once.
    func hash(into hasher: inout Hasher) {
      hasher.combine(width)
      hasher.combine(paragraph.inlines.count)
      guard case .text(let words, _)? = paragraph.inlines.first else { return }
      for byte in words.utf8.prefix(24) { hasher.combine(byte) }
    }
  }

  private let known = Mutex<[Key: Fragment]>([:])

  public init() {}

  /// The paragraph as `set` sets it, or as it did when it was asked before.
  func fragment<Measure: TextMeasure>(
    of paragraph: Paragraph, width: Length, measure: Measure.Type, set: () throws(LayoutFault) -> Fragment
  ) throws(LayoutFault) -> Fragment {
    let key = Key(paragraph: paragraph, width: width, measure: ObjectIdentifier(measure))
    if let fragment = known.withLock({ $0[key] }) { return fragment }
    let fragment = try set()
    known.withLock { known in
      // Words that differ from order to order end up here too; starting over is cheaper than telling them apart.
      if known.count >= 2048 { known.removeAll(keepingCapacity: true) }
      known[key] = fragment
    }
    return fragment
  }
}
