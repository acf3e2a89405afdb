/* Linux calls that Swift's Glibc module does not carry, as plain functions. Each returns -1 and sets errno on failure. */
#ifndef CLINUX_H
#define CLINUX_H

/* An anonymous file in memory that can be sealed; closed on exec. */
int linux_memory_file(const char *name);
/* Forbids growing and shrinking of such a file, so that a mapping of it cannot fault. */
int linux_fix_size(int descriptor);
/* A pipe whose ends are closed on exec: no other child, started meanwhile, keeps one open. */
int linux_pipe(int ends[2]);
/* A pair of sockets that keep messages apart; closed on exec. */
int linux_socket_pair(int ends[2]);
/* Sends one message with descriptors; raises no signal when nobody is there any more, and waits for nobody who reads none. */
int linux_send(int socket, const void *message, unsigned long count, const int *descriptors, int number);
/* Receives one message and returns its length, 0 when the other end is closed. `number` is how many descriptors there is
   room for, and then how many came. */
long linux_receive(int socket, void *message, unsigned long room, int *descriptors, int *number);
/* A program that is started with these actions, a posix_spawn_file_actions_t, has no descriptors from this number on. */
int linux_close_from(void *actions, int first);
/* For a process of a single thread: a copy of it, which gets 0. */
int linux_fork(void);
/* Makes these the descriptors 0, 1, 2 and so on, and closes every other. At most 8. */
int linux_keep(const int *descriptors, int number);
/* No files written, no core, and no more open descriptors than this. */
int linux_forbid_files(unsigned long descriptors);
/* Caps for a process that decodes foreign bytes: the same, address space, and CPU seconds. */
int linux_confine(unsigned long bytes, unsigned long cpu_seconds, unsigned long descriptors);
/* From here on only computing and the descriptors that are open: no files, no network, no other processes (seccomp). Call
   after new privileges were forbidden. */
int linux_allow_computing_only(void);
/* The same for one that hands such work on: it may also fork, receive messages, and wait for and end processes. */
int linux_allow_forking_only(void);
/* Forbids new privileges. */
int linux_forbid_privileges(void);
/* Asks for SIGKILL when the parent goes. */
int linux_tie_to_parent(void);
/* Renames without replacing an existing file; errno is EEXIST when there is one. */
int linux_rename_new(const char *from, const char *to);
/* Flushes the file system that holds the descriptor. */
int linux_sync_file_system(int descriptor);
/* Unblocks every signal in the calling thread. */
int linux_unblock_signals(void);

#endif
