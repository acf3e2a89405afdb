// VirtualCard: not yet written.
