/* Opens libraries by name and finds their functions. */
#include "opened.h"
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static _Noreturn void end(void) {
  const char *reason = dlerror();
  fprintf(stderr, "certkiosk: %s\n", reason ? reason : "dlopen");
  _exit(127);
}

/* Opening again what is open already only counts it. */
void *opened_function(const char *library, const char *name) {
  void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
  void *function = handle ? dlsym(handle, name) : 0;
  if (!function) end();
  return function;
}
