/* Filling the registry from a file: what is told, what is taken, and stopping. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

static const char rows[] =
    "id,name,region,staff\n"
    "91530102MA6000016F,A,530102,12\n"
    "91530102MA6000016F,A,530102,many\n"
    "91530102MA6000016F,A,530102,13\n";

typedef struct listener {
  int findings, batches, stop;
  int64_t rows, bytes;
  char last[400];
} listener;

static void tell(void* data, const char* finding, size_t finding_len) {
  listener* self = (listener*)data;
  ++self->findings;
  sprintf(self->last, "%.*s", (int)(finding_len < 399 ? finding_len : 399), finding);
}

static int32_t progress(void* data, int64_t so_far, int64_t bytes) {
  listener* self = (listener*)data;
  ++self->batches;
  self->rows = so_far, self->bytes = bytes;
  return !self->stop;
}

static void expect(zq_desk* desk, const char* path, const zq_enterprise_import_options* options, const char* summary) {
  zq_buffer out = {NULL, 0};
  CHECK(zq_desk_import_enterprises(desk, path, strlen(path), options, &out, NULL) == ZQ_OK);
  CHECK(out.data != NULL && strcmp(out.data, summary) == 0);
  if (out.data != NULL && strcmp(out.data, summary) != 0) fprintf(stderr, "%s\n", out.data);
  zq_buffer_free(&out);
}

static void imports(zq_desk* desk, const char* path) {
  zq_enterprise_import_options options = ZQ_ENTERPRISE_IMPORT_OPTIONS_INIT;
  listener heard;
  memset(&heard, 0, sizeof heard);
  options.tell = tell, options.progress = progress, options.data = &heard, options.batch = 1;
  heard.stop = 1;
  expect(desk, path, &options,
         "{\"added\":1,\"bad\":0,\"changed\":0,\"events\":1,\"rows\":1,\"same\":0,\"stopped\":true}");
  CHECK(heard.batches == 1 && heard.rows == 1 && heard.bytes > 0 && heard.findings == 0);
  heard.stop = 0;
  expect(desk, path, &options,
         "{\"added\":0,\"bad\":1,\"changed\":1,\"events\":1,\"rows\":3,\"same\":1,\"stopped\":false}");
  CHECK(heard.batches == 4 && heard.findings == 1);
  CHECK(strstr(heard.last, "\"column\":4") != NULL && strstr(heard.last, "\"row\":3") != NULL);
  CHECK(strstr(heard.last, "\"value\":\"many\"") != NULL && strstr(heard.last, "\"severity\":\"error\"") != NULL);
  expect(desk, path, NULL,
         "{\"added\":0,\"bad\":1,\"changed\":2,\"events\":2,\"rows\":3,\"same\":0,\"stopped\":false}");
}

static void refuses_imports(zq_desk* desk, const char* path) {
  static const int64_t long_ago = 0;
  zq_enterprise_import_options options = ZQ_ENTERPRISE_IMPORT_OPTIONS_INIT;
  zq_enterprise_import_options by_function;
  zq_buffer out = {NULL, 0};
  const size_t len = strlen(path);
  memset(&by_function, 0, sizeof by_function);
  zq_enterprise_import_options_init(&by_function);
  zq_enterprise_import_options_init(NULL);
  CHECK(by_function.struct_size == options.struct_size && by_function.batch == options.batch);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(NULL, path, len, NULL, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(desk, NULL, 3, NULL, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(desk, path, len, NULL, NULL, &err));
  CHECK_REFUSED(ZQ_IO, zq_desk_import_enterprises(desk, TEXT("/nowhere/e.csv"), NULL, &out, &err));
  options.batch = 0;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(desk, path, len, &options, &out, &err));
  options.batch = 1000, options.actor = "somebody";
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(desk, path, len, &options, &out, &err));
  options.actor = "officer:x";
  CHECK_REFUSED(ZQ_NOT_ALLOWED, zq_desk_import_enterprises(desk, path, len, &options, &out, &err));
  options.actor = NULL, options.at_us = &long_ago;
  CHECK_REFUSED(ZQ_OUT_OF_ORDER, zq_desk_import_enterprises(desk, path, len, &options, &out, &err));
  options.struct_size = 1;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_desk_import_enterprises(desk, path, len, &options, &out, &err));
  CHECK(out.data == NULL);
}

void test_imports(void) {
  zq_desk* desk = NULL;
  FILE* file;
  char database[256], path[256];
  const char* folder = getenv("TMPDIR");
  sprintf(database, "%.200s/zhuqi-capi-import.db", folder == NULL ? "/tmp" : folder);
  sprintf(path, "%.200s/zhuqi-capi-import.csv", folder == NULL ? "/tmp" : folder);
  remove(database);
  file = fopen(path, "wb");
  fputs(rows, file);
  fclose(file);
  CHECK(zq_desk_open(database, strlen(database), NULL, &desk, NULL) == ZQ_OK);
  if (desk != NULL) {
    refuses_imports(desk, path);
    imports(desk, path);
  }
  zq_desk_close(desk);
  remove(database);
  remove(path);
}
