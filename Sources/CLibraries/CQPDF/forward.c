/* The library is opened at the first call. Most commands read no PDF, and libqpdf brings twenty libraries along. */
#include "shim.h"

#define LIBRARY "libqpdf.so.29"
#include "opened.h"

void qpdf_silence_errors(qpdf_data qpdf) { FORWARD(qpdf_silence_errors)(qpdf); }
qpdf_data qpdf_init(void) { return FORWARD(qpdf_init)(); }
void qpdf_cleanup(qpdf_data *qpdf) { FORWARD(qpdf_cleanup)(qpdf); }
QPDF_BOOL qpdf_has_error(qpdf_data qpdf) { return FORWARD(qpdf_has_error)(qpdf); }
qpdf_error qpdf_get_error(qpdf_data qpdf) { return FORWARD(qpdf_get_error)(qpdf); }
enum qpdf_error_code_e qpdf_get_error_code(qpdf_data q, qpdf_error e) { return FORWARD(qpdf_get_error_code)(q, e); }
char const *qpdf_get_error_message_detail(qpdf_data q, qpdf_error e) {
  return FORWARD(qpdf_get_error_message_detail)(q, e);
}
void qpdf_set_suppress_warnings(qpdf_data qpdf, QPDF_BOOL value) { FORWARD(qpdf_set_suppress_warnings)(qpdf, value); }
QPDF_ERROR_CODE qpdf_read_memory(qpdf_data qpdf, char const *description, char const *buffer, unsigned long long size,
    char const *password) {
  return FORWARD(qpdf_read_memory)(qpdf, description, buffer, size, password);
}
QPDF_BOOL qpdf_is_encrypted(qpdf_data qpdf) { return FORWARD(qpdf_is_encrypted)(qpdf); }
QPDF_ERROR_CODE qpdf_init_write_memory(qpdf_data qpdf) { return FORWARD(qpdf_init_write_memory)(qpdf); }
size_t qpdf_get_buffer_length(qpdf_data qpdf) { return FORWARD(qpdf_get_buffer_length)(qpdf); }
unsigned char const *qpdf_get_buffer(qpdf_data qpdf) { return FORWARD(qpdf_get_buffer)(qpdf); }
void qpdf_set_object_stream_mode(qpdf_data qpdf, enum qpdf_object_stream_e mode) {
  FORWARD(qpdf_set_object_stream_mode)(qpdf, mode);
}
void qpdf_set_stream_data_mode(qpdf_data qpdf, enum qpdf_stream_data_e mode) {
  FORWARD(qpdf_set_stream_data_mode)(qpdf, mode);
}
void qpdf_set_newline_before_endstream(qpdf_data qpdf, QPDF_BOOL value) {
  FORWARD(qpdf_set_newline_before_endstream)(qpdf, value);
}
void qpdf_set_deterministic_ID(qpdf_data qpdf, QPDF_BOOL value) { FORWARD(qpdf_set_deterministic_ID)(qpdf, value); }
QPDF_ERROR_CODE qpdf_write(qpdf_data qpdf) { return FORWARD(qpdf_write)(qpdf); }
qpdf_oh qpdf_get_trailer(qpdf_data qpdf) { return FORWARD(qpdf_get_trailer)(qpdf); }
qpdf_oh qpdf_get_root(qpdf_data qpdf) { return FORWARD(qpdf_get_root)(qpdf); }
qpdf_oh qpdf_get_object_by_id(qpdf_data qpdf, int objid, int generation) {
  return FORWARD(qpdf_get_object_by_id)(qpdf, objid, generation);
}
qpdf_oh qpdf_make_indirect_object(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_make_indirect_object)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_null(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_null)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_integer(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_integer)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_name(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_name)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_string(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_string)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_array(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_array)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_dictionary(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_dictionary)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_stream(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_is_stream)(qpdf, oh); }
QPDF_BOOL qpdf_oh_is_name_and_equals(qpdf_data qpdf, qpdf_oh oh, char const *name) {
  return FORWARD(qpdf_oh_is_name_and_equals)(qpdf, oh, name);
}
qpdf_oh qpdf_oh_parse(qpdf_data qpdf, char const *object_str) { return FORWARD(qpdf_oh_parse)(qpdf, object_str); }
QPDF_BOOL qpdf_oh_get_bool_value(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_bool_value)(qpdf, oh); }
long long qpdf_oh_get_int_value(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_int_value)(qpdf, oh); }
double qpdf_oh_get_numeric_value(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_numeric_value)(qpdf, oh); }
char const *qpdf_oh_get_name(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_name)(qpdf, oh); }
char const *qpdf_oh_get_utf8_value(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_utf8_value)(qpdf, oh); }
int qpdf_oh_get_array_n_items(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_array_n_items)(qpdf, oh); }
qpdf_oh qpdf_oh_get_array_item(qpdf_data qpdf, qpdf_oh oh, int n) {
  return FORWARD(qpdf_oh_get_array_item)(qpdf, oh, n);
}
void qpdf_oh_begin_dict_key_iter(qpdf_data qpdf, qpdf_oh dict) { FORWARD(qpdf_oh_begin_dict_key_iter)(qpdf, dict); }
QPDF_BOOL qpdf_oh_dict_more_keys(qpdf_data qpdf) { return FORWARD(qpdf_oh_dict_more_keys)(qpdf); }
char const *qpdf_oh_dict_next_key(qpdf_data qpdf) { return FORWARD(qpdf_oh_dict_next_key)(qpdf); }
QPDF_BOOL qpdf_oh_has_key(qpdf_data qpdf, qpdf_oh oh, char const *key) {
  return FORWARD(qpdf_oh_has_key)(qpdf, oh, key);
}
qpdf_oh qpdf_oh_get_key_if_dict(qpdf_data qpdf, qpdf_oh oh, char const *key) {
  return FORWARD(qpdf_oh_get_key_if_dict)(qpdf, oh, key);
}
qpdf_oh qpdf_oh_new_null(qpdf_data qpdf) { return FORWARD(qpdf_oh_new_null)(qpdf); }
qpdf_oh qpdf_oh_new_unicode_string(qpdf_data qpdf, char const *utf8_str) {
  return FORWARD(qpdf_oh_new_unicode_string)(qpdf, utf8_str);
}
qpdf_oh qpdf_oh_new_stream(qpdf_data qpdf) { return FORWARD(qpdf_oh_new_stream)(qpdf); }
void qpdf_oh_append_item(qpdf_data qpdf, qpdf_oh oh, qpdf_oh item) { FORWARD(qpdf_oh_append_item)(qpdf, oh, item); }
void qpdf_oh_replace_key(qpdf_data qpdf, qpdf_oh oh, char const *key, qpdf_oh item) {
  FORWARD(qpdf_oh_replace_key)(qpdf, oh, key, item);
}
qpdf_oh qpdf_oh_get_dict(qpdf_data qpdf, qpdf_oh oh) { return FORWARD(qpdf_oh_get_dict)(qpdf, oh); }
QPDF_ERROR_CODE qpdf_oh_get_stream_data(qpdf_data qpdf, qpdf_oh stream_oh, enum qpdf_stream_decode_level_e
    decode_level, QPDF_BOOL *filtered, unsigned char** bufp, size_t *len) {
  return FORWARD(qpdf_oh_get_stream_data)(qpdf, stream_oh, decode_level, filtered, bufp, len);
}
QPDF_ERROR_CODE qpdf_oh_get_page_content_data(qpdf_data qpdf, qpdf_oh page_oh, unsigned char** bufp, size_t *len) {
  return FORWARD(qpdf_oh_get_page_content_data)(qpdf, page_oh, bufp, len);
}
void qpdf_oh_replace_stream_data(qpdf_data qpdf, qpdf_oh stream_oh, unsigned char const *buf, size_t len, qpdf_oh
    filter, qpdf_oh decode_parms) {
  FORWARD(qpdf_oh_replace_stream_data)(qpdf, stream_oh, buf, len, filter, decode_parms);
}
int qpdf_get_num_pages(qpdf_data qpdf) { return FORWARD(qpdf_get_num_pages)(qpdf); }
qpdf_oh qpdf_get_page_n(qpdf_data qpdf, size_t zero_based_index) {
  return FORWARD(qpdf_get_page_n)(qpdf, zero_based_index);
}
QPDF_ERROR_CODE qpdf_push_inherited_attributes_to_page(qpdf_data qpdf) {
  return FORWARD(qpdf_push_inherited_attributes_to_page)(qpdf);
}
