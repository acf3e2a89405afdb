/* libqrencode: the modules of a page code. */
#include <qrencode.h>
