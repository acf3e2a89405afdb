// The ways in which packs contradict themselves or one another; their wording stands beside this file.
public import Domain

/// A mistake in a pack or in the catalogue of fields.
public enum PackMistake: Explained, Hashable {
  // What is referred to and not there
  case unknownField(String, nearest: String?)
  case unknownGroup(String, nearest: String?)
  case unknownFlow(String, nearest: String?)
  case unknownDocument(String, nearest: String?)
  case unknownSeal(String, nearest: String?)
  case unknownBusinessType(String, nearest: String?)
  case unknownInvoiceKind(String, nearest: String?)
  case impossibleValue(String, field: String, nearest: String?)
  case missingForm(String)
  case stepNotTaken(String)
  case noPacks

  // What cannot stand as it is
  case malformedCode(String)
  case wrongID(String, folder: String)
  case notAnAmount(String)
  case notPositive
  case sizeOutside
  case notAnObjectIdentifier(String)
  case notAPair
  case notAChoice(String)
  case wordMissing
  case secret(String)
  case nothingHere
  case tooLarge(most: Int)
  case malformedCountry(String)

  // What contradicts something else
  case codeTaken(String, by: String)
  /// Two papers of a service that their page codes do not tell apart; the other's path below Forms/.
  case paperCodeTaken(String, by: String)
  case nameTaken(String, by: String)
  case duplicateID(String)
  case duplicateHeading(String)
  case unused(String)
  case circle([String])
  case looseStep(String)
  case paymentWithoutPrice
  case priceWithoutPayment
  case priceWithoutType
  case productionWithoutToken
  case papersWithoutDocuments
  case stepNeedsField(String, String)
  case fieldNotAsked(String, by: String)
  case twoConditions(String)
  case bothConditions
  case mixedCondition
  case lonelyCondition
  case neverTogether(String)
  case malformedHours
  case malformedDay(String)
  case yearsApart
  case notAWeekend(String)
  case expressWithoutFee(String)
  case expressNotOffered(String, by: String)
  case invoiceNotWritten(String)
  case roleNotServed(String)
  case stepMissing(String)
  case categoryTwice(String)
  case noCategory(String)
  case tokenNotHandedOver
  case windowWithoutRenewal
  case upgradeWithoutToken
  case yearsOutside
  case yearsWithoutPrice
  case notOnACopy(String)
  /// Two steps that every counter takes in this order, and a flow in the other or in none.
  case wrongOrder(Step, before: Step)
  case listedTwice(String)
  case feeTwice(String)
  case deadlineBackwards(Step, until: Step)
  case aliasTwice(String, by: String)
  case wayNotTaken(String)

  public static let specimens: [PackMistake] = [
    .unknownField("organization.name", nearest: "organisation.name"), .unknownGroup("agnet", nearest: "agent"),
    .unknownFlow("onsite", nearest: "on-site"), .unknownDocument("licence", nearest: nil),
    .unknownSeal("unti", nearest: "unit"), .unknownBusinessType("nwe", nearest: "new"),
    .unknownInvoiceKind("专票", nearest: "普票"), .impossibleValue("丢了", field: "certificate.lossReason", nearest: "丢失"),
    .missingForm("application-form.yaml"), .stepNotTaken("payment"), .noPacks, .malformedCode("ex1"),
    .wrongID("example-2", folder: "example"), .notAnAmount("三百"), .notPositive, .sizeOutside,
    .notAnObjectIdentifier("1.2.x"),
    .notAPair, .notAChoice("legal.name"), .wordMissing, .secret("密码卡密码"), .codeTaken("EX", by: "example"),
    .paperCodeTaken("AF", by: "example/application-form.yaml"),
    .nameTaken("新办", by: "new"),
    .duplicateID("new"), .duplicateHeading("税号"), .unused("remote"), .circle(["review", "submission"]),
    .looseStep("review"), .paymentWithoutPrice, .priceWithoutPayment, .priceWithoutType, .productionWithoutToken,
    .papersWithoutDocuments, .stepNeedsField("bankProof", "bank.account"),
    .fieldNotAsked("certificate.seal", by: "renew"), .twoConditions("invoice.title"), .bothConditions,
    .mixedCondition, .lonelyCondition, .neverTogether("organisation.role"), .malformedHours,
    .malformedDay("2026-02-30"), .yearsApart, .notAWeekend("2026-03-04"), .expressWithoutFee("加急6小时"),
    .expressNotOffered("加急6小时", by: "renew"), .invoiceNotWritten("专票"), .roleNotServed("采购人"),
    .stepMissing("submission"), .categoryTwice("new"), .noCategory("renew"), .tokenNotHandedOver,
    .windowWithoutRenewal, .upgradeWithoutToken, .yearsOutside, .yearsWithoutPrice, .notOnACopy("organisation.name"),
    .nothingHere, .tooLarge(most: 366), .malformedCountry("China"), .wrongOrder(.papers, before: .submission),
    .listedTwice("new"), .feeTwice("介质费"), .deadlineBackwards(.production, until: .review),
    .aliasTwice("网上申办", by: "网厅"), .wayNotTaken("qrSlip"),
  ]
}
