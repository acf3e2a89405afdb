/* Loaded before a program under test (LD_PRELOAD): counts every sync and every rename that succeeded, and kills the
   program right after the one it was told. INTERRUPTION_COUNT names a file that grows by one byte a step;
   INTERRUPTION_AT is the step to die after, 0 for none. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void step_done(void) {
  const char *count = getenv("INTERRUPTION_COUNT"), *at = getenv("INTERRUPTION_AT");
  if (count == NULL) return;
  int file = open(count, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  struct stat status;
  long steps = write(file, ".", 1) == 1 && fstat(file, &status) == 0 ? (long)status.st_size : 0;
  close(file);
  if (at != NULL && steps == atol(at)) kill(getpid(), SIGKILL);
}

#define PASS_ON(name, parameters, arguments)                                  \
  int name parameters {                                                       \
    static int(*original) parameters;                                         \
    if (original == NULL) original = (int(*) parameters)dlsym(RTLD_NEXT, #name); \
    int result = original arguments;                                          \
    if (result == 0) step_done();                                             \
    return result;                                                            \
  }

PASS_ON(fsync, (int file), (file))
PASS_ON(fdatasync, (int file), (file))
PASS_ON(syncfs, (int file), (file))
PASS_ON(rename, (const char *from, const char *to), (from, to))
PASS_ON(renameat, (int from_folder, const char *from, int to_folder, const char *to), (from_folder, from, to_folder, to))
PASS_ON(renameat2, (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags),
        (from_folder, from, to_folder, to, flags))
