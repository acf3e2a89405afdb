/* Linux calls that Swift's Glibc module does not carry; _GNU_SOURCE stays in this file. */
#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define LINUX_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define LINUX_ARCH AUDIT_ARCH_AARCH64
#endif

int linux_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int linux_fix_size(int descriptor) { return fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW); }

int linux_close_from(void *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

static int cap(int resource, unsigned long value) {
  struct rlimit limit = {value, value};
  return setrlimit(resource, &limit);
}

int linux_forbid_files(unsigned long descriptors) {
  return cap(RLIMIT_FSIZE, 0) | cap(RLIMIT_CORE, 0) | cap(RLIMIT_NOFILE, descriptors);
}

int linux_confine(unsigned long bytes, unsigned long cpu_seconds, unsigned long descriptors) {
  return linux_forbid_files(descriptors) | cap(RLIMIT_AS, bytes) | cap(RLIMIT_CPU, cpu_seconds);
}

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int linux_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends); }

enum { most_descriptors = 8 };

int linux_send(int socket, const void *message, unsigned long count, const int *descriptors, int number) {
  union {
    struct cmsghdr head;
    char room[CMSG_SPACE(most_descriptors * sizeof(int))];
  } control;
  struct iovec part = {(void *)message, count};
  struct msghdr all = {.msg_iov = &part, .msg_iovlen = 1};
  if (number < 0 || number > most_descriptors) return errno = EINVAL, -1;
  if (number > 0) {
    memset(&control, 0, sizeof control);
    all.msg_control = control.room;
    all.msg_controllen = CMSG_SPACE(number * sizeof(int));
    struct cmsghdr *head = CMSG_FIRSTHDR(&all);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(number * sizeof(int));
    memcpy(CMSG_DATA(head), descriptors, number * sizeof(int));
  }
  long sent;
  do sent = sendmsg(socket, &all, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (sent < 0 && errno == EINTR);
  return sent == (long)count ? 0 : -1;
}

long linux_receive(int socket, void *message, unsigned long room, int *descriptors, int *number) {
  union {
    struct cmsghdr head;
    char room[CMSG_SPACE(most_descriptors * sizeof(int))];
  } control;
  struct iovec part = {message, room};
  struct msghdr all = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
  const int most = *number;
  *number = 0;
  long count;
  do count = recvmsg(socket, &all, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  if (count < 0) return count;
  for (struct cmsghdr *head = CMSG_FIRSTHDR(&all); head; head = CMSG_NXTHDR(&all, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
    const int came = (int)((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    for (int i = 0; i < came; ++i) {
      int descriptor;
      memcpy(&descriptor, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
      if (*number < most) descriptors[(*number)++] = descriptor;
      else close(descriptor);
    }
  }
  return count;
}

int linux_fork(void) { return fork(); }

int linux_keep(const int *descriptors, int number) {
  int high[most_descriptors];
  if (number < 0 || number > most_descriptors) return errno = EINVAL, -1;
  for (int i = 0; i < number; ++i)
    if ((high[i] = fcntl(descriptors[i], F_DUPFD, number)) < 0) return -1;
  for (int i = 0; i < number; ++i)
    if (dup2(high[i], i) < 0) return -1;
  if (close_range(number, ~0U, 0) != 0) /* a kernel before 5.9 */
    for (int i = number; i < 4096; ++i) close(i);
  return 0;
}

int linux_forbid_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int linux_tie_to_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

/* What a decoder still does once it is confined; everything else fails with EPERM, as if it were forbidden to it. */
static const int computing[] = {
    SYS_read, SYS_write, SYS_pread64, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat, SYS_mmap, SYS_munmap,
    SYS_mprotect, SYS_mremap, SYS_madvise, SYS_brk, SYS_futex, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sigaltstack, SYS_clock_gettime, SYS_gettimeofday, SYS_getrandom, SYS_sched_yield, SYS_sched_getaffinity,
    SYS_getpid, SYS_gettid, SYS_tgkill, SYS_restart_syscall, SYS_exit, SYS_exit_group, SYS_prlimit64, SYS_uname,
    SYS_set_robust_list, SYS_rseq,
};

/* What one that forks decoders does beside. */
static const int forking[] = {
    SYS_clone, SYS_wait4, SYS_kill, SYS_recvmsg, SYS_fcntl, SYS_dup3, SYS_close_range, SYS_prctl, SYS_seccomp,
#ifdef SYS_dup2
    SYS_dup2,
#endif
#ifdef SYS_clone3
    SYS_clone3,
#endif
};

enum { computing_count = sizeof computing / sizeof computing[0], forking_count = sizeof forking / sizeof forking[0] };

static int let(struct sock_filter *program, int place, const int *calls, int count) {
  for (int i = 0; i < count; ++i) {
    program[place++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1);
    program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }
  return place;
}

static int allow_only(int is_forking) {
  struct sock_filter program[(computing_count + forking_count) * 2 + 5];
  int place = 0;
  program[place++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
  program[place++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LINUX_ARCH, 1, 0);
  program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  program[place++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  place = let(program, place, computing, computing_count);
  if (is_forking) place = let(program, place, forking, forking_count);
  program[place++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  struct sock_fprog filter = {(unsigned short)place, program};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0) return 0;
  /* A kernel without filters is not refused: the caps hold there too. */
  return errno == EINVAL || errno == ENOSYS ? 0 : -1;
}

int linux_allow_computing_only(void) { return allow_only(0); }

int linux_allow_forking_only(void) { return allow_only(1); }

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
