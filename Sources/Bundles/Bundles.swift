// Bundles: not yet written.
