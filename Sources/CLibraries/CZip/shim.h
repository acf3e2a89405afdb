/* libzip: the container of an XLSX workbook. */
#include <zip.h>
