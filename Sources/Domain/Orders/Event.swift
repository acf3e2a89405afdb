// What can happen to an order. Each event is a row of the journal; folding them in order gives the order's present state.

public enum Event: Hashable, Sendable, Codable {
  /// The application became an order; it came by this channel, or by the counter's own.
  case registered(Application, channel: String? = nil)
  /// The data were corrected; papers printed before no longer count.
  case amended(Application)
  /// The applicant knows that the fee is never paid back.
  case acknowledged
  /// Applicant and clerk have looked at every value; the digest is that of what they saw.
  case valuesConfirmed(digest: String)
  /// Documents were made; digest and form edition by document id. Journals of the first version have no editions.
  case printed(documents: [String: String], editions: [String: Int]? = nil, copy: Int)
  /// A copy's papers became a job of the print service; written before anything was sent.
  case printStarted(PrintRun)
  /// What became of that job.
  case printEnded(job: Int, outcome: PrintOutcome)
  case paperAccepted(Paper)
  /// A page was refused or put aside; kept so that the history says why.
  /// With an object, that of a page accepted before, the page is taken out again; a person says why.
  /// `thresholds` and `digest`: what a scan was held to, and the SHA-256 of its upload.
  case paperRefused(
    slot: String, page: Int?, codes: [String], object: String?, reason: String? = nil, thresholds: String? = nil,
    digest: String? = nil)
  /// A page that a person must look at, kept until somebody has.
  case paperReferred(Referral)
  /// Somebody looked at the picture of that digest and took the page or did not.
  case paperDecided(digest: String, accepted: Bool, reason: String?)
  case copies(CopyEvent)
  case submitted
  case withdrawn(reason: String)
  case approved
  case rejected([Rejection])
  case paymentRecorded(PaymentEntry)
  /// A second person saw the evidence; nil for that of the entry's kind.
  case paymentConfirmed(entry: String, evidence: Evidence? = nil)
  case paymentDisputed(entry: String, reason: String)
  case payment(PaymentEvent)
  case invoice(InvoiceEvent)
  case bankProofAccepted
  /// The maker began a token; it is bound from here on. `item` counts an order's tokens from 1; nil is the first.
  case productionStarted(token: String, item: Int? = nil)
  /// A step of the token job as the tokens' room describes it.
  case tokenStep(String, item: Int? = nil)
  /// The token signed a request; its id and bytes travel to the issuer.
  case certificateRequested(id: String, request: [UInt8], item: Int? = nil)
  /// `encryption`: the certificate of a pair whose key came with it.
  case certificateReceived(id: String, certificate: [UInt8], chain: [[UInt8]], encryption: [UInt8]? = nil)
  /// Written, read back, compared and tested.
  case certificateProven(token: String, serial: String, item: Int? = nil)
  /// A business type that only sets the PIN anew has done so; `serial` is the certificate's that the token holds.
  case pinRenewed(token: String, serial: String, item: Int? = nil)
  /// A token that nobody took home yet is put aside for good; another may take its place at no cost.
  case tokenGivenUp(item: Int, reason: String)
  /// The organisation owns an electronic seal, which the new certificate leaves without a signer.
  case sealDue
  /// The seal was verified for the new certificate and put on the token or beside it.
  /// `certificate`: the serial number of the certificate that it was verified for; `file`: the attachment that keeps it.
  case sealBound(id: String, held: String, certificate: String? = nil, file: String? = nil)
  /// There is no seal for the certificates of this order that none is bound to.
  case noSeal(reason: String)
  case handedOver(items: [String])
  case delivery(DeliveryEvent)
  /// The text of the agreement that was printed for the applicant to sign.
  case agreementPrinted(Agreement)
  case exported(bundle: String, digest: String)
  /// Head office applied exactly what we sent.
  case confirmed(bundle: String)
  case headOfficeRefused(bundle: String, outcome: String, reason: String)
  /// `second`: the other person, once money has come in.
  case voided(reason: String, second: PersonID? = nil)
  case headOffice(HeadOfficeEvent)
  /// What entitles the applicant.
  case entitlement(EntitlementEvent)
  /// Who came, and what the clerk saw.
  case presence(PresenceEvent)
  /// What becomes of the token and certificate that the applicant has already.
  case oldCertificate(OldCertificateEvent)
  /// What is not opened yet and can only be read with the old key.
  case pendingBids(PendingBidsEvent)
  /// What the applicant brought, item by item.
  case checklist(ChecklistEvent)
}

