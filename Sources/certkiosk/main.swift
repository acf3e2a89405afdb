// certkiosk: the counter's program on the command line.
internal import CommandLine
internal import Glibc
internal import Scans

// Started by itself to decode uploads, the program does nothing else.
if Swift.CommandLine.arguments.dropFirst().first == DecodeHost.argument { exit(DecodeHost.run()) }

Tool(Certkiosk.command, version: Certkiosk.version, status: Certkiosk.status).main()
