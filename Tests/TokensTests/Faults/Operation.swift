// What the room does with tokens, as a desk does it: one line in the table for each operation.
import Cryptography
import Testing
import Tokens
import VirtualCard

/// One operation: where it begins, one run of it on an inserted token, and what must hold when it is done.
struct Operation: Sendable, CustomTestStringConvertible {
  let name: String
  var testDescription: String { name }
  /// The kinds of card that can do it.
  var profiles = CardProfile.all
  /// The kind of key that it is about.
  var algorithm = KeyAlgorithm.p256
  /// How many key pairs it makes on a card of this kind.
  var keys: @Sendable (CardProfile) -> Int = { _ in 0 }
  /// The codes that may end it for good, with the reason told.
  var closes: Set<String> = []
  /// One mishap in so many is played, drawn by the seed; all of them under `LONG=1`.
  var share: UInt64 = 1
  /// Played through pcscd and in processes that are killed too; what is made of others only under `LONG=1`.
  var isPlayedEverywhere = true
  /// It blocks PIN and PUK on purpose.
  var spendsTries = false
  /// The holder's old token is in a second reader.
  var readsOld = false
  /// What its holder types at the reader's keys: the PIN that holds, and the new one; nil where PINs are handed over.
  var typed: (present: String, new: String)?
  /// Brings a factory card to where the operation begins.
  var prepare: @Sendable (Trial) throws -> Void = { _ in }
  /// One run, from the journal alone.
  let run: @Sendable (Trial, TokenSession) throws -> Void
  /// What must hold in the end, besides what holds always.
  let finish: @Sendable (Trial) throws -> Void

  /// Adding an operation to the fault tables is adding it here.
  static let all = [
    show, issue, pair, pairBesideOld, renewal, issueRSA, renewalRSA, possession, pinChange, unblocking, reset, seal,
    upgrade, issueAtReader, pinChangeAtReader, unblockingAtReader, renewalOfPair,
  ]

  /// Those whose PINs are handed over: the service's virtual reader has no keys, and the journal does not know who had.
  static let withoutKeys = all.filter { $0.typed == nil && ($0.isPlayedEverywhere || FaultTableTests.isLong) }

  /// Those of them that are jobs: whoever only looks, or proves, has nothing to take up again.
  static let jobs = withoutKeys.filter { ![show.name, possession.name].contains($0.name) }
}

/// What must hold and does not; told with its case.
struct Broken: Error, CustomStringConvertible { let description: String }

func demand(_ holds: Bool, _ words: String) throws { if !holds { throw Broken(description: words) } }
