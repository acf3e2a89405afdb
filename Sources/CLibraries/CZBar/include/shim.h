/* zbar: the second decoder of page codes. */
#include <zbar.h>
