#include "check.h"

static const char routing[] =
    "hit policy,FIRST,,\n"
    "id,if amount: number,if text: keywords,then lead\n"
    "R1,>= 500,-,\xe9\x87\x91\xe8\x9e\x8d\xe5\x8a\x9e\n" /* 金融办 */
    "R2,-,loan,bank\n";

static zq_table* parse(void) {
  zq_table* table = NULL;
  zq_error* err = NULL;
  CHECK(zq_table_parse(TEXT(routing), TEXT("routing.csv"), NULL, 0, &table, &err) == ZQ_OK);
  if (err != NULL) fprintf(stderr, "%s\n", zq_error_message(err));
  zq_error_free(err);
  return table;
}

static void decides_one_record(const zq_table* table) {
  static const char* const cases[][2] = {
      {"{\"amount\": 500}", "{\"result\":\"\xe9\x87\x91\xe8\x9e\x8d\xe5\x8a\x9e\",\"rules\":[\"R1\"]}"},
      {"{\"amount\": 1, \"text\": \"a LOAN\"}", "{\"result\":\"bank\",\"rules\":[\"R2\"]}"},
      {"{}", "{\"result\":null,\"rules\":[]}"},
  };
  size_t i;
  for (i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    zq_buffer decision = {NULL, 0};
    CHECK(zq_table_decide(table, cases[i][0], strlen(cases[i][0]), &decision, NULL) == ZQ_OK);
    CHECK(decision.data != NULL && strcmp(decision.data, cases[i][1]) == 0);
    CHECK(decision.data != NULL && strlen(decision.data) == decision.len);
    zq_buffer_free(&decision);
    CHECK(decision.data == NULL && decision.len == 0);
  }
}

