// Packs that read well and cannot work: orders that stop half way, what nobody can ask for, and what is charged twice.
import Domain
import Services

extension PackMistakeTests {
  static let contradictions = steps + nothing + twice + never

  private static let steps = [
    Slip(
      name: "papers that come after the order was handed in",
      from: "papers: []\n      submission: [acknowledgement, papers]\n      review: [submission]",
      to: "papers: [submission]\n      submission: [acknowledgement]\n      review: [papers]", code: "S18"),
    Slip(
      name: "a review of what was not handed in",
      from: "submission: [acknowledgement, papers]\n      review: [submission]\n      payment: [review]",
      to: "submission: [review]\n      review: [acknowledgement, papers]\n      payment: [submission]", code: "S18"),
    Slip(
      name: "values confirmed when they are frozen", from: "review: [submission]",
      to: "confirmation: [submission]\n      review: [confirmation]", code: "S18"),
    Slip(
      name: "a payment that nobody knows to be for good",
      from: "acknowledgement: []\n      papers: []\n      submission: [acknowledgement, papers]",
      to: "papers: []\n      submission: [papers]", code: "P31"),
    Slip(
      name: "a deadline that begins when it has ended", from: "deadline: 2",
      to: "deadline: {days: 2, from: [production], until: review}", code: "S29"),
    Slip(
      name: "an automatic approval without a review",
      from: "      review: [submission]\n      payment: [review]\n", to: "      payment: [submission]\n",
      and: ("    token: renew\n", "    token: renew\n    auto-approve: [柜台]\n"), code: "S35"),
    Slip(
      name: "a price that nobody pays", from: "      payment: [review]\n      production: [payment]\n",
      to: "      production: [review]\n", code: "S78"),
    Slip(
      name: "a proof that is no step", from: "other-payer: false}", to: "other-payer: false, proof: {cash: bankProof}}",
      code: "S35"),
  ]

  private static let nothing = [
    Slip(name: "a business type without a name", from: "names: [延期]", to: "names: []", code: "S19"),
    Slip(name: "a business type with an empty name", from: "names: [延期]", to: "names: [\" \"]", code: "S19"),
    Slip(
      name: "a business type without a channel", from: "channels: {柜台: counter}\n    preconditions",
      to: "channels: {}\n    preconditions", code: "S19"),
    Slip(name: "no way to pay", from: "ways: [cash]", to: "ways: []", code: "S19"),
    Slip(name: "no role served", from: "roles: [供应商, 采购人]", to: "roles: []", code: "S19"),
    Slip(
      name: "an acknowledgement that says nothing", from: "acknowledgement: 一旦缴费，不能退办。",
      to: "acknowledgement: \"\"", code: "S19"),
    Slip(name: "a deadline from no step", from: "deadline: 2", to: "deadline: {days: 2, from: []}", code: "S19"),
    Slip(
      name: "a window that says nothing", from: "    token: renew\n", to: "    token: renew\n    window: {}\n",
      code: "S19"),
    Slip(
      name: "a proof that no payment needs", from: "other-payer: false}", to: "other-payer: false, proof: {}}",
      code: "S19"),
  ]

  private static let twice = [
    Slip(
      name: "a fee twice", from: "  - {title: 延期费,",
      to: "  - {title: 新办费, yuan: 20.00, per: order, for: [new]}\n  - {title: 延期费,", code: "S24"),
    Slip(name: "a fee twice for one type", from: "for: [new]}", to: "for: [new, new]}", code: "S22"),
    Slip(
      name: "a paper twice", from: "documents: [application-form, seal-template,",
      to: "documents: [application-form, application-form, seal-template,", code: "S22"),
    Slip(name: "a step waited for twice", from: "payment: [review]", to: "payment: [review, review]", code: "S22"),
    Slip(
      name: "a name for two channels", from: "channels: {柜台: counter}\n    preconditions",
      to: "channels: {柜台: counter, 网厅: counter}\n    preconditions",
      and: ("title: 第六家", "channel-names: {柜台: [窗口], 网厅: [在线办理, 窗口]}\ntitle: 第六家"), code: "S25"),
  ]

  private static let never = [
    Slip(
      name: "a proof of a way that is not taken", from: "other-payer: false}",
      to: "other-payer: false, proof: {qrSlip: bankProof}}", code: "S26"),
    Slip(
      name: "a delivery of the PIN for a way that is not taken", from: "other-payer: false}",
      to: "other-payer: false, pin: {transfer: sms}}", code: "S26"),
    Slip(
      name: "a certificate's name that may be missing", from: "common-name: organisation.name",
      to: "common-name: invoice.title", code: "S82"),
    Slip(name: "a country that is no code", from: "country: CN", to: "country: China", code: "S21"),
    Slip(name: "a deadline of ages", from: "deadline: 2", to: "deadline: 999999999", code: "S20"),
    Slip(name: "a correction of ages", from: "title: 第六家", to: "correction-days: 367\ntitle: 第六家", code: "S20"),
    Slip(
      name: "a word and not the word", from: "when: {field: certificate.seal, is: 是}",
      to: "when: {all: [{field: certificate.seal, is: 是}, {field: certificate.seal, not: 是}]}", code: "P22"),
    Slip(
      name: "no word that the field can have", from: "when: {field: certificate.seal, is: 是}",
      to: "when: {field: certificate.seal, not: [是, 否]}", code: "P22"),
    Slip(
      name: "a value of what is not given", from: "when: {field: certificate.seal, is: 是}",
      to: "when: {all: [{field: certificate.seal, given: false}, {field: certificate.seal, is: 是}]}", code: "P22"),
    Slip(
      name: "a word that no paper uses", from: "title: 第六家", to: "words: {mediun: 介质}\ntitle: 第六家", code: "S14"),
    Slip(
      name: "a title of no paper", from: "title: 第六家", to: "titles: {aplication-form: 表}\ntitle: 第六家", code: "S14"),
  ]
}
