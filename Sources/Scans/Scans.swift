// Scans: not yet written.
