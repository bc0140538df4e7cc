/* Routes a file: route_file TABLE IN OUT, where OUT may be - for standard output. Prints what became of it. */
#include <stdio.h>
#include <string.h>
#include <zhuqi.h>

static int32_t show(void* progress_data, uint64_t bytes, uint64_t total, uint64_t rows) {
  (void)progress_data;
  fprintf(stderr, "\r%.0f %%, %.0f rows", total == 0 ? 0.0 : 100.0 * (double)bytes / (double)total, (double)rows);
  return 1; /* 0 would stop it */
}

int main(int argc, char** argv) {
  zq_table* table = NULL;
  zq_error* err = NULL;
  zq_buffer summary = {NULL, 0};
  zq_route_options options = ZQ_ROUTE_OPTIONS_INIT;
  zq_status status;
  if (argc != 4) return fprintf(stderr, "usage: route_file TABLE IN OUT\n"), 2;
  options.threads = 0; /* as many as the machine has */
  options.progress = show;
  status = zq_table_load(argv[1], strlen(argv[1]), NULL, 0, &table, &err);
  if (status == ZQ_OK)
    status = zq_table_route_file(table, argv[2], strlen(argv[2]), argv[3], strlen(argv[3]), &options, &summary, &err);
  fprintf(stderr, "\n%s\n", status == ZQ_OK ? summary.data : zq_error_message(err));
  zq_buffer_free(&summary);
  zq_error_free(err);
  zq_table_free(table);
  return status != ZQ_OK;
}
