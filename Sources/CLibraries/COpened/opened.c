/* Opens libraries by name and finds their functions. */
#include "opened.h"
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

/* Opening again what is open already only counts it. What it stands on must be there now, and not at a later call. */
static void *opened(const char *library) { return dlopen(library, RTLD_NOW | RTLD_LOCAL); }

_Bool opened_is_there(const char *library) { return opened(library) != 0; }

static _Noreturn void end(void) {
  const char *reason = dlerror();
  fprintf(stderr, "certkiosk: %s\n    请运行 certkiosk doctor / run certkiosk doctor\n", reason ? reason : "dlopen");
  _exit(127);
}

void *opened_function(const char *library, const char *name) {
  void *handle = opened(library);
  void *function = handle ? dlsym(handle, name) : 0;
  if (!function) end();
  return function;
}
