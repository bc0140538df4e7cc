/* Enterprises in Arrow columns against policies: the same answers as one by one, by batch and by stream. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"

#define POLICY(id, branches)                                                                     \
  "{\"id\":\"" id                                                                                \
  "\",\"title\":\"T\",\"issuer\":\"I\",\"region\":\"530000\",\"from\":\"2026-01-01\",\"until\":" \
  "\"2026-12-31\",\"branches\":" branches ",\"benefit\":\"B\",\"amounts\":[{\"fixed_fen\":70000}]}"

static const char few[] = POLICY("P-few", "[[{\"fact\":\"staff\",\"test\":\"< 300\",\"text\":\"few\"}]]");
static const char tier[] = POLICY("P-tier",
                                  "[[{\"fact\":\"tier\",\"test\":\"\\\"gold\\\"\",\"text\":\"gold\"},"
                                  "{\"fact\":\"staff\",\"test\":\">= 20\",\"text\":\"some\"}]]");

/* Four enterprises, of which the second knows no staff: region, staff, tier by dictionary. */
static const char* const facts[] = {"{\"region\":\"530102\",\"staff\":20,\"tier\":\"gold\"}",
                                    "{\"region\":\"530102\",\"tier\":\"none\"}",
                                    "{\"region\":\"110000\",\"staff\":20,\"tier\":\"gold\"}",
                                    "{\"region\":\"530102\",\"staff\":300,\"tier\":\"none\"}"};
static const int32_t region_ends[] = {0, 6, 12, 18, 24}, backward[] = {0, 6, 4, 18, 24};
static const char regions[] = "530102530102110000530102";
static const int32_t staff[] = {20, 0, 20, 300};
static const uint8_t staff_known[] = {0x0d};
static const int8_t tiers[] = {0, 1, 0, 1}, outside[] = {0, 1, 2, 1};
static const int32_t tier_ends[] = {0, 4, 8};

typedef struct table {
  struct ArrowSchema schema, fields[3], words;
  struct ArrowArray batch, columns[3], dictionary;
  struct ArrowSchema* field_pointers[3];
  struct ArrowArray* column_pointers[3];
  const void *none[1], *region_buffers[3], *staff_buffers[2], *tier_buffers[2], *word_buffers[3];
  int batches; /* that a stream is yet to give */
  int released;
} table;

static void release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void release_array(struct ArrowArray* array) { array->release = NULL; }

static void set_field(struct ArrowSchema* field, const char* format, const char* name) {
  field->format = format, field->name = name, field->flags = 2, field->release = release_schema;
}

static void set_column(struct ArrowArray* column, int64_t length, int64_t nulls, const void** buffers, int64_t count) {
  column->length = length, column->null_count = nulls, column->buffers = buffers, column->n_buffers = count;
  column->release = release_array;
}

static void fill(table* self) {
  int i;
  memset(self, 0, sizeof *self);
  set_field(&self->schema, "+s", "");
  set_field(&self->fields[0], "u", "region"), set_field(&self->fields[1], "i", "staff");
  set_field(&self->fields[2], "c", "tier"), set_field(&self->words, "u", "");
  self->fields[2].dictionary = &self->words;
  self->region_buffers[1] = region_ends, self->region_buffers[2] = regions;
  self->staff_buffers[0] = staff_known, self->staff_buffers[1] = staff;
  self->tier_buffers[1] = tiers, self->word_buffers[1] = tier_ends, self->word_buffers[2] = "goldnone";
  set_column(&self->columns[0], 4, 0, self->region_buffers, 3);
  set_column(&self->columns[1], 4, 1, self->staff_buffers, 2);
  set_column(&self->columns[2], 4, 0, self->tier_buffers, 2);
  set_column(&self->dictionary, 2, 0, self->word_buffers, 3);
  self->columns[2].dictionary = &self->dictionary;
  set_column(&self->batch, 4, 0, self->none, 1);
  for (i = 0; i < 3; ++i) self->field_pointers[i] = &self->fields[i], self->column_pointers[i] = &self->columns[i];
  self->schema.n_children = self->batch.n_children = 3;
  self->schema.children = self->field_pointers, self->batch.children = self->column_pointers;
}

static int is_there(const struct ArrowArray* column, int64_t i) {
  const uint8_t* bits = (const uint8_t*)column->buffers[0];
  return bits == NULL || (bits[i / 8] >> (i % 8) & 1);
}

/* `text`, or the entry of the dictionary, is what stands at i. */
static int says(const struct ArrowArray* column, int64_t i, const char* text) {
  const int32_t* ends;
  if (!is_there(column, i)) return text == NULL;
  if (column->dictionary != NULL) return says(column->dictionary, ((const int32_t*)column->buffers[1])[i], text);
  ends = (const int32_t*)column->buffers[1];
  return text != NULL && strlen(text) == (size_t)(ends[i + 1] - ends[i]) &&
         memcmp((const char*)column->buffers[2] + ends[i], text, strlen(text)) == 0;
}

