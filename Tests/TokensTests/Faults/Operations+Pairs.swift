// The renewal of a double certificate in the fault table: an encryption pair takes the place of another.
import Cryptography
import Tokens
import VirtualCard

extension Operation {
  /// Both pairs are new. A card that moves keys retires the old encryption pair, another takes the new one into a retired
  /// slot. Its halves, a renewal and a pair onto an occupied 9D, are played with every mishap.
  static let renewalOfPair = Operation(
    name: "renewal of a pair", profiles: FaultTableTests.isLong ? pair.profiles : [.strict, .lenient],
    keys: renewal.keys, share: 4, isPlayedEverywhere: false,
    prepare: { trial in
      let key = try Trial.oldEncryptionKey.get()
      let old = try EncryptionPair(certificate: trial.desk.certificate(for: key.publicKey), key: key)
      try trial.issue(TokenSession(FaultyConnection(trial.card)), encryption: old)
    },
    run: { trial, session in try trial.renew(session, encryption: trial.encryptionPair()) },
    finish: { trial in
      try renewal.finish(trial)
      try demand(holds(trial.encryptionPair().certificate, trial), "no whole encryption pair")
      guard let old = try trial.oldEncryptionCertificate() else { throw Broken(description: "nothing to renew") }
      try demand(holds(old, trial), "the old encryption pair is gone")
    })
}
