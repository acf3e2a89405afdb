// Counter: not yet written.
