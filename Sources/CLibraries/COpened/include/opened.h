/* Functions of a library that is opened when the first of them is called; LIBRARY is its name. */
#ifndef CERTKIOSK_OPENED_H
#define CERTKIOSK_OPENED_H

/* The function of this name. A machine without the library cannot go on: the process says so and ends with 127, as it does
   for a library that it is linked with. Any thread may ask. */
void *opened_function(const char *library, const char *name);

/* Whether a library can be opened on this machine. */
_Bool opened_is_there(const char *library);

/* Where the library's own function of this name is; asked for once. */
#define FORWARD(name)                                                                 \
  (__extension__({                                                                    \
    static void *_Atomic known;                                                       \
    void *found = known;                                                              \
    if (!found) known = found = opened_function(LIBRARY, #name);                      \
    (__typeof__(&name))found;                                                         \
  }))

#endif
