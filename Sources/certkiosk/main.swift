// certkiosk: the counter's program on the command line.
internal import CommandLine
internal import Glibc
internal import Scans

// Started by itself to decode uploads, the program does nothing else; confined, it lets no library tidy up behind it.
if Swift.CommandLine.arguments.dropFirst().first == DecodeHost.argument { _exit(DecodeHost.run()) }

Tool(Certkiosk.command, version: Certkiosk.version, status: Certkiosk.status).main()
