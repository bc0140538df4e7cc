/* Record batches built by hand, as a consumer without an Arrow library would. */
#include "check.h"

static const char routing[] =
    "hit policy,FIRST,,,,\n"
    "id,if amount: number,if kind: string,if urgent: boolean,then lead,then days: number\n"
    "R1,>= 500,-,-,finance,3\n"
    "R2,-,loan,-,bank,\n"
    "R3,-,-,true,duty,1\n";

static int released = 0;
static void release_schema(struct ArrowSchema* schema) { schema->release = NULL, ++released; }
static void release_array(struct ArrowArray* array) { array->release = NULL, ++released; }

/* Four records; `amount` begins at the second value of its buffers, `kind` is null in the last one. */
static const double amounts[] = {-1, 500, 1, 2, 3};
static const int32_t kind_offsets[] = {0, 4, 8, 9, 9};
static const char kind_bytes[] = "loanloanx";
static const int64_t large_offsets[] = {0, 4, 8, 9, 9};
static const uint8_t kind_validity[] = {0x07};
static const uint8_t urgent_bits[] = {0x08};
static const int32_t entry_offsets[] = {0, 1, 5};
static const char entry_bytes[] = "xloan";
static const int8_t entries[] = {1, 1, 0, 9};

typedef struct batch {
  struct ArrowSchema schema, fields[3], entry_field;
  struct ArrowSchema* field_pointers[3];
  struct ArrowArray array, columns[3], entry_column;
  struct ArrowArray* column_pointers[3];
  const void *none[1], *amount[2], *kind[3], *urgent[2], *entry[3];
} batch;

static struct ArrowSchema schema_of(const char* format, const char* name) {
  struct ArrowSchema schema;
  memset(&schema, 0, sizeof schema);
  schema.format = format, schema.name = name, schema.flags = ARROW_FLAG_NULLABLE, schema.release = release_schema;
  return schema;
}

static struct ArrowArray array_of(int64_t length, int64_t nulls, int64_t buffers, const void** pointers) {
  struct ArrowArray array;
  memset(&array, 0, sizeof array);
  array.length = length, array.null_count = nulls, array.n_buffers = buffers, array.buffers = pointers;
  array.release = release_array;
  return array;
}

static void make(batch* b) {
  int i;
  memset(b, 0, sizeof *b);
  b->fields[0] = schema_of("g", "amount");
  b->fields[1] = schema_of("u", "kind");
  b->fields[2] = schema_of("b", "urgent");
  b->amount[1] = amounts;
  b->kind[0] = kind_validity, b->kind[1] = kind_offsets, b->kind[2] = kind_bytes;
  b->urgent[1] = urgent_bits;
  b->entry[1] = entry_offsets, b->entry[2] = entry_bytes;
  b->columns[0] = array_of(4, 0, 2, b->amount);
  b->columns[0].offset = 1;
  b->columns[1] = array_of(4, -1, 3, b->kind);
  b->columns[2] = array_of(4, 0, 2, b->urgent);
  for (i = 0; i < 3; ++i) b->field_pointers[i] = &b->fields[i], b->column_pointers[i] = &b->columns[i];
  b->schema = schema_of("+s", "");
  b->schema.n_children = 3, b->schema.children = b->field_pointers;
  b->array = array_of(4, 0, 1, b->none);
  b->array.n_children = 3, b->array.children = b->column_pointers;
}

/* `kind` as indices into a dictionary; the index of the null row lies outside of it. */
static void make_dictionary(batch* b) {
  make(b);
  b->entry_field = schema_of("u", "");
  b->entry_column = array_of(2, 0, 3, b->entry);
  b->fields[1] = schema_of("c", "kind");
  b->fields[1].dictionary = &b->entry_field;
  b->kind[1] = entries;
  b->columns[1] = array_of(4, 1, 2, b->kind);
  b->columns[1].dictionary = &b->entry_column;
}

static const char* text_at(const struct ArrowArray* column, int64_t row, size_t* length) {
  const struct ArrowArray* texts = column->dictionary == NULL ? column : column->dictionary;
  const int32_t* offsets = (const int32_t*)texts->buffers[1];
  int64_t at = column->dictionary == NULL ? row : ((const int32_t*)column->buffers[1])[row];
  *length = (size_t)(offsets[at + 1] - offsets[at]);
  return (const char*)texts->buffers[2] + offsets[at];
}

