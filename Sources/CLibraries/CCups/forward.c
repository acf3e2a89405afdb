/* The library is opened at the first call. Most commands print nothing, and libcups brings thirty libraries along. */
#include "shim.h"

#define LIBRARY "libcups.so.2"
#include "opened.h"

void httpClose(http_t *http) { FORWARD(httpClose)(http); }
int httpError(http_t *http) { return FORWARD(httpError)(http); }
const char *httpStatus(http_status_t status) { return FORWARD(httpStatus)(status); }
http_uri_status_t httpAssembleURI(http_uri_coding_t encoding, char *uri, int urilen, const char *scheme, const
    char *username, const char *host, int port, const char *resource) {
  return FORWARD(httpAssembleURI)(encoding, uri, urilen, scheme, username, host, port, resource);
}
http_uri_status_t httpSeparateURI(http_uri_coding_t decoding, const char *uri, char *scheme, int schemelen,
    char *username, int usernamelen, char *host, int hostlen, int *port, char *resource, int resourcelen) {
  return FORWARD(httpSeparateURI)(decoding, uri, scheme, schemelen, username, usernamelen, host, hostlen, port,
      resource, resourcelen);
}
void httpSetTimeout(http_t *http, double timeout, http_timeout_cb_t cb, void *user_data) {
  FORWARD(httpSetTimeout)(http, timeout, cb, user_data);
}
http_t *httpConnect2(const char *host, int port, http_addrlist_t *addrlist, int family, http_encryption_t encryption,
    int blocking, int msec, int *cancel) {
  return FORWARD(httpConnect2)(host, port, addrlist, family, encryption, blocking, msec, cancel);
}
ipp_attribute_t *ippAddBoolean(ipp_t *ipp, ipp_tag_t group, const char *name, char value) {
  return FORWARD(ippAddBoolean)(ipp, group, name, value);
}
ipp_attribute_t *ippAddInteger(ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, int value) {
  return FORWARD(ippAddInteger)(ipp, group, value_tag, name, value);
}
ipp_attribute_t *ippAddResolution(ipp_t *ipp, ipp_tag_t group, const char *name, ipp_res_t units, int xres, int yres) {
  return FORWARD(ippAddResolution)(ipp, group, name, units, xres, yres);
}
ipp_attribute_t *ippAddString(ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, const
    char *language, const char *value) {
  return FORWARD(ippAddString)(ipp, group, value_tag, name, language, value);
}
ipp_attribute_t *ippAddStrings(ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, int num_values,
    const char *language, const char * const *values) {
  return FORWARD(ippAddStrings)(ipp, group, value_tag, name, num_values, language, values);
}
void ippDelete(ipp_t *ipp) { FORWARD(ippDelete)(ipp); }
int ippPort(void) { return FORWARD(ippPort)(); }
ipp_t *ippNewRequest(ipp_op_t op) { return FORWARD(ippNewRequest)(op); }
ipp_attribute_t *ippFirstAttribute(ipp_t *ipp) { return FORWARD(ippFirstAttribute)(ipp); }
int ippGetBoolean(ipp_attribute_t *attr, int element) { return FORWARD(ippGetBoolean)(attr, element); }
int ippGetCount(ipp_attribute_t *attr) { return FORWARD(ippGetCount)(attr); }
ipp_tag_t ippGetGroupTag(ipp_attribute_t *attr) { return FORWARD(ippGetGroupTag)(attr); }
int ippGetInteger(ipp_attribute_t *attr, int element) { return FORWARD(ippGetInteger)(attr, element); }
const char *ippGetName(ipp_attribute_t *attr) { return FORWARD(ippGetName)(attr); }
int ippGetResolution(ipp_attribute_t *attr, int element, int *yres, ipp_res_t *units) {
  return FORWARD(ippGetResolution)(attr, element, yres, units);
}
const char *ippGetString(ipp_attribute_t *attr, int element, const char **language) {
  return FORWARD(ippGetString)(attr, element, language);
}
ipp_tag_t ippGetValueTag(ipp_attribute_t *attr) { return FORWARD(ippGetValueTag)(attr); }
ipp_attribute_t *ippNextAttribute(ipp_t *ipp) { return FORWARD(ippNextAttribute)(ipp); }
pwg_media_t *pwgMediaForPWG(const char *pwg) { return FORWARD(pwgMediaForPWG)(pwg); }
ipp_t *cupsDoRequest(http_t *http, ipp_t *request, const char *resource) {
  return FORWARD(cupsDoRequest)(http, request, resource);
}
http_encryption_t cupsEncryption(void) { return FORWARD(cupsEncryption)(); }
ipp_status_t cupsLastError(void) { return FORWARD(cupsLastError)(); }
int cupsTempFd(char *filename, int len) { return FORWARD(cupsTempFd)(filename, len); }
const char *cupsServer(void) { return FORWARD(cupsServer)(); }
void cupsSetServer(const char *server) { FORWARD(cupsSetServer)(server); }
const char *cupsUser(void) { return FORWARD(cupsUser)(); }
http_status_t cupsGetFd(http_t *http, const char *resource, int fd) { return FORWARD(cupsGetFd)(http, resource, fd); }
const char *cupsLastErrorString(void) { return FORWARD(cupsLastErrorString)(); }
ipp_t *cupsGetResponse(http_t *http, const char *resource) { return FORWARD(cupsGetResponse)(http, resource); }
http_status_t cupsSendRequest(http_t *http, ipp_t *request, const char *resource, size_t length) {
  return FORWARD(cupsSendRequest)(http, request, resource, length);
}
void cupsSetPasswordCB2(cups_password_cb2_t cb, void *user_data) { FORWARD(cupsSetPasswordCB2)(cb, user_data); }
http_status_t cupsWriteRequestData(http_t *http, const char *buffer, size_t length) {
  return FORWARD(cupsWriteRequestData)(http, buffer, length);
}
void cupsRasterClose(cups_raster_t *r) { FORWARD(cupsRasterClose)(r); }
unsigned cupsRasterReadPixels(cups_raster_t *r, unsigned char *p, unsigned len) {
  return FORWARD(cupsRasterReadPixels)(r, p, len);
}
unsigned cupsRasterWritePixels(cups_raster_t *r, unsigned char *p, unsigned len) {
  return FORWARD(cupsRasterWritePixels)(r, p, len);
}
unsigned cupsRasterReadHeader2(cups_raster_t *r, cups_page_header2_t *h) {
  return FORWARD(cupsRasterReadHeader2)(r, h);
}
unsigned cupsRasterWriteHeader2(cups_raster_t *r, cups_page_header2_t *h) {
  return FORWARD(cupsRasterWriteHeader2)(r, h);
}
cups_raster_t *cupsRasterOpenIO(cups_raster_iocb_t iocb, void *ctx, cups_mode_t mode) {
  return FORWARD(cupsRasterOpenIO)(iocb, ctx, mode);
}
int cupsRasterInitPWGHeader(cups_page_header2_t *h, pwg_media_t *media, const char *type, int xdpi, int ydpi, const
    char *sides, const char *sheet_back) {
  return FORWARD(cupsRasterInitPWGHeader)(h, media, type, xdpi, ydpi, sides, sheet_back);
}
