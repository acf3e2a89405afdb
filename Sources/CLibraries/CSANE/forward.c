/* The library is opened at the first call. Most commands scan nothing. */
#include "shim.h"

#define LIBRARY "libsane.so.1"
#include "opened.h"

SANE_Status sane_init(SANE_Int * version_code, SANE_Auth_Callback authorize) {
  return FORWARD(sane_init)(version_code, authorize);
}
void sane_exit(void) { FORWARD(sane_exit)(); }
SANE_Status sane_get_devices(const SANE_Device *** device_list, SANE_Bool local_only) {
  return FORWARD(sane_get_devices)(device_list, local_only);
}
SANE_Status sane_open(SANE_String_Const devicename, SANE_Handle * handle) {
  return FORWARD(sane_open)(devicename, handle);
}
void sane_close(SANE_Handle handle) { FORWARD(sane_close)(handle); }
const SANE_Option_Descriptor *sane_get_option_descriptor(SANE_Handle handle, SANE_Int option) {
  return FORWARD(sane_get_option_descriptor)(handle, option);
}
SANE_Status sane_control_option(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int * info) {
  return FORWARD(sane_control_option)(handle, option, action, value, info);
}
SANE_Status sane_get_parameters(SANE_Handle handle, SANE_Parameters * params) {
  return FORWARD(sane_get_parameters)(handle, params);
}
SANE_Status sane_start(SANE_Handle handle) { return FORWARD(sane_start)(handle); }
SANE_Status sane_read(SANE_Handle handle, SANE_Byte * data, SANE_Int max_length, SANE_Int * length) {
  return FORWARD(sane_read)(handle, data, max_length, length);
}
void sane_cancel(SANE_Handle handle) { FORWARD(sane_cancel)(handle); }
