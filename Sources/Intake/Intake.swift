// Intake: not yet written.
