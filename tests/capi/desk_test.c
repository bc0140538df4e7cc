#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static const char organisation[] =
    "{\"departments\":[{\"id\":\"d\",\"name\":\"D\","
    "\"function\":\"\xe7\xbb\xbc\xe5\x90\x88\xe6\x9c\x8d\xe5\x8a\xa1\",\"region\":\"530000\"}]," /* 综合服务 */
    "\"officers\":[{\"id\":\"o\",\"name\":\"O\",\"role\":\"handler\",\"department\":\"d\"}]}";

static const int64_t now_us = INT64_C(1772413200000000); /* 2026-03-02T01:00:00Z */
static int clock_calls = 0;

static int64_t tell_time(void* clock_data) {
  ++clock_calls;
  return *(const int64_t*)clock_data;
}

static void options_can_grow(void) {
  zq_desk_options by_macro = ZQ_DESK_OPTIONS_INIT;
  zq_desk_options by_function;
  zq_desk* desk = NULL;
  memset(&by_function, 0x5a, sizeof by_function);
  zq_desk_options_init(&by_function);
  CHECK(by_macro.struct_size == by_function.struct_size && by_macro.durable == by_function.durable);
  CHECK(by_macro.clock == by_function.clock && by_macro.clock_data == by_function.clock_data);
  zq_desk_options_init(NULL);
  by_macro.struct_size = 0;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_open(TEXT(":memory:"), &by_macro, &desk, &err));
  by_macro.struct_size = (uint32_t)sizeof by_macro + 8;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_open(TEXT(":memory:"), &by_macro, &desk, &err));
  CHECK(desk == NULL);
}

static const char publish[] =
    "{\"command\":\"publish\",\"kind\":\"organisation\",\"actor\":\"host\",\"key\":\"1\","
    "\"at\":\"2026-03-02T01:00:00Z\"}";

static void publishes_and_follows(zq_desk* desk) {
  zq_buffer out = {NULL, 0};
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_publish(desk, TEXT("7"), TEXT(organisation), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_publish(desk, TEXT("{}"), TEXT(organisation), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_publish(desk, TEXT(publish), TEXT("a \xff"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_publish(NULL, TEXT(publish), TEXT(organisation), &out, &err));
  CHECK(zq_desk_publish(desk, TEXT(publish), TEXT(organisation), &out, NULL) == ZQ_OK);
  CHECK(out.data != NULL && strstr(out.data, "\"first\":1") != NULL);
  zq_buffer_free(&out);
  CHECK(clock_calls > 0);
  CHECK(zq_desk_events(desk, 0, 10, &out, NULL) == ZQ_OK);
  CHECK(out.data != NULL && strstr(out.data, "\"next\":1") != NULL);
  zq_buffer_free(&out);
  CHECK(zq_desk_tick(desk, now_us, &out, NULL) == ZQ_OK);
  CHECK(out.data != NULL && strcmp(out.data, "{\"steps\":[]}") == 0);
  zq_buffer_free(&out);
  CHECK(zq_desk_query(desk, TEXT("{\"query\":\"needs\",\"viewer\":\"host\"}"), &out, NULL) == ZQ_OK);
  CHECK(out.data != NULL && strcmp(out.data, "{\"needs\":[]}") == 0);
  zq_buffer_free(&out);
}

static void verifies_against_a_head(zq_desk* desk) {
  zq_buffer head = {NULL, 0}, findings = {NULL, 0};
  CHECK(zq_desk_head(desk, &head, NULL) == ZQ_OK);
  CHECK(zq_desk_verify(desk, head.data, head.len, &findings, NULL) == ZQ_OK);
  CHECK(findings.data != NULL && strcmp(findings.data, "[]") == 0);
  zq_buffer_free(&findings);
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_verify(desk, TEXT("{\"hash\":"), &findings, &err));
  zq_buffer_free(&head);
}

static void refuses(zq_desk* desk) {
  zq_buffer out = {NULL, 0};
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_desk_apply(desk, TEXT("{\"command\":"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_apply(desk, TEXT("{}"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_apply(NULL, TEXT("{}"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_apply(desk, TEXT("{}"), NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_query(desk, TEXT("[]"), &out, &err));
  CHECK_REFUSED(ZQ_NOT_FOUND,
                zq_desk_query(desk, TEXT("{\"query\":\"need\",\"need\":\"N-1\",\"viewer\":\"host\"}"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_events(NULL, 0, 10, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_events(desk, 0, -1, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_tick(NULL, 0, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_head(desk, NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_backup(desk, NULL, 3, &err));
  CHECK(out.data == NULL);
}

static void refuses_a_foreign_file(const char* path) {
  zq_desk* desk = NULL;
  FILE* file = fopen(path, "wb");
  fputs("this is no database at all, but long enough to have a header to look at, a hundred bytes and some more", file);
  fclose(file);
  CHECK_REFUSED(ZQ_FOREIGN, zq_desk_open(path, strlen(path), NULL, &desk, &err));
  CHECK(desk == NULL);
  remove(path);
}

void test_desks(void) {
  static int64_t now = INT64_C(1772413200000000);
  zq_desk_options options = ZQ_DESK_OPTIONS_INIT;
  zq_desk* desk = NULL;
  zq_error* err = NULL;
  char path[256];
  const char* folder = getenv("TMPDIR");
  sprintf(path, "%.200s/zhuqi-capi-test.db", folder == NULL ? "/tmp" : folder);
  remove(path);
  options_can_grow();
  refuses_a_foreign_file(path);
  options.clock = tell_time;
  options.clock_data = &now;
  CHECK(zq_desk_open(path, strlen(path), &options, &desk, &err) == ZQ_OK);
  if (desk == NULL) {
    fprintf(stderr, "%s\n", zq_error_message(err));
    zq_error_free(err);
    return;
  }
  publishes_and_follows(desk);
  verifies_against_a_head(desk);
  refuses(desk);
  zq_desk_close(desk);
  zq_desk_close(NULL);
  remove(path);
}
