// printer list, test and state: which printers there are, what ails them, and whether they keep the scale.
internal import Documents
internal import Domain
internal import Layout
public import Peripherals

/// The printers of this machine. Needs no store.
public struct Printers {
  private let service: PrintService

  public init() throws(PrinterError) { service = try PrintService() }

  /// A queue with what its printer says of itself just now.
  public struct Report: Sendable {
    public let queue: Queue
    public let state: PrinterState
    /// Nil when the printer or the print service did not answer.
    public let route: Route?

    public var keepsScale: Bool {
      if case .raster = route { true } else { false }
    }
  }

  /// - Parameter name: nil for all.
  public func reports(_ name: String? = nil) throws(PrinterError) -> [Report] {
    let all = try service.queues()
    guard let name else { return all.map(report) }
    guard let queue = all.first(where: { $0.name == name }) else { throw .unknownPrinter(name) }
    return [report(queue)]
  }

  private func report(_ queue: Queue) -> Report {
    Report(queue: queue, state: service.state(of: queue), route: try? service.route(through: queue))
  }

  /// Prints the scale check page, on a queue that cannot promise the scale as well: that is what a ruler is for.
  /// - Returns: how the job ended.
  public func printScalePage(
    on name: String?, patience: Int, told: (PrinterTrouble?) -> Void
  ) throws -> (queue: Queue, end: JobEnd) {
    let queue = try service.queue(name)
    let route = try service.readyRoute(through: queue, anyScale: true)
    let page = ScalePage.document(
      printer: queue.name, day: Clock.system.now().day.description, resolution: route.resolution)
    let fonts = try FontBook()
    let delivery = try PrintDelivery(
      Sides([PrintedPaper("scale", page, mayBeTwoSided: false)], printsBothSides: false),
      named: JobName.unlike(others: "certkiosk printer test"), route: route, title: page.title,
      maker: PaperMaker(fonts: fonts, renderer: PDFRenderer(fonts: fonts)))
    let job = try service.create(delivery.ticket, on: queue)
    try delivery.send(job, to: service) { _, _ in }
    let end = try service.follow(job, patience: patience, told: told)
    if case .failed = end { try? service.cancel(job) }
    return (queue, end)
  }
}

extension Route {
  var resolution: String {
    if case .raster(let format) = self { format.resolution.description } else { "PDF" }
  }
}
