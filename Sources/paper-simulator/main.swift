// paper-simulator: signs, stamps and scans a printed page, for rehearsals and tests only.
internal import Domain
import Foundation
internal import PaperSimulator

let usage = """
  usage: paper-simulator --boxes DOC.boxes.json --page N [options] DOC.pdf OUT.jpg
    --scan \(ScanModel.Kind.allCases.map(\.rawValue).joined(separator: "|"))   what scans it (default: scanner)
    --case NAME       \(PaperCase.allCases.map(\.rawValue).joined(separator: ", "))
    --sign            sign every signature box
    --seal SHAPE:SIZE[:TEXT]   round:42:印文, oval:45x30, square:20; NAME=… for one box only
    --seed N          everything random follows from it (default: 1)
    --copy-seed N     the same for all pages of a copy: one seal across their edges (default: the seed)
    --dpi N  --skew DEGREES  --turn 0|90|180|270  --jpeg QUALITY  --print-scale SHARE  --blur MM  --grey  --bilevel
    --exif 1…8  --noise GREYS  --keystone SHARE  --curl MM  --folds N  --stains N  --crop MM
    --truth FILE      what was really done, as JSON
  or: paper-simulator generate --documents DIR --to DIR [--count N] [--seed N] [--case NAME]… [--scan KIND]… [--good SHARE]
    scans of the documents that `certkiosk compose --boxes` wrote, and truth.jsonl with what was done to each

  example: paper-simulator --boxes form.boxes.json --page 1 --sign --seal round:42 form.pdf page1.jpg

  """

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.contains("--help") {
  print(usage, terminator: "")
  exit(0)
}
let isSet = arguments.first == "generate"
let generation = isSet ? GeneratorOrder(Array(arguments.dropFirst())) : nil
let order = isSet ? nil : SimulatorOrder(arguments)
guard generation != nil || order != nil else {
  FileHandle.standardError.write(Data(usage.utf8))
  exit(2)
}
do throws(SimulatorError) {
  try generation?.carryOut()
  try order?.carryOut()
} catch {
  let language = Language(environment: ProcessInfo.processInfo.environment)
  let wording = error.explanation.wording(in: language)
  let line = "\(error.explanation.code) \(wording.happened) \(wording.remedy)\n"
  FileHandle.standardError.write(Data(line.utf8))
  exit(4)
}