static void refuses_a_bad_record(const zq_table* table) {
  zq_buffer decision = {NULL, 0};
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_table_decide(table, TEXT("{\"amount\": "), &decision, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(table, TEXT("[1]"), &decision, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(table, TEXT("{\"amount\": \"many\"}"), &decision, &err));
  CHECK(decision.data == NULL);
}

static void explains(const zq_table* table) {
  zq_buffer explanation = {NULL, 0};
  CHECK(zq_table_explain(table, TEXT("{\"amount\": 320}"), TEXT("R1"), &explanation, NULL) == ZQ_OK);
  CHECK(explanation.data != NULL && strstr(explanation.data, "\"hit\":false") != NULL);
  CHECK(explanation.data != NULL && strstr(explanation.data, "\"input\":\"amount\"") != NULL);
  zq_buffer_free(&explanation);
  CHECK_REFUSED(ZQ_NOT_FOUND, zq_table_explain(table, TEXT("{}"), TEXT("R99"), &explanation, &err));
}

static void checks(const zq_table* table) {
  zq_buffer findings = {NULL, 0};
  CHECK(zq_table_check(table, &findings, NULL) == ZQ_OK);
  CHECK(findings.data != NULL && strstr(findings.data, "\"kind\":\"gap\"") != NULL);
  zq_buffer_free(&findings);
}

/* What was written is read again, and decides alike. */
static void writes_dmn_and_csv(const zq_table* table) {
  zq_buffer written = {NULL, 0}, decision = {NULL, 0};
  zq_table* again = NULL;
  CHECK(zq_table_to_dmn(table, &written, NULL) == ZQ_OK);
  CHECK(written.data != NULL && strstr(written.data, "hitPolicy=\"FIRST\"") != NULL);
  CHECK(zq_table_parse(written.data, written.len, TEXT("again.dmn"), NULL, 0, &again, NULL) == ZQ_OK);
  zq_buffer_free(&written);
  CHECK(zq_table_to_csv(again, TEXT("gb18030"), &written, NULL) == ZQ_OK);
  CHECK(written.data != NULL && strstr(written.data, "\xbd\xf0\xc8\xda\xb0\xec") != NULL); /* 金融办 */
  zq_table_free(again);
  CHECK(zq_table_parse(written.data, written.len, TEXT("again.csv"), NULL, 0, &again, NULL) == ZQ_OK);
  zq_buffer_free(&written);
  CHECK(zq_table_decide(again, TEXT("{\"text\": \"a LOAN\"}"), &decision, NULL) == ZQ_OK);
  CHECK(decision.data != NULL && strcmp(decision.data, "{\"result\":\"bank\",\"rules\":[\"R2\"]}") == 0);
  zq_buffer_free(&decision);
  CHECK(zq_table_to_csv(again, NULL, 0, &written, NULL) == ZQ_OK);
  CHECK(written.data != NULL && strncmp(written.data, "hit policy,FIRST", 16) == 0);
  zq_buffer_free(&written);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_to_csv(again, TEXT("gbk"), &written, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_to_dmn(again, NULL, &err));
  zq_table_free(again);
}

static void compares_over_a_file(const zq_table* table) {
  static const char next[] =
      "hit policy,FIRST,,\n"
      "id,if amount: number,if text: keywords,then lead\n"
      "R2,-,loan,bank\n";
  zq_table* after = NULL;
  zq_buffer comparison = {NULL, 0};
  FILE* file = fopen("compare_test.csv", "wb");
  CHECK(zq_table_parse(TEXT(next), TEXT("next.csv"), NULL, 0, &after, NULL) == ZQ_OK);
  CHECK(file != NULL && fputs("amount,text\n500,\n1,loan\nmany,\n", file) >= 0);
  if (file != NULL) fclose(file);
  CHECK(zq_table_compare_file(table, after, TEXT("compare_test.csv"), NULL, 0, &comparison, NULL) == ZQ_OK);
  CHECK(comparison.data != NULL && strstr(comparison.data, "{\"records\":3,\"alike\":1,\"changed\":1,") != NULL);
  zq_buffer_free(&comparison);
  remove("compare_test.csv");
  CHECK_REFUSED(ZQ_IO, zq_table_compare_file(table, after, TEXT("none.csv"), NULL, 0, &comparison, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_table_compare_file(table, after, TEXT("none.csv"), TEXT("leed"), &comparison, &err));
  zq_table_free(after);
}

static void tells_all_findings_of_a_broken_table(void) {
  static const char broken[] = "hit policy,FIRST\nif amount: number,then lead\n=> 5,a\n[1..,b\n";
  zq_table* table = NULL;
  zq_error* err = NULL;
  CHECK(zq_table_parse(TEXT(broken), TEXT("broken.csv"), NULL, 0, &table, &err) == ZQ_INVALID_DOCUMENT);
  CHECK(strstr(zq_error_json(err), "\"row\":3") != NULL);
  CHECK(strstr(zq_error_json(err), "\"row\":4") != NULL);
  CHECK(table == NULL);
  zq_error_free(err);
}

static void null_is_refused(const zq_table* table) {
  zq_buffer out = {NULL, 0};
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(NULL, TEXT("{}"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(table, NULL, 2, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_decide(table, TEXT("{}"), NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_explain(NULL, TEXT("{}"), NULL, 0, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_check(table, NULL, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_compare_file(table, NULL, TEXT("t.csv"), NULL, 0, &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_parse(TEXT(routing), TEXT("t.csv"), NULL, 0, NULL, &err));
  CHECK(strcmp(zq_table_hash(NULL), "") == 0);
}

void test_tables(void) {
  zq_table* table = parse();
  if (table == NULL) return;
  CHECK(strlen(zq_table_hash(table)) == 64);
  decides_one_record(table);
  refuses_a_bad_record(table);
  explains(table);
  writes_dmn_and_csv(table);
  checks(table);
  compares_over_a_file(table);
  tells_all_findings_of_a_broken_table();
  null_is_refused(table);
  zq_table_free(table);
}
