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

static void keep(struct ArrowSchema* schema) { schema->release = NULL; }
static void keep_array(struct ArrowArray* array) { array->release = NULL; }

/* Dates and numbers of days in, dates out; the second row is null, the third beyond the known years. */
static void runs_columns(const zq_calendar* cn) {
  static const int32_t starts[] = {20497, 0, 20818}; /* 2026-02-13, -, 2026-12-31 */
  static const int64_t days[] = {2, 2, 1};
  static const uint8_t there[] = {0x05};
  const void *start[] = {there, starts}, *number[] = {NULL, days}, *none[] = {NULL};
  struct ArrowSchema fields[2], schema, out_schema, *field_pointers[2];
  struct ArrowArray columns[2], batch, out, *column_pointers[2];
  zq_error* err = NULL;
  int i;
  memset(fields, 0, sizeof fields), memset(&schema, 0, sizeof schema);
  memset(columns, 0, sizeof columns), memset(&batch, 0, sizeof batch);
  for (i = 0; i < 2; ++i) {
    fields[i].format = i == 0 ? "tdD" : "l", fields[i].name = i == 0 ? "start" : "days", fields[i].release = keep;
    columns[i].length = 3, columns[i].null_count = i == 0 ? 1 : 0, columns[i].n_buffers = 2;
    columns[i].buffers = i == 0 ? start : number, columns[i].release = keep_array;
    field_pointers[i] = &fields[i], column_pointers[i] = &columns[i];
  }
  schema.format = "+s", schema.n_children = 2, schema.children = field_pointers, schema.release = keep;
  batch.length = 3, batch.n_buffers = 1, batch.buffers = none, batch.n_children = 2, batch.children = column_pointers;
  batch.release = keep_array;
  if (zq_calendar_run_columns(cn, TEXT("add_workdays"), &schema, &batch, &out_schema, &out, &err) != ZQ_OK) {
    CHECK(!"runs_columns");
    zq_error_free(err);
    return;
  }
  CHECK(out.length == 3 && out.n_children == 2 && strcmp(out_schema.children[0]->format, "tdD") == 0);
  CHECK(((const int32_t*)out.children[0]->buffers[1])[0] == 20508); /* 2026-02-24 */
  CHECK(((const uint8_t*)out.children[0]->buffers[0])[0] == 0x01);
  CHECK(((const uint8_t*)out.children[1]->buffers[0])[0] == 0x04);
  CHECK(strncmp((const char*)out.children[1]->buffers[2], "calendar_unknown: ", 18) == 0);
  out_schema.release(&out_schema), out.release(&out);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_calendar_run_columns(cn, TEXT("guess"), &schema, &batch, &out_schema, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_calendar_run_columns(cn, TEXT("is_open"), &schema, NULL, &out_schema, &out, &err));
}

static void previews_an_import(const zq_calendar* cn) {
  zq_buffer preview = {NULL, 0};
  CHECK(zq_calendar_preview_import(cn, TEXT("date,status,name\n2027-01-01,off,\n"), TEXT("days.csv"), 2027, 0, &preview,
                                   NULL) == ZQ_OK);
  CHECK(preview.data != NULL && strstr(preview.data, "\"before\":\"unknown\"") != NULL);
  CHECK(preview.data != NULL && strstr(preview.data, "\"known\":[\"2007-01-01\",\"2027-12-31\"]") != NULL);
  zq_buffer_free(&preview);
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT,
                zq_calendar_preview_import(cn, TEXT("2027-01-01,off\n"), TEXT("days.csv"), 0, 0, &preview, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_calendar_preview_import(cn, TEXT("2027-01-01,off\n"), TEXT("days"), 0, 0, &preview, &err));
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
  runs_columns(cn);
  previews_an_import(cn);
  null_is_refused(cn);
  zq_calendar_free(cn);
  zq_calendar_free(calendar);
}
