// paper-simulator: signs, stamps and scans a printed page, for rehearsals and tests only.
internal import Domain
import Foundation
internal import PaperSimulator

let usage = """
  usage: paper-simulator --boxes DOC.boxes.json --page N [options] DOC.pdf OUT.jpg
    --scan scanner|office|phone|chat   what scans it (default: scanner)
    --case NAME       \(PaperCase.allCases.map(\.rawValue).joined(separator: ", "))
    --sign            sign every signature box
    --seal SHAPE:SIZE[:TEXT]   round:42:印文, oval:45x30, square:20; NAME=… for one box only
    --seed N          everything random follows from it (default: 1)
    --dpi N  --skew DEGREES  --turn 0|90|180|270  --jpeg QUALITY  --print-scale SHARE  --blur MM  --grey
    --truth FILE      what was really done, as JSON
  example: paper-simulator --boxes form.boxes.json --page 1 --sign --seal round:42 form.pdf page1.jpg

  """

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.contains("--help") {
  print(usage, terminator: "")
  exit(0)
}
guard let order = SimulatorOrder(arguments) else {
  FileHandle.standardError.write(Data(usage.utf8))
  exit(2)
}
do throws(SimulatorError) {
  try order.carryOut()
} catch {
  let language = Language(environment: order.environment)
  let wording = error.explanation.wording(in: language)
  let line = "\(error.explanation.code) \(wording.happened) \(wording.remedy)\n"
  FileHandle.standardError.write(Data(line.utf8))
  exit(4)
}
