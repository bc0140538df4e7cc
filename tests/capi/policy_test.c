/* Policies held against facts, and the schemas of documents. */
#include "check.h"

static const char policy_json[] =
    "{\"id\":\"P-1\",\"title\":\"T\",\"issuer\":\"I\",\"region\":\"530000\",\"from\":\"2026-01-01\",\"until\":\"2026-"
    "12-31\","
    "\"branches\":[[{\"fact\":\"staff\",\"test\":\"< 300\",\"text\":\"few\"}]],\"benefit\":\"B\"}";

static void expect(const zq_policy* policy, const char* facts, const char* date, const char* part) {
  zq_buffer match = {NULL, 0};
  CHECK(zq_policy_match(policy, facts, strlen(facts), date, strlen(date), &match, NULL) == ZQ_OK);
  CHECK(match.data != NULL && strstr(match.data, part) != NULL);
  if (match.data != NULL && strstr(match.data, part) == NULL) fprintf(stderr, "%s\n", match.data);
  zq_buffer_free(&match);
}

static void matches(void) {
  static const char region[] = "{\"region\":\"530102\"}";
  zq_policy* policy = NULL;
  zq_buffer out = {NULL, 0};
  CHECK(zq_policy_parse(TEXT(policy_json), TEXT("p.json"), &policy, NULL) == ZQ_OK);
  expect(policy, "{\"region\":\"530102\",\"staff\":20}", "2026-03-02", "\"verdict\":\"match\"");
  expect(policy, "{\"region\":\"530102\",\"staff\":300}", "2026-03-02", "\"verdict\":\"no match\"");
  expect(policy, "{\"region\":\"530102\",\"staff\":20}", "2027-01-01", "\"verdict\":\"no match\"");
  expect(policy, region, "2026-03-02", "\"missing\":[\"staff\"],\"verdict\":\"unknown\"");
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_match(NULL, TEXT(region), TEXT("2026-03-02"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_match(policy, TEXT(region), TEXT("2026-02-30"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_policy_match(policy, TEXT("{\"a\":"), TEXT("2026-03-02"), &out, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_match(policy, TEXT(region), TEXT("2026-03-02"), NULL, &err));
  CHECK(out.data == NULL);
  zq_policy_free(policy);
  zq_policy_free(NULL);
}

static void refuses_a_broken_policy(void) {
  static const char broken[] =
      "{\"id\":\"P-1\",\"title\":\"T\",\"issuer\":\"I\",\"region\":\"530000\",\"from\":\"2026-01-01\",\"until\":\"2026-"
      "12-31\","
      "\"branches\":[[{\"fact\":\"staff\",\"test\":\"< \",\"text\":\"few\"}]],\"benefit\":\"B\"}";
  zq_policy* policy = NULL;
  size_t len;
  CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_policy_parse(TEXT(broken), TEXT("p.json"), &policy, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_parse(TEXT(policy_json), NULL, 0, NULL, &err));
  for (len = 0; len + 1 < sizeof policy_json - 1; ++len) /* cut off anywhere */
    CHECK_REFUSED(ZQ_INVALID_DOCUMENT, zq_policy_parse(policy_json, len, NULL, 0, &policy, &err));
  CHECK(policy == NULL);
}

static void tells_schemas(void) {
  zq_buffer schema = {NULL, 0};
  CHECK(zq_schema(NULL, 0, &schema, NULL) == ZQ_OK);
  CHECK(schema.data != NULL && strstr(schema.data, "\"command\"") != NULL && schema.data[0] == '[');
  zq_buffer_free(&schema);
  CHECK(zq_schema(TEXT("command"), &schema, NULL) == ZQ_OK);
  CHECK(schema.data != NULL && strstr(schema.data, "draft/2020-12") != NULL);
  zq_buffer_free(&schema);
  CHECK_REFUSED(ZQ_NOT_FOUND, zq_schema(TEXT("commands"), &schema, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_schema(TEXT("command"), NULL, &err));
}

void test_policies(void) {
  matches();
  refuses_a_broken_policy();
  tells_schemas();
}
