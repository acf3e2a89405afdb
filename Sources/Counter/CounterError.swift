// What can stop work at the counter, apart from what its rooms report themselves.
public import Domain
public import Peripherals
public import Processes

public enum CounterError: Explained, Hashable {
  /// Nobody has proved who they are in this process.
  case nobody
  case notAdministrator
  /// Without this person nobody could change who is enrolled or trusted any more.
  case lastAdministrator
  case noOrder(String)
  case noService(String)
  case noBusinessType(String, service: String)
  /// The business type has no such channel; those it has.
  case unknownChannel(String, known: [String])
  /// The digest is not that of the order's present values.
  case otherValues(String)
  /// The file holds no such application, or one for another service or business.
  case notThisApplication(String)
  case noDocument(String)
  /// One picture serves several papers; which of them was not said.
  case severalPapers(String, [String])
  case damagedRecord(String)
  case busyStore
  case alreadyRegistered(application: String, order: String)
  /// The organisation has a main token at this service already.
  case secondMainLock(order: String)
  case noIssuer
  case issuerFailed(IssuerFailure)
  case notCertified(String)
  case wrongToken(expected: String, found: String)
  /// The order only sets a PIN anew.
  case onlyPIN(String)
  /// The order makes a certificate; setting the PIN anew is not what it is for.
  case notOnlyPIN(String)
  /// The order's PIN was set before.
  case unlockedBefore(String)
  /// The store has no master for the administration keys of tokens.
  case noTokenMaster
  /// The token that is to be replaced is itself inserted as the new one.
  case oldToken(String)
  case encryptionKeyGone(String)
  case noPUK(String)
  /// The sealed PUK is used for an order alone.
  case unlockWithoutOrder
  /// The certificate on the token is not the order's.
  case othersToken(String)
  case tokenWithoutName
  case secondPerson
  case noJob(Int)
  case notEnrolled
  /// A certificate for another device than this one.
  case otherDevice(String, kiosk: String)
  case rehearsalOnly
  /// A rehearsal's trust in a production store, or the reverse.
  case otherWorld
  case noSiteKey
  /// A file that holds no site key.
  case notASiteKey(String)
  case anotherDay
  /// The rehearsal's programs are not installed beside this one.
  case noRehearsal
  /// The rehearsal did not come to its end.
  case rehearsalEnded(Ending)
  case noForms(String)
  /// The file of the edition that an order was printed in is not there.
  case noEdition(Int, document: String)
  /// No folder upwards of this path holds a catalogue of fields.
  case outsideForms(String)
  /// A file that is part of documents, or none of a service.
  case notADocument(String)
  case noSample(file: String, service: String)
  /// Something stands where a preview was to go that no preview left there.
  case notAPreview(String)
  /// The program that turns PDF pages into pictures is not installed.
  case noPoppler
  /// Nothing stands at this path.
  case nothingThere(String)
  /// The counter has no such sheet of its own; those it has.
  case noSheet(String, known: [String])
  /// A process that did a share of the work was killed.
  case shareKilled(signal: Int32)

  /// The same application was composed at this place already.
  case composedBefore(at: String)
  /// The same application was composed at this place for other wishes: copies, key, date, edition.
  case composedOtherwise(at: String)
  /// Another application at this place has the same number.
  case numberTaken(at: String)
  /// A copy's job was taken back, here or at the printer.
  case printCancelled(order: String, copy: Int)
  /// The print service or the printer gave a copy's job up; their words.
  case printFailed(order: String, copy: Int, words: String)
  /// The print service has forgotten a copy's job, so that nobody but a person knows whether it came out.
  case printUnclear(order: String, copy: Int, printer: String)
  /// The print service has forgotten a job of papers that were asked for by name.
  case printForgotten(order: String, printer: String)
  /// A job of papers that were asked for by name was given up and could not be taken back.
  case printLeftLying(order: String, printer: String, job: Int)
  /// How the job of the scale check page ended instead.
  case scalePageMissing(printer: String, JobEnd)
  /// The papers came out before; no reason was given to print them again.
  case printedBefore(order: String, at: Instant)
  /// Another process prints from this store.
  case anotherPrinting
  /// A picture was given as applicant data and shows no code with any.
  case noDataCode
  /// A word that means no business type of any service; the titles that do.
  case noBusiness(String, known: [String])
  /// The time of a payment lies ahead.
  case paidLater(Instant)
  /// A finished token that nobody took home no longer holds its certificate.
  case tokenEmptied(order: String, item: Int)
  /// The token is one of an order that was not handed over.
  case tokenOfOrder(order: String, item: Int)
  /// Another order has begun on this token.
  case tokenOfAnotherOrder(order: String, item: Int)
  /// A reset would erase it, and nobody has asked for its revocation.
  case certificateStillValid(serial: String, days: Int)
  /// No seal's file is kept with the order.
  case noSealFile(String)

