// CommandLine: not yet written.
