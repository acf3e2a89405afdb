/* ZXing's QR reader behind a C face of fixed-size values. */
#ifndef CZXING_H
#define CZXING_H

#ifdef __cplusplus
extern "C" {
#endif

/* One code found: where its text lies among all texts, and its corners clockwise from the code's own top left, in
   pixels. */
typedef struct {
  int start;
  int length;
  int x[4];
  int y[4];
} zxing_code;

/* Reads QR codes from 8-bit luminance; their texts go one after the other into room bytes of texts, and a code whose
   text does not fit is left out. also_smaller: at a third of the size, too, and so on. Returns how many were put into
   codes, or -1 when the reader gave up. */
int zxing_read(const unsigned char *pixels, int width, int height, int stride, int also_smaller, zxing_code *codes,
               int most, unsigned char *texts, int room);

#ifdef __cplusplus
}
#endif
#endif
