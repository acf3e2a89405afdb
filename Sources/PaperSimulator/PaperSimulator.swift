// PaperSimulator: not yet written.