  /// Whether it says something about one order alone, so that work on others can go on.
  public var isOfOneOrder: Bool {
    switch self {
    case .noOrder, .noService, .noBusinessType, .noDocument, .damagedRecord, .noEdition: true
    default: false
    }
  }

  public static let specimens: [CounterError] = [
    .nobody, .notAdministrator, .lastAdministrator, .otherDevice("A02", kiosk: "A01"), .unlockWithoutOrder,
    .notASiteKey("site.key"), .composedOtherwise(at: "applicants.csv:2"),
    .noOrder("A01002603090007S"), .noService("example"),
    .noBusinessType("new", service: "example"), .unknownChannel("网上", known: ["现场办理", "网上申办"]),
    .otherValues("A01002603090007S"), .notThisApplication("A-1"), .noDocument("application-form"),
    .severalPapers("3fa9", ["agent-id", "legal-id"]),
    .damagedRecord("A01002603090007S"), .busyStore,
    .alreadyRegistered(application: "A-1", order: "A01002603090007S"), .secondMainLock(order: "A01002603090007S"),
    .noIssuer, .issuerFailed(.ended(.exited(1))),
    .notCertified("A01002603090007S"), .wrongToken(expected: "1234", found: "5678"), .notEnrolled,
    .rehearsalOnly, .otherWorld, .noSiteKey, .anotherDay, .noRehearsal, .rehearsalEnded(.killed(signal: 9)),
    .noForms("/usr/share/certkiosk/Forms"),
    .onlyPIN("A01002603090007S"), .notOnlyPIN("A01002603090007S"), .unlockedBefore("A01002603090007S"), .noTokenMaster,
    .oldToken("serial:1234"), .encryptionKeyGone("A01002603090007S-1"),
    .noPUK("serial:1234"), .othersToken("A01002603090007S"), .tokenWithoutName, .secondPerson, .noJob(3),
    .composedBefore(at: "applicants.csv:2"), .numberTaken(at: "applicants.csv:2"),
    .noEdition(1, document: "Forms/example/editions/application-form.1.yaml"),
    .outsideForms("form.yaml"), .notADocument("Forms/common/signing.yaml"),
    .noSample(file: "applicants.csv", service: "example"), .notAPreview("service.yaml"), .noPoppler,
    .printCancelled(order: "A01002603090007S", copy: 1),
    .printFailed(order: "A01002603090007S", copy: 1, words: "Filter failed"),
    .printUnclear(order: "A01002603090007S", copy: 1, printer: "Counter"),
    .printForgotten(order: "A01002603090007S", printer: "Counter"),
    .printLeftLying(order: "A01002603090007S", printer: "Counter", job: 17),
    .scalePageMissing(printer: "Counter", .cancelled), .nothingThere("Forms/example/application-from.yaml"),
    .noSheet("till", known: ["stock-count", "till-count"]), .shareKilled(signal: 9),
    .printedBefore(order: "A01002603090007S", at: Instant(seconds: 1_770_000_000)), .anotherPrinting,
    .noDataCode, .noBusiness("新版", known: ["新办", "延期"]), .paidLater(Instant(seconds: 1_770_000_000)),
    .tokenEmptied(order: "A01002603090007S", item: 1), .tokenOfOrder(order: "A01002603090007S", item: 1),
    .tokenOfAnotherOrder(order: "A01002603090007S", item: 1), .certificateStillValid(serial: "1a2b", days: 120),
    .noSealFile("A01002603090007S"),
  ]
}
