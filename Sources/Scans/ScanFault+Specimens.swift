// One of each fault, and how figures are written.

extension ScanFault {
  public static var specimens: [ScanFault] {
    [
      .noCode, .foreignCode, .previewCode, .forgedCode, .unknownKey("K9"),
      .unknownOrder(printedBy: nil), .unknownOrder(printedBy: "A02"),
      .otherOrder, .olderRevision(1, present: 2), .otherEdition(1, present: 2), .otherContent, .otherDocument,
      .pageTwice, .codesDiffer, .emptySide(0.01), .sameAgain, .copiesMixed, .pageMissing(2),
      .marksMissing(found: 2, expected: 6),
      .notFlat(1.4),
      .tooCoarse(dpi: 96, least: 130), .coarse(dpi: 150, wanted: 180), .blurred(0.6, most: 0.45),
      .somewhatBlurred(0.4, most: 0.45), .printScale(0.97), .scaleUnknown, .greyPage, .notSigned(0), .hardlySigned(9),
      .noSeal,
      .partSeal(0.5), .faintSeal(0.12), .doubleSeal(0.4), .blueSeal, .blackSeal, .sealSize(22, least: 36, most: 46),
      .sealShape, .sealElsewhere(80), .redScrawl(40), .noStraddle,
      .straddleTurned(31), .straddleGap(6.2), .straddleUnsure, .blankOpen(0), .blankUsed(3.1), .altered(0.42),
      .unlike(0.68), .covered(4.5), .added(2.2), .foreignWriting(12), .printLost(6.3), .printUnlike(0.31),
      .copyCoarse(600),
      .copyBlurred(6), .copyUnsealed(0.2),
      .numberDiffers(NumberDifference(read: "110105194912310033", wanted: "11010519491231002X")), .numberUnread,
      .readerMissing, .portraitSideUnseen,
      .emblemSideUnseen, .filledByHand, .codedPage, .handPages(1, expected: 3), .captureEmpty,
      .captureCoarse(dpi: 200, least: 300),
      .capturePhoto(0.05), .captureIncomplete(0.8), .captureCrossed(12), .captureAtFrame(0.4), .captureTwo(0.3),
    ]
  }
}

/// Millimetres, or square millimetres, to a tenth.
func mm(_ figure: Double) -> String { decimal(figure, 10) }

func percent(_ share: Double) -> String { decimal(share * 100, 1) }

func whole(_ figure: Double) -> String { decimal(figure, 1) }

/// Likeness to a hundredth.
func likeness(_ figure: Double) -> String {
  let hundredths = Int(max(0, figure) * 100 + 0.5)
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

/// Rounded to tenths or whole numbers, without a sign.
private func decimal(_ figure: Double, _ parts: Int) -> String {
  let units = Int(min(1e9, abs(figure)) * Double(parts) + 0.5)
  return parts == 1 ? String(units) : "\(units / parts).\(units % parts)"
}
