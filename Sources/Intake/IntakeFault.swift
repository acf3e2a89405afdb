// What can be wrong with an applicant data file, with the record of an application, and with a spreadsheet's cell.
public import Domain

public enum IntakeFault: Error, Hashable, Sendable {
  // The file
  case unreadable(SystemErrorNumber)
  case notAFile
  case empty
  case fileTooLarge(limit: Int)
  case foreign(kind: String)
  case oldWorkbook
  case encoding(tried: String, offset: Int)
  case noApplications
  case tooManyRows(Int)

  // Tables
  case noHeadings
  case headingTwice(String)
  case unknownHeading(nearest: String?)
  case cellTooLong(limit: Int)
  case textAfterQuote
  case quoteNotClosed
  case surplusCells(Int)
  case tooManyColumns(Int)

  // JSON
  case syntax(expected: String)
  case endsEarly
  case keyTwice(firstLine: Int)
  case tooDeep(Int)
  case listAsValue
  case loneSurrogate
  case notAnObject
  case longNumber

  // Workbooks
  case damagedPackage
  case bomb(limit: Int)
  case partMissing(String)
  case damagedXML
  case documentType
  case furtherSheets(Int)

  // What spreadsheets do to values
  case formula
  case errorCell(String)
  case digitsLost
  case zerosLost
  case zerosUnseen
  case dateSerial
  case dateCell(String)
  case merged(String)
  case protected

  // Applications
  case numberMissing
  case numberMalformed
  case numberPrivate
  case numberTwice(file: String, line: Int)
  case serviceMissing
  case serviceUnknown([String])
  case businessMissing
  case businessUnknown([String])
  case required(label: String)
  case notAsked
  case roleNotServed([String])
  case yearsNotOffered([Int])
  case fieldTwice(String)

  public var severity: Finding.Severity {
    switch self {
    case .unknownHeading, .zerosUnseen, .noApplications: .warning
    case .furtherSheets, .dateCell, .protected, .notAsked: .note
    default: .error
    }
  }

  /// The standard or house rule that speaks.
  public var rule: String {
    switch self {
    case .encoding: "GB 18030-2022, RFC 3629"
    case .textAfterQuote, .quoteNotClosed, .surplusCells: "RFC 4180"
    case .syntax, .endsEarly, .loneSurrogate, .keyTwice, .longNumber: "RFC 8259"
    case .damagedPackage, .partMissing, .damagedXML, .documentType: "ISO/IEC 29500"
    case .formula, .errorCell, .digitsLost, .zerosLost, .zerosUnseen, .dateSerial, .dateCell, .merged, .protected:
      "docs/applicant-data.md: spreadsheets"
    case .numberMissing, .numberMalformed, .numberPrivate, .numberTwice: "docs/applicant-data.md: application"
    case .serviceMissing, .serviceUnknown, .businessMissing, .businessUnknown:
      "docs/applicant-data.md: service, business"
    case .required: "S0-71"
    case .notAsked: "D-26"
    case .roleNotServed: "S0-29"
    case .yearsNotOffered: "S0-149"
    case .fileTooLarge, .tooManyRows, .tooManyColumns, .cellTooLong, .bomb, .tooDeep: "docs/applicant-data.md: limits"
    default: "docs/applicant-data.md"
    }
  }
}
