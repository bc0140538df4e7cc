/* Streams of record batches: results as they are asked for, a batch that is refused, one that the producer cannot give.
 */
#include <errno.h>

#include "check.h"

static const char routing[] = "hit policy,FIRST,\nid,if kind: string,then lead\nR1,loan,bank\n";

/* Gives a batch of two records, `loan` and `x`: a good one, a corrupt one, a good one, then it fails, then ends. */
typedef struct producer {
  int given, held, fails_at_once;
  struct ArrowSchema *child_schema, schema_of_child;
  struct ArrowArray *child, column;
  const void *none[1], *buffers[3];
} producer;

static const int32_t offsets[] = {0, 4, 5}, backward[] = {0, 4, 2};
static int streams_released = 0;

static void release_schema(struct ArrowSchema* schema) { --*(int*)schema->private_data, schema->release = NULL; }
static void release_array(struct ArrowArray* array) { --*(int*)array->private_data, array->release = NULL; }
static void release_stream(struct ArrowArrayStream* stream) { ++streams_released, stream->release = NULL; }

static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  producer* self = (producer*)stream->private_data;
  if (self->fails_at_once) return EIO;
  memset(out, 0, sizeof *out);
  memset(&self->schema_of_child, 0, sizeof self->schema_of_child);
  self->schema_of_child.format = "u", self->schema_of_child.name = "kind", self->schema_of_child.flags = 2;
  self->schema_of_child.release = release_schema, self->schema_of_child.private_data = &self->held;
  self->child_schema = &self->schema_of_child;
  out->format = "+s", out->name = "", out->n_children = 1, out->children = &self->child_schema;
  out->release = release_schema, out->private_data = &self->held;
  ++self->held;
  return 0;
}

static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  producer* self = (producer*)stream->private_data;
  const int number = ++self->given;
  memset(out, 0, sizeof *out);
  if (number == 4) return EIO;
  if (number > 4) return 0;
  self->buffers[0] = NULL, self->buffers[1] = number == 2 ? backward : offsets, self->buffers[2] = "loanx";
  memset(&self->column, 0, sizeof self->column);
  self->column.length = 2, self->column.n_buffers = 3, self->column.buffers = self->buffers;
  self->column.release = release_array, self->column.private_data = &self->held;
  self->child = &self->column;
  out->length = 2, out->n_buffers = 1, out->buffers = self->none, out->n_children = 1, out->children = &self->child;
  out->release = release_array, out->private_data = &self->held;
  ++self->held;
  return 0;
}

static const char* last_error(struct ArrowArrayStream* stream) { return stream == NULL ? "" : "the line was cut"; }

static struct ArrowArrayStream stream_of(producer* self) {
  struct ArrowArrayStream stream;
  memset(self, 0, sizeof *self);
  stream.get_schema = get_schema, stream.get_next = get_next, stream.get_last_error = last_error;
  stream.release = release_stream, stream.private_data = self;
  return stream;
}

static void gives_results_as_they_are_asked_for(zq_table* table) {
  struct ArrowArrayStream results;
  struct ArrowSchema schema;
  struct ArrowArray batch;
  producer self;
  struct ArrowArrayStream batches = stream_of(&self);
  streams_released = 0;
  if (zq_table_route_stream(table, &batches, &results, NULL) != ZQ_OK) {
    CHECK(!"takes the stream");
    return;
  }
  zq_table_free(table); /* the stream has what it needs */
  CHECK(batches.release == NULL && self.given == 0 && self.held == 0);
  CHECK(results.get_schema(&results, &schema) == 0 && schema.n_children == 3);
  CHECK(strcmp(schema.children[0]->name, "lead") == 0);
  schema.release(&schema);
  CHECK(results.get_next(&results, &batch) == 0 && self.given == 1 && self.held == 0);
  CHECK(batch.length == 2 && batch.n_children == 3 && batch.children[0]->null_count == 1);
  batch.release(&batch);
  CHECK(results.get_next(&results, &batch) == EINVAL && self.held == 0);
  CHECK(strncmp(results.get_last_error(&results), "invalid_argument: ", 18) == 0);
  CHECK(results.get_next(&results, &batch) == 0 && batch.length == 2);
  CHECK(results.get_last_error(&results) == NULL);
  batch.release(&batch);
  CHECK(results.get_next(&results, &batch) == EIO);
  CHECK(strcmp(results.get_last_error(&results), "the line was cut") == 0);
  CHECK(results.get_next(&results, &batch) == 0 && batch.release == NULL);
  CHECK(streams_released == 0);
  results.release(&results);
  CHECK(streams_released == 1 && results.release == NULL && self.held == 0);
}

/* On failure the stream is the caller's still. */
static void refuses(const zq_table* table) {
  struct ArrowArrayStream results;
  producer self;
  struct ArrowArrayStream batches = stream_of(&self);
  zq_calendar* calendar = NULL;
  streams_released = 0;
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_stream(NULL, &batches, &results, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_stream(table, NULL, &results, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_stream(table, &batches, NULL, &err));
  self.fails_at_once = 1;
  CHECK_REFUSED(ZQ_IO, zq_table_route_stream(table, &batches, &results, &err));
  self.fails_at_once = 0;
  CHECK(zq_calendar_open(TEXT("cn"), &calendar, NULL) == ZQ_OK);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, /* no column `start` */
                zq_calendar_run_stream(calendar, TEXT("next_open"), &batches, &results, &err));
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_calendar_run_stream(calendar, TEXT("?"), &batches, &results, &err));
  zq_calendar_free(calendar);
  CHECK(batches.release != NULL && streams_released == 0 && self.held == 0);
  batches.release(&batches);
  CHECK_REFUSED(ZQ_INVALID_ARGUMENT, zq_table_route_stream(table, &batches, &results, &err));
}

void test_streams(void) {
  zq_table* table = NULL;
  CHECK(zq_table_parse(TEXT(routing), TEXT("routing.csv"), NULL, 0, &table, NULL) == ZQ_OK);
  if (table == NULL) return;
  refuses(table);
  gives_results_as_they_are_asked_for(table);
}
