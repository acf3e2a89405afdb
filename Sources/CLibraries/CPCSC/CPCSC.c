/* The target has headers only; the build wants one source file. */
