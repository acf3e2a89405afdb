// Pictures: not yet written.
