/* libtiff: reads TIFF. */
#include <tiffio.h>
