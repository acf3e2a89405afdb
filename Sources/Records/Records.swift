// Records: not yet written.
