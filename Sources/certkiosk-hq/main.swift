// certkiosk-hq: head office on the command line.
internal import CommandLine

Tool(headOffice, version: "0.1.0").main()
