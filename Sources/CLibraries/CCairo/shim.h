/* cairo: draws pages as PDF, with fonts opened through FreeType. */
#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-ft.h>
