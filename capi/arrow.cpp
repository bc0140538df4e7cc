#include <zhuqi/interchange/arrow.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>
#include <zhuqi/interchange/arrow_stream.hpp>

#include "arrow_results.hpp"
#include "handles.hpp"

namespace capi = zhuqi::capi;

zq_status zq_table_route(const zq_table* table, const struct ArrowSchema* schema, const struct ArrowArray* batch,
                         struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to_schema = capi::required(out_schema, "out_schema");
    auto& to_batch = capi::required(out_batch, "out_batch");
    zhuqi::ArrowRouter router(capi::required(table, "table").value, capi::required(schema, "schema"));
    capi::hand_over(
        router.decide(capi::required(batch, "batch")), [&] { return router.result_schema(); }, to_schema, to_batch);
  });
}

zq_status zq_table_route_stream(const zq_table* table, struct ArrowArrayStream* batches,
                                struct ArrowArrayStream* results, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(results, "results");
    out = zhuqi::decide_stream(capi::required(table, "table").value, capi::required(batches, "batches"));
  });
}

zq_status zq_calendar_run_stream(const zq_calendar* calendar, const char* operation, size_t operation_len,
                                 struct ArrowArrayStream* batches, struct ArrowArrayStream* results, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(results, "results");
    out = zhuqi::calendar_stream(capi::required(calendar, "calendar").value,
                                 capi::text(operation, operation_len, "operation"), capi::required(batches, "batches"));
  });
}

zq_status zq_calendar_run_columns(const zq_calendar* calendar, const char* operation, size_t operation_len,
                                  const struct ArrowSchema* schema, const struct ArrowArray* batch,
                                  struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to_schema = capi::required(out_schema, "out_schema");
    auto& to_batch = capi::required(out_batch, "out_batch");
    zhuqi::ArrowCalendar columns(capi::required(calendar, "calendar").value,
                                 capi::text(operation, operation_len, "operation"), capi::required(schema, "schema"));
    capi::hand_over(
        columns.run(capi::required(batch, "batch")), [&] { return columns.result_schema(); }, to_schema, to_batch);
  });
}

zq_status zq_table_compare(const zq_table* before, const zq_table* after, const struct ArrowSchema* schema,
                           const struct ArrowArray* batch, const char* output, size_t output_len, zq_buffer* comparison,
                           zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(comparison, "comparison");
    zhuqi::CompareOptions options;
    options.output = capi::text(output, output_len, "output");
    zhuqi::ArrowComparer comparer(capi::required(before, "before").value, capi::required(after, "after").value,
                                  capi::required(schema, "schema"), options);
    comparer.add(capi::required(batch, "batch"));
    out = capi::to_buffer(to_json_text(comparer.result()));
  });
}
