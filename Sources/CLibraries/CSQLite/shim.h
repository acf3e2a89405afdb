/* SQLite: the store. */
#include <sqlite3.h>