static int is_null(const struct ArrowArray* column, int64_t row) {
  const uint8_t* bits = (const uint8_t*)column->buffers[0];
  return bits != NULL && ((bits[row / 8] >> (row % 8)) & 1) == 0;
}

static int is_text(const struct ArrowArray* column, int64_t row, const char* expected) {
  size_t length = 0;
  const char* text;
  if (expected == NULL || is_null(column, row)) return expected == NULL && is_null(column, row);
  text = text_at(column, row, &length);
  return length == strlen(expected) && memcmp(text, expected, length) == 0;
}

static void routes(const zq_table* table, const batch* b) {
  static const char* const leads[] = {"finance", "bank", NULL, "duty"};
  static const char* const rules[] = {"R1", "R2", NULL, "R3"};
  struct ArrowSchema schema;
  struct ArrowArray array;
  zq_error* err = NULL;
  int64_t row;
  released = 0;
  if (zq_table_route(table, &b->schema, &b->array, &schema, &array, &err) != ZQ_OK) {
    CHECK(!"routes");
    fprintf(stderr, "%s\n", zq_error_message(err));
    zq_error_free(err);
    return;
  }
  CHECK(released == 0);
  CHECK(schema.n_children == 4 && array.n_children == 4 && array.length == 4);
  CHECK(strcmp(schema.children[0]->name, "lead") == 0 && schema.children[0]->dictionary != NULL);
  CHECK(strcmp(schema.children[1]->name, "days") == 0 && strcmp(schema.children[1]->format, "g") == 0);
  CHECK(strcmp(schema.children[2]->name, "rule") == 0);
  CHECK(strcmp(schema.children[3]->name, "error") == 0);
  for (row = 0; row < 4; ++row) {
    CHECK(is_text(array.children[0], row, leads[row]));
    CHECK(is_text(array.children[2], row, rules[row]));
    CHECK(is_null(array.children[3], row));
  }
  CHECK(((const double*)array.children[1]->buffers[1])[0] == 3 && is_null(array.children[1], 1));
  schema.release(&schema);
  array.release(&array);
  CHECK(schema.release == NULL && array.release == NULL);
}

static void routes_every_form(const zq_table* table) {
  batch b;
  make(&b);
  routes(table, &b);
  make(&b);
  b.fields[1].format = "U", b.kind[1] = large_offsets;
  routes(table, &b);
  make_dictionary(&b);
  routes(table, &b);
}

static void a_bad_record_is_a_row_with_an_error(const zq_table* table) {
  static const char broken[] = "loan\xff\xffnx";
  struct ArrowSchema schema;
  struct ArrowArray array;
  size_t length = 0;
  batch b;
  make(&b);
  b.kind[2] = broken;
  b.fields[0].name = "not read";
  if (zq_table_route(table, &b.schema, &b.array, &schema, &array, NULL) != ZQ_OK) {
    CHECK(!"routes");
    return;
  }
  CHECK(is_text(array.children[2], 0, "R2") && is_null(array.children[3], 0));
  CHECK(is_null(array.children[2], 1) && !is_null(array.children[3], 1));
  CHECK(strncmp(text_at(array.children[3], 1, &length), "invalid_argument: ", 18) == 0);
  schema.release(&schema);
  array.release(&array);
}