/// One accepted page or copy.
public struct Paper: Hashable, Sendable, Codable {
  public let slot: String
  /// Counts from 1; nil for a paper without page codes.
  public let page: Int?
  public let copy: Int
  /// The sealed picture: what was decoded, written anew.
  public let object: String
  /// The sealed upload as it was handed in; nil in the records of the first version.
  public let original: String?
  /// The thresholds it was judged by, `edition` of their file.
  public let thresholds: String
  /// How many pages the blank form has that was filled in by hand; nil for all other papers.
  public let byHand: Int?
  /// The seals that were cut out of it; nil for none.
  public let seals: [KeptSeal]?

  public init(
    slot: String, page: Int?, copy: Int, object: String, original: String? = nil, thresholds: String,
    byHand: Int? = nil, seals: [KeptSeal]? = nil
  ) {
    self.slot = slot
    self.page = page
    self.copy = copy
    self.object = object
    self.original = original
    self.thresholds = thresholds
    self.byHand = byHand
    self.seals = seals
  }
}

/// A page whose judgement was left to a person.
public struct Referral: Hashable, Sendable, Codable {
  public let paper: Paper
  /// SHA-256 of the picture that is shown, in hexadecimal.
  public let digest: String
  /// Of the findings that a person must weigh.
  public let codes: [String]
  /// What was measured for them; nil for nothing.
  public let figures: [ReferredFigure]?

  public init(paper: Paper, digest: String, codes: [String], figures: [ReferredFigure]? = nil) {
    self.paper = paper
    self.digest = digest
    self.codes = codes
    self.figures = figures
  }
}

/// What a reviewer sends back, with what the applicant must bring.
public struct Rejection: Hashable, Sendable, Codable {
  /// Stands for a paper's id where none is handed in and the data themselves are sent back.
  public static let application = "application"

  public let slot: String
  public let reason: String

  /// What to call it where no paper of the order has its id.
  public var plainTitle: String { isOfApplication ? "申请信息" : slot }

  public var isOfApplication: Bool { slot == Self.application }

  public init(slot: String, reason: String) {
    self.slot = slot
    self.reason = reason
  }
}

/// Money that somebody says has been paid, and who has seen the proof.
public struct PaymentEntry: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case cash, posSlip, bankReceipt, transfer, qrSlip

    public var title: String {
      switch self {
      case .cash: "现金"
      case .posSlip: "POS 签购单"
      case .bankReceipt: "银行回单原件"
      case .transfer: "转账"
      case .qrSlip: "扫码支付凭条"
      }
    }
  }

  public let id: String
  public let kind: Kind
  public let fen: Int
  public let payer: String?
  /// Slip or transaction number; nil only for cash.
  public let reference: String?
  /// 手续费, which comes on top and pays for nothing here, in fen.
  public let handlingFen: Int?
  /// Whether a person or an enterprise paid, as the cashier's page asks.
  public let payerType: PayerType?
  /// The bank or the application that was paid through.
  public let detail: String?
  /// When it was paid, as the evidence says.
  public let paidAt: Instant?
  /// The sealed pictures of the evidence: what was decoded, written anew.
  public let pictures: [String]?
  public internal(set) var confirmedBy: PersonID?
  public internal(set) var recordedBy: PersonID?
  public internal(set) var disputed = false
  public internal(set) var evidence: Evidence?
  /// The statement's line that speaks of it.
  public internal(set) var line: String?
  /// Who paid by the words of that line.
  public internal(set) var linePayer: String?
  /// Somebody else than the applicant paid: finance must look.
  public internal(set) var isOtherPayer = false
  /// What it counts since two people corrected it, in fen.
  public internal(set) var corrected: Int?
  /// The statement's line by which the bank took it back.
  public internal(set) var reversedBy: String?

  public enum PayerType: String, Hashable, Sendable, Codable, CaseIterable {
    case person, enterprise

    public var title: String {
      switch self {
      case .person: "个人用户"
      case .enterprise: "企业用户"
      }
    }
  }

  public init(
    id: String, kind: Kind, fen: Int, payer: String?, reference: String?, handlingFen: Int? = nil,
    payerType: PayerType? = nil, detail: String? = nil, paidAt: Instant? = nil, pictures: [String]? = nil
  ) {
    self.id = id
    self.kind = kind
    self.fen = fen
    self.payer = payer
    self.reference = reference
    self.handlingFen = handlingFen
    self.payerType = payerType
    self.detail = detail
    self.paidAt = paidAt
    self.pictures = pictures
  }
}
