/* qpdf: the structure of PDF files, for archival finishing and for taking scans apart. */
#include <qpdf/qpdf-c.h>
