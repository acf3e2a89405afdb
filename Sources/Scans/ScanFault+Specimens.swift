// One of each fault, and how figures are written.

extension ScanFault {
  public static var specimens: [ScanFault] {
    [
      .noCode, .foreignCode, .previewCode, .forgedCode, .unknownKey("K9"), .otherKiosk("A02"), .unknownOrder,
      .otherOrder, .olderRevision(1, present: 2), .otherEdition(1, present: 2), .otherContent, .otherDocument,
      .pageTwice, .copiesMixed, .pageMissing(2), .marksMissing(found: 2, expected: 6), .notFlat(1.4),
      .tooCoarse(dpi: 96, least: 130), .coarse(dpi: 150, wanted: 180), .blurred(0.6, most: 0.45),
      .somewhatBlurred(0.4, most: 0.45), .printScale(0.97), .greyPage, .notSigned(0), .hardlySigned(9), .noSeal,
      .partSeal(0.5), .faintSeal(0.12), .doubleSeal(0.4), .blueSeal, .blackSeal, .sealSize(22, least: 36, most: 46),
      .sealShape, .sealElsewhere(80), .redScrawl(40), .captureEmpty, .captureCoarse(dpi: 200, least: 300),
      .capturePhoto(0.05), .captureIncomplete(0.8), .captureCrossed(12), .captureAtFrame(0.4), .captureTwo(0.3),
    ]
  }
}

/// Millimetres, or square millimetres, to a tenth.
func mm(_ figure: Double) -> String { decimal(figure, 10) }

func percent(_ share: Double) -> String { decimal(share * 100, 1) }

func whole(_ figure: Double) -> String { decimal(figure, 1) }

/// Rounded to tenths or whole numbers; figures here are never negative.
private func decimal(_ figure: Double, _ parts: Int) -> String {
  let units = Int(figure * Double(parts) + 0.5)
  return parts == 1 ? String(units) : "\(units / parts).\(units % parts)"
}
