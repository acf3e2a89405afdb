/* libcups: speaks IPP with the print service and with printers, and writes PWG raster. */
#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>
