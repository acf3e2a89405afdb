/* libjpeg-turbo: reads and writes JPEG through its TurboJPEG interface. */
#include <turbojpeg.h>