/* What is wrong with each of these is found before anything is read through it. */
static void corrupt_is_refused(const zq_table* table) {
  static const int32_t backward[] = {0, 8, 4, 9, 9};
  static const int32_t negative[] = {-4, 4, 8, 9, 9};
  static const int8_t outside[] = {1, 2, 0, 0};
  enum {
    released_schema,
    released_array,
    no_struct,
    no_format,
    unknown_type,
    no_children,
    missing_child,
    too_few_columns,
    short_column,
    negative_length,
    negative_offset,
    huge_offset,
    wrong_buffers,
    no_buffers,
    no_values,
    nulls_without_bitmap,
    backward_offsets,
    negative_offsets,
    no_bytes,
    index_outside,
    negative_index,
    no_dictionary,
    cases
  };
  static const int8_t minus[] = {1, -1, 0, 0};
  struct ArrowSchema schema;
  struct ArrowArray array;
  int i;
  memset(&schema, 0, sizeof schema);
  memset(&array, 0, sizeof array);
  for (i = 0; i < cases; ++i) {
    batch b;
    i >= index_outside ? make_dictionary(&b) : make(&b);
    switch (i) {
      case released_schema:
        b.schema.release = NULL;
        break;
      case released_array:
        b.array.release = NULL;
        break;
      case no_struct:
        b.schema.format = "g";
        break;
      case no_format:
        b.fields[0].format = NULL;
        break;
      case unknown_type:
        b.fields[0].format = "tsu:";
        break;
      case no_children:
        b.schema.children = NULL;
        break;
      case missing_child:
        b.column_pointers[1] = NULL;
        break;
      case too_few_columns:
        b.array.n_children = 1;
        break;
      case short_column:
        b.columns[1].length = 3;
        break;
      case negative_length:
        b.array.length = -1;
        break;
      case negative_offset:
        b.columns[0].offset = -1;
        break;
      case huge_offset:
        b.columns[0].offset = INT64_MAX;
        break;
      case wrong_buffers:
        b.columns[1].n_buffers = 2;
        break;
      case no_buffers:
        b.columns[0].buffers = NULL;
        break;
      case no_values:
        b.amount[1] = NULL;
        break;
      case nulls_without_bitmap:
        b.columns[0].null_count = 1;
        break;
      case backward_offsets:
        b.kind[1] = backward;
        break;
      case negative_offsets:
        b.kind[1] = negative;
        break;
      case no_bytes:
        b.kind[2] = NULL;
        break;
      case index_outside:
        b.kind[1] = outside;
        break;
      case negative_index:
        b.kind[1] = minus;
        break;
      case no_dictionary:
        b.columns[1].dictionary = NULL;
        break;
      default:
        break;
    }
    {
      zq_error* err = NULL;
      const zq_status status = zq_table_route(table, &b.schema, &b.array, &schema, &array, &err);
      if (status != ZQ_INVALID_ARGUMENT) fprintf(stderr, "corrupt case %d: status %d\n", i, (int)status);
      CHECK(status == ZQ_INVALID_ARGUMENT);
      CHECK(strlen(zq_error_message(err)) > 0);
      zq_error_free(err);
    }
  }
  CHECK(schema.release == NULL && array.release == NULL);
}

static void compares(const zq_table* table) {
  static const char next[] =
      "hit policy,FIRST,,,,\n"
      "id,if amount: number,if kind: string,if urgent: boolean,then lead,then days: number\n"
      "R1,>= 500,-,-,finance,3\n"
      "R3,-,-,true,duty,1\n";
  zq_table* after = NULL;
  zq_buffer comparison = {NULL, 0};
  batch b;
  make(&b);
  CHECK(zq_table_parse(TEXT(next), TEXT("next.csv"), NULL, 0, &after, NULL) == ZQ_OK);
  CHECK(zq_table_compare(table, after, &b.schema, &b.array, TEXT("lead"), &comparison, NULL) == ZQ_OK);
  CHECK(comparison.data != NULL && strstr(comparison.data, "{\"records\":4,\"alike\":3,\"changed\":1,") != NULL);
  CHECK(comparison.data != NULL && strstr(comparison.data, "\"from\":\"bank\",\"to\":null") != NULL);
  zq_buffer_free(&comparison);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_compare(table, after, &b.schema, NULL, NULL, 0, &comparison, &err));
  zq_table_free(after);
}

static void null_is_refused(const zq_table* table) {
  struct ArrowSchema schema;
  struct ArrowArray array;
  batch b;
  make(&b);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route(NULL, &b.schema, &b.array, &schema, &array, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route(table, NULL, &b.array, &schema, &array, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route(table, &b.schema, NULL, &schema, &array, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route(table, &b.schema, &b.array, NULL, &array, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route(table, &b.schema, &b.array, &schema, NULL, &err));
}

void test_arrow(void) {
  zq_table* table = NULL;
  zq_error* err = NULL;
  if (zq_table_parse(TEXT(routing), TEXT("routing.csv"), NULL, 0, &table, &err) != ZQ_OK) {
    CHECK(!"parses");
    fprintf(stderr, "%s\n", zq_error_message(err));
    zq_error_free(err);
    return;
  }
  routes_every_form(table);
  a_bad_record_is_a_row_with_an_error(table);
  compares(table);
  corrupt_is_refused(table);
  null_is_refused(table);
  zq_table_free(table);
}
