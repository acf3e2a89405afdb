// The applicant's desk: where a printed page meets pens, stamps and, in some stories, the blade.
internal import Glibc

/// A sheet with everything that was done to it so far.
struct WritingDesk {
  private(set) var sheet: Sheet
  private(set) var seals: [Simulation.Truth.Seal] = []
  private(set) var signatures: [String] = []
  private(set) var written: [String] = []
  private(set) var alterations: [Alteration] = []
  private let story: PaperCase
  private var chance: Chance

  init(sheet: Sheet, story: PaperCase, seed: UInt64) {
    self.sheet = sheet
    self.story = story
    chance = Chance(seed: seed)
  }

  /// Alters one printed value, as the story says.
  mutating func tamper(with boxes: [SimulatedBox]) {
    guard let kind = story.tampering else { return }
    var fields = boxes.filter(\.isField)
    while !fields.isEmpty {
      let box = fields.remove(at: chance.below(fields.count))
      let seed = chance.next()
      if let done = PrintedWords(box, on: sheet)?.alter(kind, on: &sheet, seed: seed) {
        alterations.append(done)
        return
      }
    }
  }

  // MARK: Pens

  mutating func sign(_ boxes: [SimulatedBox]) {
    let pen: InkColour = chance.below(2) == 0 ? .bluePen : .blackPen
    for box in boxes where box.isSignature && story != .noSignature {
      let seed = chance.next()
      sheet.draw(Handwriting(in: box, colour: pen, seed: seed).drawing)
      signatures.append(box.name)
    }
    for box in boxes where box.isDate && story != .noDate { write(figuresIn: box, pen) }
    for box in boxes where box.isWriting && story != .noDate { write(wordsIn: box, pen) }
    if story == .staffWritten, let box = boxes.first(where: { $0.isStaff && !$0.name.hasSuffix("-year") }) {
      let seed = chance.next()
      sheet.draw(Handwriting(in: box, colour: pen, seed: seed).drawing)
      written.append(box.name)
    }
  }

  private mutating func write(wordsIn box: SimulatedBox, _ pen: InkColour) {
    let seed = chance.next()
    sheet.draw(Handwriting(in: box.firstLine, colour: pen, seed: seed).drawing)
    written.append(box.name)
  }

  private mutating func write(figuresIn box: SimulatedBox, _ pen: InkColour) {
    let seed = chance.next()
    sheet.draw(Handwriting(figuresIn: box, colour: pen, seed: seed).drawing)
    written.append(box.name)
  }

  // MARK: Stamps

  mutating func stamp(_ boxes: [SimulatedBox], with stamp: SealStamp?, _ stamps: [String: SealStamp]) {
    guard story != .noSeal else { return }
    for box in boxes where story != .redScrawl || box.isCapture {
      guard var stamp = stamps[box.name] ?? stamp else { continue }
      let room = box.isCapture ? 3.0 : 6.0
      stamp.centre = box.middle + Spot(chance.between(-room, room), chance.between(-room, room))
      stamp.turn = chance.between(-14, 14)
      stamp.seed = chance.next()
      spoil(&stamp, box)
      press(stamp, box.name)
    }
  }

  private mutating func press(_ stamp: SealStamp, _ box: String) {
    for drawing in stamp.drawings { sheet.draw(drawing) }
    seals.append(Simulation.Truth.Seal(box: box, stamp: stamp))
  }

  private mutating func spoil(_ stamp: inout SealStamp, _ box: SimulatedBox) {
    switch story {
    case .halfSeal: stamp.fault = .half
    case .doubleSeal: stamp.fault = .double
    case .faintSeal: stamp.fault = .faint
    case .blueSeal: stamp.colour = .blueSeal
    case .photocopied:
      stamp.colour = .toner
      stamp.fault = .flat
    case .smallSeal: (stamp.width, stamp.height) = (22, 22)
    case .squareSeal:
      stamp.shape = .square
      (stamp.width, stamp.height) = (36, 36)
    case .sealElsewhere:
      let far = box.middle.y > 150 ? -95.0 : 95
      stamp.centre = Spot(chance.between(60, 150), box.middle.y + far)
    case .sealAtFrame where box.isCapture:
      stamp.centre = Spot(box.x + stamp.width / 2 - chance.between(0, 2), box.middle.y)
    case .twoSeals where box.isCapture:
      stamp.centre = box.middle - Spot(stamp.width * 0.3, 0)
    default: break
    }
  }

  /// The seal across the edges: pages lie fanned out, each a step to the right of and under the one before.
  mutating func straddle(_ box: SimulatedBox, _ stamp: SealStamp, page: Int, of pages: Int, copy: UInt64) {
    guard pages > 1, story != .noStraddle, story != .noSeal else { return }
    var common = Chance(seed: story == .otherStraddle ? copy &+ 0x0DD : copy)
    let edge = box.x + box.width
    let step = stamp.width / Double(pages) + common.between(0.5, 2)
    var half = stamp
    let shift = Double(pages - 2) / 2 * step
    let desk = Spot(edge + shift + common.between(-2.5, 2.5), box.middle.y + common.between(-5, 5))
    half.turn = common.between(-40, 40)
    half.seed = common.next()
    // No hand lays pages quite straight.
    half.centre = desk - Spot(Double(page - 1) * step, chance.between(-0.4, 0.4))
    half.turn += page == 1 ? 0 : chance.between(-0.8, 0.8)
    half.reach = (page == 1 ? -1000 : edge - step)...edge
    press(half, box.name)
  }

  // MARK: What else went wrong

  mutating func spoil(_ boxes: [SimulatedBox]) {
    switch story {
    case .redScrawl:
      for box in boxes where box.isSeal {
        let seed = chance.next()
        sheet.draw(Handwriting(scrawlIn: box, colour: .redPen, seed: seed).drawing)
      }
    case .crossedSeal: for box in boxes where box.isCapture { cross(box) }
    case .twoSeals:
      for seal in seals where boxes.contains(where: { $0.isCapture && $0.name == seal.box }) {
        var second = seal.stamp
        second.centre = second.centre + Spot(second.width * 0.55, chance.between(-4, 4))
        second.turn += chance.between(10, 60)
        press(second, seal.box)
      }
    case .stained: for box in boxes where box.isCapture { stain(box) }
    default: break
    }
  }

  private mutating func cross(_ box: SimulatedBox) {
    let level = box.middle.y + chance.between(-6, 6)
    let from = Spot(box.x + 6, level)
    let to = Spot(box.x + box.width - 6, level + chance.between(-4, 4))
    let line = Segment(from, to, width: 0.6)
    sheet.draw(
      Drawing(
        bounds: (from.x - 1, min(from.y, to.y) - 1, to.x + 1, max(from.y, to.y) + 1), colour: .blackPen,
        distance: { line.distance($0) }, density: { _ in 0.95 }))
  }

  /// A drop of stamp ink in the box's corner, well outside the seal.
  private mutating func stain(_ box: SimulatedBox) {
    let middle = Spot(box.x + 7, box.y + 7)
    let size = chance.between(3, 4.5)
    let clouds = Cloud(seed: chance.next(), knot: 2)
    sheet.draw(
      Drawing(
        bounds: (middle.x - size, middle.y - size, middle.x + size, middle.y + size), colour: .seal,
        distance: { ($0 - middle).length - size * (0.6 + 0.4 * clouds.at($0.x, $0.y)) }, density: { _ in 0.85 }))
  }
}
