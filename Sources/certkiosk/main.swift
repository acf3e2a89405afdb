internal import Glibc
internal import Scans

// Started by itself to decode an upload, the program does nothing else.
let words = CommandLine.arguments
if words.count > 1, words[1] == DecodeWorker.argument { exit(DecodeWorker.run(Array(words.dropFirst(2)))) }
