/* Loaded before a program under test: kills it right after its n-th durable step. It exports no functions of its own. */
