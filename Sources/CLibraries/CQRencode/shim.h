/* libqrencode: the modules of a page code. */
#include <qrencode.h>

/* Exported by the library but not named in its header: a code with this mask, 0 to 7. QRcode_encodeInput tries all eight
   and looks through each of them module by module, which takes six times as long as everything else. */
extern QRcode *QRcode_encodeMask(QRinput *input, int mask);
