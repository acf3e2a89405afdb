// Cryptography: not yet written.
