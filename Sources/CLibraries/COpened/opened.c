/* Opens libraries by name and finds their functions. */
#include "opened.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The linker's own names for the section's ends; a program that forwards nothing has none. */
extern struct opened_function __start_opened[] __attribute__((weak, visibility("hidden")));
extern struct opened_function __stop_opened[] __attribute__((weak, visibility("hidden")));

/* Opening again what is open already only counts it. What it stands on must be there now, and not at a later call. */
static void *opened(const char *library) { return dlopen(library, RTLD_NOW | RTLD_LOCAL); }

_Bool opened_is_there(const char *library) { return opened(library) != 0; }

static _Noreturn void end(void) {
  const char *reason = dlerror();
  fprintf(stderr, "certkiosk: %s\n    请运行 certkiosk doctor / run certkiosk doctor\n", reason ? reason : "dlopen");
  _exit(127);
}

void opened_find(const char *library) {
  void *handle = opened(library);
  if (!handle) end();
  for (struct opened_function *each = __start_opened; each < __stop_opened; each++) {
    if (strcmp(each->library, library)) continue;
    void *place = dlsym(handle, each->name);
    if (!place) end();
    each->place = place;
  }
}
