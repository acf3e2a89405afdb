/* Linux calls that Swift's Glibc module does not carry, as plain functions. Each returns -1 and sets errno on failure. */
#ifndef CLINUX_H
#define CLINUX_H

/* An anonymous file in memory that can be sealed; closed on exec. */
int linux_memory_file(const char *name);
/* Forbids growing and shrinking of such a file, so that a mapping of it cannot fault. */
int linux_fix_size(int descriptor);
/* A pipe whose ends are closed on exec: no other child, started meanwhile, keeps one open. */
int linux_pipe(int ends[2]);
/* Caps for a process that decodes foreign bytes: address space, CPU seconds, no files written, no core, few descriptors. */
int linux_confine(unsigned long bytes, unsigned long cpu_seconds, unsigned long descriptors);
/* From here on only computing and the descriptors that are open: no files, no network, no other processes (seccomp). Call
   after new privileges were forbidden. */
int linux_allow_computing_only(void);
/* Forbids new privileges and asks for SIGKILL when the parent goes. */
int linux_tie_to_parent(void);
/* Renames without replacing an existing file; errno is EEXIST when there is one. */
int linux_rename_new(const char *from, const char *to);
/* Flushes the file system that holds the descriptor. */
int linux_sync_file_system(int descriptor);
/* Unblocks every signal in the calling thread. */
int linux_unblock_signals(void);

#endif
