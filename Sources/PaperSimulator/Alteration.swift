// Printed words changed after the printer: by blade and glue, by correction fluid, by a second pass through a printer.
internal import Glibc

/// What somebody did to a printed value.
public enum Tampering: String, CaseIterable, Hashable, Sendable, Codable {
  /// One character became another.
  case changed
  /// A strip of paper with other writing was glued over it.
  case covered
  /// Correction fluid took characters away.
  case whitened
  /// A character was put after the last one.
  case added
}

/// One place that was tampered with, in millimetres of the page.
public struct Alteration: Hashable, Sendable, Codable {
  public var box: String
  public var kind: Tampering
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double
}

/// A printed value with its characters told apart by the white between them.
struct PrintedWords {
  let box: SimulatedBox
  /// Left and right of each character, in pixels of the sheet.
  let characters: [Range<Int>]
  private let rows: Range<Int>

  /// Nil when nothing is printed there.
  init?(_ box: SimulatedBox, on sheet: Sheet) {
    self.box = box
    let columns = Int(box.x * sheet.scale)..<Int((box.x + box.width) * sheet.scale)
    rows = Int((box.y - 0.3) * sheet.scale)..<Int((box.y + box.height + 0.3) * sheet.scale)
    guard columns.lowerBound > 0, rows.lowerBound > 0, columns.upperBound < sheet.width, rows.upperBound < sheet.height
    else { return nil }
    characters = Self.cells(columns, rows, em: box.height * sheet.scale, on: sheet)
    if characters.isEmpty { return nil }
  }

  /// Narrow characters stand alone between white; wide ones, that have white inside, fill whole ems.
  private static func cells(_ columns: Range<Int>, _ rows: Range<Int>, em: Double, on sheet: Sheet) -> [Range<Int>] {
    let dark = columns.map { x in rows.contains { y in sheet.pixels[(y * sheet.width + x) * 3] < 150 } }
    var runs: [Range<Int>] = []
    for (offset, isDark) in dark.enumerated() where isDark {
      let x = columns.lowerBound + offset
      if let last = runs.last, last.upperBound == x {
        runs[runs.count - 1] = last.lowerBound..<(x + 1)
      } else {
        runs.append(x..<(x + 1))
      }
    }
    guard runs.contains(where: { Double($0.count) > 0.7 * em }) else { return runs.filter { $0.count > 2 } }
    let count = Int(Double(columns.count) / em + 0.5)
    return (0..<max(0, count)).map { place in
      let left = columns.lowerBound + Int(Double(place) * em)
      return left..<min(left + Int(em), columns.upperBound)
    }.filter { cell in cell.contains { dark[$0 - columns.lowerBound] } }
  }

  /// Does it to the sheet; nil when the value is too short for it.
  func alter(_ kind: Tampering, on sheet: inout Sheet, seed: UInt64) -> Alteration? {
    var chance = Chance(seed: seed)
    switch kind {
    case .changed: return changed(on: &sheet, &chance)
    case .added: return added(on: &sheet, &chance)
    case .covered, .whitened: return hidden(kind, on: &sheet, &chance)
    }
  }

  private func changed(on sheet: inout Sheet, _ chance: inout Chance) -> Alteration? {
    let pairs = characters.flatMap { target in
      characters.filter { difference(target, $0, on: sheet) > 0.3 }.map { (target, $0) }
    }
    guard !pairs.isEmpty else { return nil }
    let (target, source) = pairs[chance.below(pairs.count)]
    copy(source, over: target, on: &sheet)
    return alteration(.changed, target, sheet)
  }

  private func added(on sheet: inout Sheet, _ chance: inout Chance) -> Alteration? {
    guard let last = characters.last else { return nil }
    let source = characters[chance.below(characters.count)]
    let left = last.upperBound + Int(0.35 * sheet.scale)
    let place = left..<(left + source.count)
    guard place.upperBound < sheet.width, rows.allSatisfy({ y in place.allSatisfy { isPaper($0, y, sheet) } }) else {
      return nil
    }
    copy(source, over: place, on: &sheet)
    return alteration(.added, place, sheet)
  }

  private func hidden(_ kind: Tampering, on sheet: inout Sheet, _ chance: inout Chance) -> Alteration? {
    let first = chance.below(characters.count)
    let last = min(characters.count - 1, first + 1 + chance.below(2))
    let place = (characters[first].lowerBound - 2)..<(characters[last].upperBound + 2)
    let paper: [UInt8] = kind == .covered ? [247, 247, 241] : [250, 250, 250]
    // Fluid lets a breath of the ink through.
    let rest = kind == .whitened ? chance.between(0, 0.06) : 0
    let (width, rows) = (sheet.width, rows)
    sheet.paint { pixels in
      for y in rows {
        for x in place {
          for channel in 0..<3 {
            let pixel = (y * width + x) * 3 + channel
            pixels[pixel] = UInt8(Double(paper[channel]) * (1 - rest) + Double(pixels[pixel]) * rest)
          }
        }
      }
    }
    if kind == .covered {
      let strip = SimulatedBox(
        page: box.page, name: "strip", x: Double(place.lowerBound) / sheet.scale, y: box.y,
        width: Double(place.count) / sheet.scale, height: box.height)
      sheet.draw(Handwriting(figuresIn: strip, colour: .blackPen, seed: chance.next()).drawing)
    }
    return alteration(kind, place, sheet)
  }

  private func isPaper(_ x: Int, _ y: Int, _ sheet: Sheet) -> Bool { sheet.pixels[(y * sheet.width + x) * 3] > 200 }

  /// The share of inked pixels that differ.
  private func difference(_ one: Range<Int>, _ other: Range<Int>, on sheet: Sheet) -> Double {
    guard one != other, abs(one.count - other.count) <= max(2, one.count / 3) else { return 0 }
    var inked = 0
    var differing = 0
    for y in rows {
      for offset in 0..<min(one.count, other.count) {
        let a = isPaper(one.lowerBound + offset, y, sheet), b = isPaper(other.lowerBound + offset, y, sheet)
        if !a || !b { inked += 1 }
        if a != b { differing += 1 }
      }
    }
    return Double(differing) / Double(max(1, inked))
  }

  private func copy(_ source: Range<Int>, over target: Range<Int>, on sheet: inout Sheet) {
    let (width, rows) = (sheet.width, rows)
    let before = sheet.pixels
    sheet.paint { pixels in
      for y in rows {
        for offset in 0..<max(source.count, target.count) {
          let here = (y * width + target.lowerBound + offset) * 3
          let there = (y * width + source.lowerBound + offset) * 3
          for channel in 0..<3 { pixels[here + channel] = offset < source.count ? before[there + channel] : 255 }
        }
      }
    }
  }

  private func alteration(_ kind: Tampering, _ place: Range<Int>, _ sheet: Sheet) -> Alteration {
    Alteration(
      box: box.name, kind: kind, x: Double(place.lowerBound) / sheet.scale, y: box.y,
      width: Double(place.count) / sheet.scale, height: box.height)
  }
}
