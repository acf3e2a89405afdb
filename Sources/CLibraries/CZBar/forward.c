/* The library is opened at the first call. Most scans are read without it. */
#include "shim.h"

#define LIBRARY "libzbar.so.0"
#include "opened.h"

const char *zbar_symbol_get_data(const zbar_symbol_t *symbol) { return FORWARD(zbar_symbol_get_data)(symbol); }
unsigned zbar_symbol_get_loc_size(const zbar_symbol_t *symbol) { return FORWARD(zbar_symbol_get_loc_size)(symbol); }
int zbar_symbol_get_loc_x(const zbar_symbol_t *symbol, unsigned index) {
  return FORWARD(zbar_symbol_get_loc_x)(symbol, index);
}
int zbar_symbol_get_loc_y(const zbar_symbol_t *symbol, unsigned index) {
  return FORWARD(zbar_symbol_get_loc_y)(symbol, index);
}
const zbar_symbol_t *zbar_symbol_next(const zbar_symbol_t *symbol) { return FORWARD(zbar_symbol_next)(symbol); }
zbar_image_t *zbar_image_create(void) { return FORWARD(zbar_image_create)(); }
void zbar_image_destroy(zbar_image_t *image) { FORWARD(zbar_image_destroy)(image); }
const zbar_symbol_t *zbar_image_first_symbol(const zbar_image_t *image) {
  return FORWARD(zbar_image_first_symbol)(image);
}
void zbar_image_set_format(zbar_image_t *image, unsigned long format) { FORWARD(zbar_image_set_format)(image, format); }
void zbar_image_set_size(zbar_image_t *image, unsigned width, unsigned height) {
  FORWARD(zbar_image_set_size)(image, width, height);
}
void zbar_image_set_data(zbar_image_t *image, const void *data, unsigned long data_byte_length,
    zbar_image_cleanup_handler_t *cleanup_hndlr) {
  FORWARD(zbar_image_set_data)(image, data, data_byte_length, cleanup_hndlr);
}
zbar_image_scanner_t *zbar_image_scanner_create(void) { return FORWARD(zbar_image_scanner_create)(); }
void zbar_image_scanner_destroy(zbar_image_scanner_t *scanner) { FORWARD(zbar_image_scanner_destroy)(scanner); }
int zbar_image_scanner_set_config(zbar_image_scanner_t *scanner, zbar_symbol_type_t symbology, zbar_config_t config,
    int value) {
  return FORWARD(zbar_image_scanner_set_config)(scanner, symbology, config, value);
}
int zbar_scan_image(zbar_image_scanner_t *scanner, zbar_image_t *image) {
  return FORWARD(zbar_scan_image)(scanner, image);
}