/* A JSON document holds this part, in which what stands in the column is quoted. */
static int tells(const zq_buffer* match, const char* before, const struct ArrowArray* column, int64_t i) {
  char part[400];
  const struct ArrowArray* words = column->dictionary == NULL ? column : column->dictionary;
  const int64_t at = column->dictionary == NULL ? i : ((const int32_t*)column->buffers[1])[i];
  const int32_t* ends = (const int32_t*)words->buffers[1];
  if (!is_there(column, i)) return strstr(match->data, before) == NULL;
  sprintf(part, "%s\"%.*s\"", before, (int)(ends[at + 1] - ends[at]), (const char*)words->buffers[2] + ends[at]);
  return strstr(match->data, part) != NULL;
}

/* Rows `first` and on of the pairs answer as zq_policy_match does. */
static void check_pairs(zq_policy* const* policies, const struct ArrowArray* pairs, int64_t first, int64_t enterprise) {
  int64_t i;
  for (i = 0; i < pairs->length; ++i) {
    const int64_t pair = first + i, row = pair / 2;
    zq_buffer match = {NULL, 0};
    CHECK(((const int64_t*)pairs->children[0]->buffers[1])[i] == enterprise + row);
    CHECK(says(pairs->children[2], i, pair % 2 == 0 ? "P-few" : "P-tier"));
    CHECK(zq_policy_match(policies[pair % 2], facts[row % 4], strlen(facts[row % 4]), TEXT("2026-03-02"), &match,
                          NULL) == ZQ_OK);
    if (match.data == NULL) continue;
    CHECK(tells(&match, "\"verdict\":", pairs->children[3], i));
    CHECK(tells(&match, "\"short_of\":", pairs->children[6], i));
    CHECK(tells(&match, "\"because\":", pairs->children[7], i));
    CHECK(is_there(pairs->children[4], i) == (strstr(match.data, "\"amount_fen\":70000") != NULL));
    CHECK(is_there(pairs->children[8], i) == (strstr(match.data, "\"missing\":[\"staff\"]") != NULL));
    CHECK(!is_there(pairs->children[1], i) && !is_there(pairs->children[9], i));
    zq_buffer_free(&match);
  }
}

static void matches_a_batch(const zq_policy_index* index, zq_policy* const* policies) {
  static const char* const names[] = {"row",       "credit_code", "policy",  "verdict", "amount_fen",
                                      "one_short", "short_of",    "because", "missing", "error"};
  zq_match_options options = ZQ_MATCH_OPTIONS_INIT;
  struct ArrowSchema schema;
  struct ArrowArray pairs;
  table in;
  int i;
  fill(&in);
  options.show |= ZQ_PAIRS_NO_MATCH;
  if (zq_policy_index_match(index, TEXT("2026-03-02"), &options, &in.schema, &in.batch, &schema, &pairs, NULL) !=
      ZQ_OK) {
    CHECK(!"matches");
    return;
  }
  CHECK(schema.n_children == 10 && pairs.n_children == 10 && pairs.length == 8);
  for (i = 0; i < 10; ++i) CHECK(strcmp(schema.children[i]->name, names[i]) == 0);
  check_pairs(policies, &pairs, 0, 0);
  CHECK(in.schema.release != NULL && in.batch.release != NULL);
  schema.release(&schema), pairs.release(&pairs);
  options.show = ZQ_PAIRS_MATCH, options.brief = 1;
  CHECK(zq_policy_index_match(index, TEXT("2027-03-02"), &options, &in.schema, &in.batch, &schema, &pairs, NULL) ==
        ZQ_OK);
  CHECK(pairs.length == 0); /* out of its period nothing matches */
  schema.release(&schema), pairs.release(&pairs);
}

static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  *out = ((table*)stream->private_data)->schema;
  return 0;
}

static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  table* self = (table*)stream->private_data;
  memset(out, 0, sizeof *out);
  if (self->batches == 0) return 0;
  if (--self->batches == 1) self->region_buffers[1] = backward;
  if (self->batches == 0) self->region_buffers[1] = region_ends;
  *out = self->batch;
  return 0;
}

static void release_stream(struct ArrowArrayStream* stream) {
  ++((table*)stream->private_data)->released;
  stream->release = NULL;
}

