#include "check.h"

static void statuses_have_names(void) {
  zq_status status;
  CHECK(strcmp(zq_status_name(ZQ_OK), "ok") == 0);
  CHECK(strcmp(zq_status_name(ZQ_INTERNAL), "internal") == 0);
  CHECK(strcmp(zq_status_name(-1), "unknown") == 0);
  CHECK(strcmp(zq_status_name(10000), "unknown") == 0);
  for (status = ZQ_OK; status <= ZQ_INTERNAL; ++status) CHECK(strcmp(zq_status_name(status), "unknown") != 0);
}

static void null_is_legal_to_free(void) {
  zq_buffer empty = {NULL, 0};
  zq_error_free(NULL);
  zq_buffer_free(NULL);
  zq_buffer_free(&empty);
  zq_table_free(NULL);
  zq_calendar_free(NULL);
}

static void no_error_is_ok_and_empty(void) {
  CHECK(zq_error_status(NULL) == ZQ_OK);
  CHECK(strcmp(zq_error_message(NULL), "") == 0);
  CHECK(strcmp(zq_error_where(NULL), "") == 0);
  CHECK(strcmp(zq_error_json(NULL), "") == 0);
}

static void an_error_tells_code_message_and_place(void) {
  zq_error* err = NULL;
  zq_table* table = NULL;
  CHECK(zq_table_load(NULL, 5, NULL, 0, &table, &err) == ZQ_INVALID_ARGUMENT);
  CHECK(strcmp(zq_error_where(err), "path") == 0);
  CHECK(strstr(zq_error_json(err), "\"code\":\"invalid_argument\"") != NULL);
  CHECK(table == NULL);
  zq_error_free(err);
}

static void a_caller_may_ignore_the_error(void) {
  zq_table* table = NULL;
  CHECK(zq_table_load(TEXT("no such file.csv"), NULL, 0, &table, NULL) == ZQ_IO);
  CHECK(table == NULL);
}

/* As languages might that pass every pointer alike. */
static void a_handle_of_another_type_is_refused(void) {
  zq_calendar* calendar = NULL;
  zq_table* table = NULL;
  zq_buffer out = {NULL, 0};
  int64_t end_us = 7;
  CHECK(zq_calendar_open(TEXT("cn"), &calendar, NULL) == ZQ_OK);
  table = (zq_table*)(void*)calendar;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(table, TEXT("{}"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_head((zq_desk*)(void*)calendar, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_match((zq_policy*)(void*)calendar, TEXT("{}"), TEXT("2026-03-02"), &out, &err));
  CHECK(strcmp(zq_table_hash(table), "") == 0);
  zq_table_free(table);
  zq_policy_free((zq_policy*)(void*)calendar);
  zq_desk_close((zq_desk*)(void*)calendar);
  CHECK(zq_calendar_add(calendar, 0, 0, &end_us, NULL) == ZQ_CALENDAR_UNKNOWN && end_us == 7); /* it lives */
  zq_calendar_free(calendar);
}

void test_errors(void) {
  CHECK(zq_abi_version() == ZQ_ABI_VERSION);
  CHECK(strchr(zq_version(), '.') != NULL);
  statuses_have_names();
  null_is_legal_to_free();
  no_error_is_ok_and_empty();
  an_error_tells_code_message_and_place();
  a_caller_may_ignore_the_error();
  a_handle_of_another_type_is_refused();
}
