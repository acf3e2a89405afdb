/* pcsc-lite: the machine's smart-card service. */
#include <PCSC/winscard.h>