/* Three batches, of which the second is corrupt, in parts of three pairs: 3, 3, 2; refused; 3, 3, 2. */
static void matches_a_stream(const zq_policy_index* index, zq_policy* const* policies) {
  zq_match_options options = ZQ_MATCH_OPTIONS_INIT;
  struct ArrowArrayStream batches, results;
  struct ArrowArray pairs;
  table in;
  int64_t of_batch, first;
  fill(&in);
  in.batches = 3;
  batches.get_schema = get_schema, batches.get_next = get_next, batches.get_last_error = NULL;
  batches.release = release_stream, batches.private_data = &in;
  options.show |= ZQ_PAIRS_NO_MATCH, options.pairs = 0;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_index_match_stream(index, TEXT("2026-03-02"), &options, &batches, &results, &err));
  CHECK(batches.release != NULL && in.released == 0);
  options.pairs = 3;
  CHECK(zq_policy_index_match_stream(index, TEXT("2026-03-02"), &options, &batches, &results, NULL) == ZQ_OK);
  CHECK(batches.release == NULL);
  for (of_batch = 0; of_batch < 2; ++of_batch) {
    for (first = 0; first < 8; first += 3) {
      CHECK(results.get_next(&results, &pairs) == 0 && pairs.length == (first == 6 ? 2 : 3));
      if (pairs.release == NULL) return;
      check_pairs(policies, &pairs, first, 4 * of_batch);
      pairs.release(&pairs);
    }
    if (of_batch == 0) CHECK(results.get_next(&results, &pairs) == EINVAL);
    if (of_batch == 0) CHECK(strncmp(results.get_last_error(&results), "invalid_argument: ", 18) == 0);
  }
  CHECK(results.get_next(&results, &pairs) == 0 && pairs.release == NULL);
  CHECK(in.released == 0);
  results.release(&results);
  CHECK(in.released == 1);
}

static void refuse_one(const zq_policy_index* index, const table* in) {
  struct ArrowSchema schema;
  struct ArrowArray pairs;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_index_match(index, TEXT("2026-03-02"), NULL, &in->schema, &in->batch, &schema, &pairs, &err));
}

static void refuses_columns(const zq_policy_index* index) {
  zq_match_options options = ZQ_MATCH_OPTIONS_INIT;
  struct ArrowSchema schema;
  struct ArrowArray pairs;
  table in;
  fill(&in), in.fields[1].format = "u", refuse_one(index, &in);
  fill(&in), in.fields[0].format = "b", refuse_one(index, &in);
  fill(&in), in.fields[0].format = "tsu:", refuse_one(index, &in);
  fill(&in), in.words.format = "g", refuse_one(index, &in);
  fill(&in), in.schema.format = "u", refuse_one(index, &in);
  fill(&in), in.schema.release = NULL, refuse_one(index, &in);
  fill(&in), in.batch.release = NULL, refuse_one(index, &in);
  fill(&in), in.batch.n_children = 2, refuse_one(index, &in);
  fill(&in), in.batch.length = -1, refuse_one(index, &in);
  fill(&in), in.columns[1].length = 3, refuse_one(index, &in);
  fill(&in), in.columns[1].offset = -1, refuse_one(index, &in);
  fill(&in), in.columns[0].n_buffers = 2, refuse_one(index, &in);
  fill(&in), in.region_buffers[1] = backward, refuse_one(index, &in);
  fill(&in), in.tier_buffers[1] = outside, refuse_one(index, &in);
  fill(&in), in.columns[2].dictionary = NULL, refuse_one(index, &in);
  fill(&in);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_index_match(NULL, TEXT("2026-03-02"), NULL, &in.schema, &in.batch, &schema, &pairs, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_index_match(index, TEXT("yesterday"), NULL, &in.schema, &in.batch, &schema, &pairs, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT,
                zq_policy_index_match(index, TEXT("2026-03-02"), NULL, &in.schema, &in.batch, &schema, NULL, &err));
  options.show = 16;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_index_match(index, TEXT("2026-03-02"), &options, &in.schema, &in.batch,
                                                           &schema, &pairs, &err));
}

void test_matching(void) {
  zq_policy* policies[2] = {NULL, NULL};
  const zq_policy* twice[2];
  zq_policy_index* index = NULL;
  zq_match_options by_macro = ZQ_MATCH_OPTIONS_INIT, by_function;
  zq_match_options_init(&by_function), zq_match_options_init(NULL);
  CHECK(memcmp(&by_macro, &by_function, sizeof by_macro) == 0);
  CHECK(zq_policy_parse(TEXT(few), TEXT("few.json"), &policies[0], NULL) == ZQ_OK);
  CHECK(zq_policy_parse(TEXT(tier), TEXT("tier.json"), &policies[1], NULL) == ZQ_OK);
  if (policies[0] == NULL || policies[1] == NULL) return;
  twice[0] = twice[1] = policies[0];
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_index_make(twice, 2, &index, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_index_make(NULL, 2, &index, &err));
  twice[1] = NULL;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_policy_index_make(twice, 2, &index, &err));
  CHECK(zq_policy_index_make((const zq_policy* const*)policies, 2, &index, NULL) == ZQ_OK);
  if (index != NULL) {
    matches_a_batch(index, policies);
    matches_a_stream(index, policies);
    refuses_columns(index);
  }
  zq_policy_index_free(index), zq_policy_index_free(NULL);
  zq_policy_free(policies[0]), zq_policy_free(policies[1]);
}
