/* Lets winscard.h find its neighbour without compiler flags. */
#include <PCSC/wintypes.h>
