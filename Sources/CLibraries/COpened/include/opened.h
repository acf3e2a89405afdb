/* Functions of a library that is opened when the first of them is called; LIBRARY is its name. All that this program uses of
   it is found in that moment: a driver's thread that is cancelled in the loader's work leaves the loader locked, and a
   function that is looked for later would be waited for for ever. */
#ifndef CERTKIOSK_OPENED_H
#define CERTKIOSK_OPENED_H

/* A function of a library, and where it is once the library is open. */
struct opened_function {
  const char *library;
  const char *name;
  void *_Atomic place;
};

/* Finds every function of the library that the program uses. A machine without the library cannot go on: the process says so
   and ends with 127, as it does for a library that it is linked with. Any thread may ask. */
void opened_find(const char *library);

/* Whether a library can be opened on this machine. */
_Bool opened_is_there(const char *library);

/* Where the library's own function of this name is. The linker gathers them all in one section. */
#define FORWARD(name)                                                                                      \
  (__extension__({                                                                                         \
    static struct opened_function here __attribute__((used, section("opened"))) = {LIBRARY, #name, 0};     \
    if (!here.place) opened_find(LIBRARY);                                                                 \
    (__typeof__(&name))here.place;                                                                         \
  }))

#endif
