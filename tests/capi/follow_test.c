/* A host that follows a desk: its cursor survives a restart, its log hears of failures, its report is counted. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

#define FILE_NAME TEXT("follow_test.db")

static int64_t now_us = INT64_C(1772413200000000); /* 2026-03-02T01:00:00Z */
static int64_t tell_time(void* clock_data) { return *(const int64_t*)clock_data; }

static char last_line[512];
static int32_t last_level = -1;
static void keep_line(void* log_data, int32_t level, const char* line) {
  ++*(int*)log_data;
  last_level = level;
  strncpy(last_line, line, sizeof last_line - 1);
}

static int lines = 0;

static zq_desk* open_desk(void) {
  zq_desk_options options = ZQ_DESK_OPTIONS_INIT;
  zq_desk* desk = NULL;
  options.clock = tell_time, options.clock_data = &now_us;
  options.log = keep_line, options.log_data = &lines;
  CHECK(zq_desk_open(FILE_NAME, &options, &desk, NULL) == ZQ_OK);
  return desk;
}

static void publish(zq_desk* desk, int number) {
  static const char organisation[] =
      "{\"departments\":[{\"id\":\"d\",\"name\":\"D\","
      "\"function\":\"\xe7\xbb\xbc\xe5\x90\x88\xe6\x9c\x8d\xe5\x8a\xa1\",\"region\":\"530000\"}]," /* 综合服务 */
      "\"officers\":[{\"id\":\"o\",\"name\":\"O\",\"role\":\"handler\",\"department\":\"d\"}]}";
  char command[200];
  zq_buffer receipt = {NULL, 0};
  sprintf(command,
          "{\"command\":\"publish\",\"kind\":\"organisation\",\"actor\":\"host\",\"key\":\"%d\","
          "\"at\":\"2026-03-02T01:00:00Z\"}",
          number);
  CHECK(zq_desk_publish(desk, command, strlen(command), TEXT(organisation), &receipt, NULL) == ZQ_OK);
  zq_buffer_free(&receipt);
}

/* How many events there are after the cursor, taken two at a time; the cursor stands at the last then. */
static int follow(const zq_desk* desk, int64_t* cursor) {
  int count = 0, before;
  do {
    zq_buffer events = {NULL, 0};
    const char* at;
    before = count;
    CHECK(zq_desk_events(desk, *cursor, 2, &events, NULL) == ZQ_OK);
    if (events.data == NULL) return -1;
    for (at = events.data; (at = strstr(at, "\"seq\":")) != NULL; at += 6, ++count)
      CHECK(strtoll(at + 6, NULL, 10) == *cursor + (count - before) + 1); /* in order, and none left out */
    at = strstr(events.data, "\"next\":");
    CHECK(at != NULL);
    if (at != NULL) *cursor = strtoll(at + 7, NULL, 10);
    zq_buffer_free(&events);
  } while (count > before);
  return count;
}

static void follows_across_a_restart(void) {
  int64_t cursor = 0;
  zq_desk* desk = open_desk();
  publish(desk, 1), publish(desk, 2), publish(desk, 3);
  CHECK(follow(desk, &cursor) == 3 && cursor == 3);
  CHECK(follow(desk, &cursor) == 0 && cursor == 3);
  publish(desk, 4);
  zq_desk_close(desk);
  desk = open_desk();
  publish(desk, 5);
  CHECK(follow(desk, &cursor) == 2 && cursor == 5);
  zq_desk_close(desk);
}

static void logs_what_fails(void) {
  zq_desk* desk = open_desk();
  zq_buffer out = {NULL, 0};
  const int before = lines;
  CHECK(zq_desk_head(desk, &out, NULL) == ZQ_OK && lines == before);
  zq_buffer_free(&out);
  CHECK(zq_desk_apply(desk, TEXT("{}"), &out, NULL) == ZQ_INVALID_ARGUMENT); /* also when nobody asks for the error */
  CHECK(lines == before + 1 && last_level == ZQ_LOG_WARNING);
  CHECK(strncmp(last_line, "zq_desk_apply: invalid_argument: ", 33) == 0);
  CHECK_REFUSED(ZQ_NOT_FOUND,
                zq_desk_query(desk, TEXT("{\"query\":\"need\",\"need\":\"N-1\",\"viewer\":\"host\"}"), &out, &err));
  CHECK(lines == before + 2 && last_level == ZQ_LOG_NOTE);
  CHECK_REFUSED(ZQ_IO, zq_desk_backup(desk, TEXT("no such folder/copy.db"), &err));
  CHECK(lines == before + 3 && last_level == ZQ_LOG_ERROR);
  zq_desk_close(desk);
}

static void reports(void) {
  zq_desk* desk = open_desk();
  zq_buffer report = {NULL, 0};
  static const char query[] = "{\"as_of\":\"2026-03-02T01:00:00Z\"}";
  CHECK(zq_desk_report(desk, TEXT(query), 0, &report, NULL) == ZQ_OK);
  CHECK(report.data != NULL && strstr(report.data, "\"found\":0") != NULL);
  zq_buffer_free(&report);
  CHECK(zq_desk_report(desk, TEXT(query), 1, &report, NULL) == ZQ_OK);
  CHECK(report.data != NULL && report.data[0] != '{' && report.len > 20);
  zq_buffer_free(&report);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_report(desk, TEXT("{}"), 0, &report, &err));
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_report(desk, TEXT("{\"as_of\""), 0, &report, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_report(NULL, TEXT(query), 0, &report, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_report(desk, TEXT(query), 0, NULL, &err));
  zq_desk_close(desk);
}

/* Every cut of a command is refused, and changes nothing. */
static void refuses_truncated_commands(void) {
  static const char command[] =
      "{\"command\":\"register_enterprise\",\"id\":\"91530102MA6000016F\",\"name\":\"\xe6\xbb\x87\",\"region\":"
      "\"530102\","
      "\"actor\":\"host\",\"key\":\"k\",\"at\":\"2026-03-02T01:00:00Z\"}";
  zq_desk* desk = open_desk();
  zq_buffer before = {NULL, 0}, after = {NULL, 0}, out = {NULL, 0};
  size_t len;
  CHECK(zq_desk_head(desk, &before, NULL) == ZQ_OK);
  for (len = 0; len < sizeof command - 1; ++len)
    CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_apply(desk, command, len, &out, &err));
  CHECK(zq_desk_head(desk, &after, NULL) == ZQ_OK);
  CHECK(before.data != NULL && after.data != NULL && strcmp(before.data, after.data) == 0);
  CHECK(out.data == NULL);
  CHECK(zq_desk_apply(desk, TEXT(command), &out, NULL) == ZQ_OK);
  zq_buffer_free(&before);
  zq_buffer_free(&after);
  zq_buffer_free(&out);
  zq_desk_close(desk);
}

void test_following(void) {
  remove("follow_test.db");
  follows_across_a_restart();
  logs_what_fails();
  reports();
  refuses_truncated_commands();
  remove("follow_test.db");
}
