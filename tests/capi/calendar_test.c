#include "check.h"

static const char hours[] =
    "{\"zone\":\"+08:00\",\"week\":{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\",\"17:00\"]]}}";

static const int64_t hour_us = INT64_C(3600000000);
/* Monday 2026-03-02, 09:00 in China. */
static const int64_t monday_us = INT64_C(1772413200000000);

static void runs_operations(const zq_calendar* cn) {
  static const char* const cases[][2] = {
      {"{\"op\":\"is_workday\",\"start\":\"2026-02-14\"}", "{\"result\":true}"},
      {"{\"op\":\"is_open\",\"start\":\"2026-02-14T12:30:00\"}", "{\"result\":false}"},
      {"{\"op\":\"add_workdays\",\"start\":\"2026-02-14T16:00:00\",\"days\":1}",
       "{\"result\":\"2026-02-24T16:00:00\"}"},
      {"{\"op\":\"add_seconds\",\"start\":\"2026-03-02T09:00:00\",\"seconds\":0.5}",
       "{\"result\":\"2026-03-02T09:00:00.5\"}"},
      {"{\"op\":\"between_seconds\",\"start\":\"2026-03-02\",\"end\":\"2026-03-03\"}", "{\"result\":25200}"},
  };
  size_t i;
  for (i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    zq_buffer result = {NULL, 0};
    CHECK(zq_calendar_run(cn, cases[i][0], strlen(cases[i][0]), &result, NULL) == ZQ_OK);
    CHECK(result.data != NULL && strcmp(result.data, cases[i][1]) == 0);
    if (result.data != NULL && strcmp(result.data, cases[i][1]) != 0) fprintf(stderr, "%s\n", result.data);
    zq_buffer_free(&result);
  }
}

static void counts_in_instants(const zq_calendar* calendar) {
  int64_t end_us = 0, working_us = 0;
  CHECK(zq_calendar_add(calendar, monday_us, 8 * hour_us, &end_us, NULL) == ZQ_OK);
  CHECK(end_us == monday_us + 8 * hour_us);
  CHECK(zq_calendar_between(calendar, monday_us, monday_us + 24 * hour_us, &working_us, NULL) == ZQ_OK);
  CHECK(working_us == 8 * hour_us);
}

static void refuses_what_it_cannot_know(const zq_calendar* cn) {
  zq_buffer result = {NULL, 0};
  int64_t end_us = 7;
  CHECK_REFUSED(ZQ_CALENDAR_UNKNOWN,
                zq_calendar_run(cn, TEXT("{\"op\":\"is_workday\",\"start\":\"2050-01-01\"}"), &result, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_run(cn, TEXT("{\"op\":\"is_workday\"}"), &result, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_calendar_run(cn, TEXT("{\"op\":\"guess\",\"start\":\"2026-01-01\"}"), &result, &err));
  CHECK_REFUSED(ZQ_CALENDAR_UNKNOWN, zq_calendar_add(cn, INT64_MAX, hour_us, &end_us, &err));
  CHECK_REFUSED(ZQ_CALENDAR_UNKNOWN, zq_calendar_add(cn, INT64_MIN, hour_us, &end_us, &err));
  CHECK_REFUSED(ZQ_CALENDAR_UNKNOWN, zq_calendar_add(cn, monday_us, INT64_MAX, &end_us, &err));
  CHECK(end_us == 7 && result.data == NULL);
}

static void null_is_refused(const zq_calendar* cn) {
  zq_calendar* calendar = NULL;
  zq_buffer result = {NULL, 0};
  int64_t out = 0;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_run(NULL, TEXT("{}"), &result, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_run(cn, TEXT("{}"), NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_add(NULL, 0, 0, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_between(cn, 0, 0, NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_open(TEXT("cn"), NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_calendar_parse(TEXT("{\"zone\":"), TEXT("hours.json"), &calendar, &err));
}

void test_calendars(void) {
  zq_calendar *cn = NULL, *calendar = NULL;
  CHECK(zq_calendar_open(TEXT("cn"), &cn, NULL) == ZQ_OK);
  CHECK(zq_calendar_parse(TEXT(hours), TEXT("hours.json"), &calendar, NULL) == ZQ_OK);
  if (cn == NULL || calendar == NULL) return;
  runs_operations(cn);
  counts_in_instants(calendar);
  refuses_what_it_cannot_know(cn);
  null_is_refused(cn);
  zq_calendar_free(cn);
  zq_calendar_free(calendar);
}
