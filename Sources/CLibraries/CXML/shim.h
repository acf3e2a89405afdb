/* libxml2: the pull reader for the parts of a workbook. ICU is left out: its headers clash with Foundation's copy. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
