/* ZXing's QR reader behind a C face; no exception leaves this file. */
#define ZX_USE_UTF8 1
#include "CZXing.h"
#include <ZXing/ReadBarcode.h>
#include <cstring>

extern "C" int zxing_read(const unsigned char *pixels, int width, int height, int stride, int also_smaller,
                          zxing_code *codes, int most, unsigned char *texts, int room)
try {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode);
  hints.setTryHarder(true);
  hints.setTryRotate(true);
  hints.setTryDownscale(also_smaller != 0);
  ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::Lum, stride);
  int count = 0, used = 0;
  for (auto &found : ZXing::ReadBarcodes(view, hints)) {
    if (count == most || !found.isValid()) continue;
    const std::string text = found.text();
    if (text.size() > static_cast<size_t>(room - used)) continue;
    zxing_code &code = codes[count++];
    code.start = used;
    code.length = static_cast<int>(text.size());
    std::memcpy(texts + used, text.data(), text.size());
    used += code.length;
    for (int corner = 0; corner < 4; ++corner) {
      code.x[corner] = found.position()[corner].x;
      code.y[corner] = found.position()[corner].y;
    }
  }
  return count;
} catch (...) {
  return -1;
}
