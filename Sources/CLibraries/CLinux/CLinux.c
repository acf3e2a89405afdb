/* Linux calls that Swift's Glibc module does not carry; _GNU_SOURCE stays in this file. */
#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define LINUX_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define LINUX_ARCH AUDIT_ARCH_AARCH64
#endif

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

/* What a decoder still does once it is confined; everything else fails with EPERM, as if it were forbidden to it. */
static const int allowed[] = {
    SYS_read, SYS_write, SYS_pread64, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat, SYS_mmap, SYS_munmap,
    SYS_mprotect, SYS_mremap, SYS_madvise, SYS_brk, SYS_futex, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sigaltstack, SYS_clock_gettime, SYS_gettimeofday, SYS_getrandom, SYS_sched_yield, SYS_sched_getaffinity,
    SYS_getpid, SYS_gettid, SYS_tgkill, SYS_restart_syscall, SYS_exit, SYS_exit_group, SYS_prlimit64, SYS_uname,
    SYS_set_robust_list, SYS_rseq,
};

int linux_allow_computing_only(void) {
  enum { count = sizeof allowed / sizeof allowed[0] };
  struct sock_filter program[count * 2 + 5];
  int place = 0;
  program[place++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
  program[place++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LINUX_ARCH, 1, 0);
  program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  program[place++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (int i = 0; i < count; ++i) {
    program[place++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
    program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }
  program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  struct sock_fprog filter = {(unsigned short)place, program};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0) return 0;
  /* A kernel without filters is not refused: the caps hold there too. */
  return errno == EINVAL || errno == ENOSYS ? 0 : -1;
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
