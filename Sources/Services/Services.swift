// Services: not yet written.
