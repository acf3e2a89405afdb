/* SANE: the system's one way to scanners, over USB and, with sane-airscan, over the network. */
#include <sane/sane.h>
#include <sane/saneopts.h>
