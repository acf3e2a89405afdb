/* ZXing's QR reader behind a C face; no exception leaves this file. */
#define ZX_USE_UTF8 1
#include "CZXing.h"
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <cstring>

extern "C" int zxing_read(const unsigned char *pixels, int width, int height, int stride, zxing_code *codes, int most)
try {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode);
  hints.setTryHarder(true);
  hints.setTryRotate(true);
  ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::Lum, stride);
  int count = 0;
  for (auto &found : ZXing::ReadBarcodes(view, hints)) {
    if (count == most || !found.isValid()) continue;
    zxing_code &code = codes[count++];
    const std::string text = found.text();
    code.length = static_cast<int>(std::min(text.size(), sizeof code.text - 1));
    std::memcpy(code.text, text.data(), static_cast<size_t>(code.length));
    code.text[code.length] = 0;
    for (int corner = 0; corner < 4; ++corner) {
      code.x[corner] = found.position()[corner].x;
      code.y[corner] = found.position()[corner].y;
    }
  }
  return count;
} catch (...) {
  return -1;
}
