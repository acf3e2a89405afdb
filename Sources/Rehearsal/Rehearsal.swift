// Rehearsal: not yet written.
