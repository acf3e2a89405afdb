/* Nothing: the header alone is wanted. */
#include "CFuzzer.h"
