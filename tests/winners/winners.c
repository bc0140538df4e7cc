/* The winners of the workload through the C API, as a host without an Arrow library would ask for them.
 *
 *   winners_c FOLDER RULES TICKETS SINGLES      the first TICKETS as Arrow columns, the first SINGLES one by one
 *
 * Prints a line for each path: its name, a tab, and the ids of the rules that won, separated by spaces. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zhuqi.h"

enum { columns = 9, urgency = 6, amount = 7 };
static const char* const names[columns] = {"service_item", "region",  "industry", "tier", "size",
                                           "channel",      "urgency", "amount",   "text"};
static const size_t longest = 1 << 16; /* a line of a file */

typedef struct column {
  int32_t* offsets;
  char* bytes;
  double* numbers;
  const void* buffers[3];
} column;

typedef struct batch {
  column held[columns];
  struct ArrowSchema schema, fields[columns];
  struct ArrowSchema* field_pointers[columns];
  struct ArrowArray array, values[columns];
  struct ArrowArray* value_pointers[columns];
  const void* none[1];
} batch;

static void fail(const char* what, const char* more) {
  fprintf(stderr, "%s: %s\n", what, more);
  exit(1);
}

static FILE* open_file(const char* folder, const char* name) {
  char path[4096];
  FILE* file;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  file = fopen(path, "rb");
  if (file == NULL) fail(path, "cannot be read");
  return file;
}

static void* room(size_t bytes) {
  void* made = calloc(1, bytes + 1);
  if (made == NULL) fail("memory", "none left");
  return made;
}

static int is_number(int c) { return c == urgency || c == amount; }

static void release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void release_array(struct ArrowArray* array) { array->release = NULL; }

/* Adds a line's fields, which stand behind the ticket's number. */
static void add(batch* b, int64_t row, char* line) {
  char* field = strtok(line, "\t\n");
  int c;
  for (c = 0; c < columns; ++c) {
    column* held = &b->held[c];
    field = strtok(NULL, "\t\n");
    if (field == NULL) fail("tickets.tsv", "too few fields");
    if (is_number(c)) {
      held->numbers[row] = strtod(field, NULL);
    } else {
      const size_t length = strlen(field);
      memcpy(held->bytes + held->offsets[row], field, length);
      held->offsets[row + 1] = held->offsets[row] + (int32_t)length;
    }
  }
}

static void read_batch(batch* b, const char* folder, int64_t most) {
  FILE* file = open_file(folder, "tickets.tsv");
  char* line = room(longest);
  int64_t rows = 0;
  size_t bytes;
  int c;
  fseek(file, 0, SEEK_END);
  bytes = (size_t)ftell(file);
  rewind(file);
  memset(b, 0, sizeof *b);
  for (c = 0; c < columns; ++c) {
    b->held[c].offsets = room((size_t)(most + 1) * sizeof(int32_t));
    b->held[c].bytes = room(bytes);
    b->held[c].numbers = room((size_t)most * sizeof(double));
  }
  while (rows < most && fgets(line, (int)longest, file) != NULL) add(b, rows++, line);
  for (c = 0; c < columns; ++c) {
    column* held = &b->held[c];
    held->buffers[1] = is_number(c) ? (const void*)held->numbers : (const void*)held->offsets;
    held->buffers[2] = held->bytes;
    b->fields[c].format = is_number(c) ? "g" : "u";
    b->fields[c].name = names[c];
    b->fields[c].release = release_schema;
    b->values[c].length = rows;
    b->values[c].n_buffers = is_number(c) ? 2 : 3;
    b->values[c].buffers = held->buffers;
    b->values[c].release = release_array;
    b->field_pointers[c] = &b->fields[c];
    b->value_pointers[c] = &b->values[c];
  }
  b->schema.format = "+s", b->schema.name = "", b->schema.release = release_schema;
  b->schema.n_children = columns, b->schema.children = b->field_pointers;
  b->array.length = rows, b->array.n_buffers = 1, b->array.buffers = b->none, b->array.release = release_array;
  b->array.n_children = columns, b->array.children = b->value_pointers;
  free(line);
  fclose(file);
}

static void free_batch(batch* b) {
  int c;
  for (c = 0; c < columns; ++c) free(b->held[c].offsets), free(b->held[c].bytes), free(b->held[c].numbers);
}

static void print_text(const struct ArrowArray* texts, int64_t row) {
  const int32_t* offsets = (const int32_t*)texts->buffers[1];
  if (texts->dictionary != NULL) {
    print_text(texts->dictionary, offsets[row]); /* here they are places in the dictionary */
    return;
  }
  printf("%.*s", (int)(offsets[row + 1] - offsets[row]), (const char*)texts->buffers[2] + offsets[row]);
}

static void by_columns(const zq_table* table, const batch* b) {
  struct ArrowSchema schema;
  struct ArrowArray array;
  zq_error* err = NULL;
  int64_t row, c = 0;
  if (zq_table_route(table, &b->schema, &b->array, &schema, &array, &err) != ZQ_OK)
    fail("route", zq_error_message(err));
  while (strcmp(schema.children[c]->name, "rule") != 0) ++c;
  printf("Arrow columns\t");
  for (row = 0; row < array.length; ++row) {
    const uint8_t* there = (const uint8_t*)array.children[c]->buffers[0];
    if (row > 0) putchar(' ');
    if (there != NULL && (there[row / 8] >> (row % 8) & 1) == 0)
      printf("none");
    else
      print_text(array.children[c], row);
  }
  putchar('\n');
  schema.release(&schema);
  array.release(&array);
}

/* The decision ends with "rules":["17"]}. */
static void one_by_one(const zq_table* table, const char* folder, int64_t count) {
  FILE* file = open_file(folder, "tickets.jsonl");
  char* line = room(longest);
  int64_t row;
  printf("single call");
  for (row = 0; row < count && fgets(line, (int)longest, file) != NULL; ++row) {
    zq_buffer decision = {NULL, 0};
    zq_error* err = NULL;
    const char* rule;
    if (zq_table_decide(table, line, strlen(line), &decision, &err) != ZQ_OK) fail("decide", zq_error_message(err));
    rule = strstr(decision.data, "\"rules\":[\"");
    if (rule == NULL) fail("no rule", decision.data);
    printf("%c%d", row == 0 ? '\t' : ' ', atoi(rule + 10));
    zq_buffer_free(&decision);
  }
  putchar('\n');
  free(line);
  fclose(file);
}

int main(int argc, char** argv) {
  static batch tickets;
  char path[4096];
  zq_table* table = NULL;
  zq_error* err = NULL;
  if (argc != 5) fail("usage", "winners_c FOLDER RULES TICKETS SINGLES");
  snprintf(path, sizeof path, "%s/rules-%s.csv", argv[1], argv[2]);
  if (zq_table_load(path, strlen(path), NULL, 0, &table, &err) != ZQ_OK) fail(path, zq_error_message(err));
  read_batch(&tickets, argv[1], strtoll(argv[3], NULL, 10));
  by_columns(table, &tickets);
  one_by_one(table, argv[1], strtoll(argv[4], NULL, 10));
  free_batch(&tickets);
  zq_table_free(table);
  return 0;
}
