// A line that was asked for, in the reader's language.
internal import CommandLine

extension Console {
  func tell(_ line: Both) { tell(line.text(in: language)) }
}
