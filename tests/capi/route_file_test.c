/* Routing a file: its options, its summary, and stopping it. */
#include "check.h"

#define FROM TEXT("route_file_test.csv")
#define TO TEXT("route_file_test_out.csv")

static const char routing[] =
    "hit policy,FIRST,,\n"
    "id,if amount: number,if text: keywords,then lead\n"
    "R1,>= 500,-,\xe9\x87\x91\xe8\x9e\x8d\xe5\x8a\x9e\n" /* 金融办 */
    "R2,-,loan,bank\n";

static int32_t answer = 1;

static int32_t progress(void* progress_data, uint64_t bytes, uint64_t total, uint64_t rows) {
  ++*(int*)progress_data;
  CHECK(bytes <= total && rows <= bytes);
  return answer;
}

static void options_are_alike(void) {
  zq_route_options by_macro = ZQ_ROUTE_OPTIONS_INIT, by_function;
  memset(&by_function, 0x5a, sizeof by_function);
  zq_route_options_init(&by_function);
  zq_route_options_init(NULL);
  CHECK(by_macro.struct_size == by_function.struct_size && by_macro.threads == by_function.threads);
  CHECK(by_macro.encoding == by_function.encoding && by_macro.reserved == by_function.reserved);
  CHECK(by_function.progress == NULL && by_function.progress_data == NULL);
}

static void routes(const zq_table* table) {
  static const char expected[] =
      "{\"rows\":5,\"unmatched\":1,\"errors\":1,\"by_result\":"
      "[[\"bank\",2],[\"\xe9\x87\x91\xe8\x9e\x8d\xe5\x8a\x9e\",1]]}";
  zq_route_options options = ZQ_ROUTE_OPTIONS_INIT;
  zq_buffer summary = {NULL, 0};
  char header[64] = "";
  int calls = 0;
  FILE* file;
  options.progress = progress, options.progress_data = &calls;
  CHECK(zq_table_route_file(table, FROM, TO, &options, &summary, NULL) == ZQ_OK);
  CHECK(summary.data != NULL && strcmp(summary.data, expected) == 0);
  if (summary.data != NULL && strcmp(summary.data, expected) != 0) fprintf(stderr, "%s\n", summary.data);
  zq_buffer_free(&summary);
  CHECK(calls > 0);
  file = fopen("route_file_test_out.csv", "rb");
  CHECK(file != NULL && fgets(header, sizeof header, file) != NULL);
  CHECK(strcmp(header, "amount,text,lead,rule,error\n") == 0);
  if (file != NULL) fclose(file);
  answer = 0;
  CHECK_REFUSED(ZQ_CANCELLED, zq_table_route_file(table, FROM, TO, &options, &summary, &err));
  answer = 1;
}

static void refuses(const zq_table* table) {
  zq_route_options options = ZQ_ROUTE_OPTIONS_INIT;
  zq_buffer summary = {NULL, 0};
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_file(NULL, FROM, TO, NULL, &summary, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_file(table, FROM, TO, NULL, NULL, &err));
  CHECK_REFUSED(ZQ_IO, zq_table_route_file(table, TEXT("no such file.csv"), TO, NULL, &summary, &err));
  options.encoding = 3;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_file(table, FROM, TO, &options, &summary, &err));
  options.encoding = ZQ_GB18030, options.threads = -1;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_file(table, FROM, TO, &options, &summary, &err));
  options.struct_size = 2;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_file(table, FROM, TO, &options, &summary, &err));
  CHECK(summary.data == NULL);
}

void test_route_files(void) {
  zq_table* table = NULL;
  FILE* file = fopen("route_file_test.csv", "wb");
  CHECK(file != NULL && fputs("amount,text\n700,a\n1,a loan\n1,none\n2,my loan\nmany,x\n", file) >= 0);
  if (file != NULL) fclose(file);
  CHECK(zq_table_parse(TEXT(routing), TEXT("routing.csv"), NULL, 0, &table, NULL) == ZQ_OK);
  options_are_alike();
  routes(table);
  refuses(table);
  zq_table_free(table);
  remove("route_file_test.csv");
  remove("route_file_test_out.csv");
}
