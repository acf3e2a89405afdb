// certkiosk: the counter's program on the command line.
internal import CommandLine
internal import Glibc
internal import Scans

// Started by itself to decode an upload, the program does nothing else.
let words = Swift.CommandLine.arguments
if words.count > 1, words[1] == DecodeWorker.argument { exit(DecodeWorker.run(Array(words.dropFirst(2)))) }

Tool(Certkiosk.command, version: Certkiosk.version, status: Certkiosk.status).main()
