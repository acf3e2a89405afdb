/* libpng: reads and writes PNG through its simplified interface. */
#include <png.h>
