/* ZXing's QR reader behind a C face of fixed-size values. */
#ifndef CZXING_H
#define CZXING_H

#ifdef __cplusplus
extern "C" {
#endif

/* One code found: its text (cut at 255 bytes) and its corners clockwise from the code's own top left, in pixels. */
typedef struct {
  char text[256];
  int length;
  int x[4];
  int y[4];
} zxing_code;

/* Reads QR codes from 8-bit luminance. Returns how many were put into codes, or -1 when the reader gave up. */
int zxing_read(const unsigned char *pixels, int width, int height, int stride, zxing_code *codes, int most);

#ifdef __cplusplus
}
#endif
#endif
