// Documents: not yet written.
