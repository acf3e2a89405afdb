/* Linux calls that Swift's Glibc module does not carry; _GNU_SOURCE stays in this file. */
#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

int linux_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int linux_fix_size(int descriptor) { return fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW); }

static int cap(int resource, unsigned long value) {
  struct rlimit limit = {value, value};
  return setrlimit(resource, &limit);
}

int linux_confine(unsigned long bytes, unsigned long cpu_seconds, unsigned long descriptors) {
  return cap(RLIMIT_AS, bytes) | cap(RLIMIT_CPU, cpu_seconds) | cap(RLIMIT_FSIZE, 0) | cap(RLIMIT_CORE, 0) |
         cap(RLIMIT_NOFILE, descriptors);
}

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_tie_to_parent(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) | prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

int linux_rename_new(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int linux_sync_file_system(int descriptor) { return syncfs(descriptor); }

int linux_unblock_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  errno = pthread_sigmask(SIG_SETMASK, &none, NULL);
  return errno == 0 ? 0 : -1;
}
