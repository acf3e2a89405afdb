/* libdeflate: whole buffers in and out of the zlib format, faster than zlib itself. */
#include <libdeflate.h>
