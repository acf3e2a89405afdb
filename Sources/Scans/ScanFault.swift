// Everything that can be wrong with a page that came back, as cases; the words are beside.

/// What is wrong with a scanned page. Figures are millimetres unless they say otherwise.
public enum ScanFault: Hashable, Sendable {
  // Which paper it is
  case noCode
  case foreignCode
  case previewCode
  /// The code's MAC does not hold under the key it names.
  case forgedCode
  /// The key it names is not known at this site.
  case unknownKey(String)
  /// Another kiosk of the site printed the page; nil for this one.
  case unknownOrder(printedBy: String?)
  case otherOrder
  case olderRevision(Int, present: Int)
  case otherEdition(Int, present: Int)
  case otherContent
  case otherDocument
  case pageTwice
  /// Two page codes on one page say different things.
  case codesDiffer
  /// Nothing stands on it: a sheet's other side.
  case emptySide(Double)
  /// The very same file, or the same page without a code, came before in this run.
  case sameAgain
  case copiesMixed
  case pageMissing(Int)

  // Whether it can be judged
  case marksMissing(found: Int, expected: Int)
  case notFlat(Double)
  case tooCoarse(dpi: Double, least: Double)
  case coarse(dpi: Double, wanted: Double)
  case blurred(Double, most: Double)
  case somewhatBlurred(Double, most: Double)
  /// Printed at this share of its size.
  case printScale(Double)
  /// The file does not say how large a dot is, so that nobody can tell at which scale the page was printed.
  case scaleUnknown
  case greyPage

  // Signatures
  case notSigned(Double)
  case hardlySigned(Double)

  // Seals
  case noSeal
  case partSeal(Double)
  case faintSeal(Double)
  case doubleSeal(Double)
  case blueSeal
  case blackSeal
  case sealSize(Double, least: Double, most: Double)
  case sealShape
  case sealElsewhere(Double)
  case redScrawl(Double)

  // The seal across the edges of all pages; degrees and millimetres
  case noStraddle
  /// The halves are turned against each other.
  case straddleTurned(Double)
  /// A strip is missing between the halves, or both show it.
  case straddleGap(Double)
  case straddleUnsure

  // Places for the pen; square millimetres of ink
  case blankOpen(Double)
  case blankUsed(Double)

  // Printed words; likeness from 0 to 1, or square millimetres
  case altered(Double)
  case unlike(Double)
  case covered(Double)
  case added(Double)
  case foreignWriting(Double)
  /// Print is missing, or not as it was made, where no value of its own stands.
  case printLost(Double)
  case printUnlike(Double)

  // Copies of licences and cards; pixels, and shares of a ring
  case copyCoarse(Double)
  case copyBlurred(Double)
  case copyUnsealed(Double)
  /// A number with a right check character was read, and the order has another.
  case numberDiffers(NumberDifference)
  case numberUnread
  /// The program that reads numbers is not installed.
  case readerMissing
  /// The side of an identity card with the number and the portrait, and the side with the emblem and the validity.
  case portraitSideUnseen
  case emblemSideUnseen

  // Blank forms filled in by hand
  case filledByHand
  /// A page with a code of ours, which is to be judged by it.
  case codedPage
  case handPages(Int, expected: Int)

  // Seal pictures
  case captureEmpty
  case captureCoarse(dpi: Double, least: Double)
  case capturePhoto(Double)
  case captureIncomplete(Double)
  case captureCrossed(Double)
  case captureAtFrame(Double)
  case captureTwo(Double)
}

/// How much a finding weighs.
public enum Weight: String, Hashable, Comparable, Sendable, Codable {
  case note
  /// A person decides.
  case ask
  case refuse

  private var rank: Int { self == .note ? 0 : self == .ask ? 1 : 2 }
  public static func < (left: Weight, right: Weight) -> Bool { left.rank < right.rank }
}
