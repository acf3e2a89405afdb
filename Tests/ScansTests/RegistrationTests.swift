import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct RegistrationTests {
  @Test(arguments: [(0, 3.0), (1, -4), (2, 0.5), (3, 2)])
  func `a page is judged whichever way it lies`(turns: Int, skew: Double) throws {
    let seed = UInt64(100 + turns * 10 + Int(skew))
    let (_, verdict) = try Bench.judgeForm(.good, .office, seed: seed) {
      $0.scan.quarterTurns = turns
      $0.scan.skew = skew
    }
    #expect(verdict.verdict == .accepted, "\(verdict.findings)")
    let turn = try #require(verdict.turn)
    let off = (turn - Double(turns) * 90 - skew).remainder(dividingBy: 360)
    #expect(abs(off) < 0.1)
  }

  @Test(arguments: [(ScanModel.Kind.scanner, 0.06), (.office, 0.06), (.phone, 0.5)])
  func `boxes are found where they lie`(kind: ScanModel.Kind, most: Double) throws {
    let paper = try Bench.form.get()
    let seed: UInt64 = 31
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.scan.quarterTurns = 3
    let result = simulation.run(on: try Bench.printedForm.get())
    let truth = result.truth.corners.mapValues { $0.map { Place2D($0.x, $0.y) } }
    let worst = try Registration.worstError(
      result.picture, CodeFinder.codes(in: result.picture, Bench.thresholds.get().reading.codes), paper.expected,
      Bench.thresholds.get(), truth)
    #expect(try #require(worst) < most)
  }
}
