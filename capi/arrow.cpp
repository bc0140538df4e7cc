#include <zhuqi/interchange/arrow.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>

#include "handles.hpp"

namespace capi = zhuqi::capi;

namespace {

// Both or neither: what was made is released if the rest fails.
template <class MakeSchema>
void hand_over(ArrowArray made, MakeSchema make_schema, ArrowSchema& to_schema, ArrowArray& to_batch) {
  try {
    to_schema = make_schema();
  } catch (...) {
    made.release(&made);
    throw;
  }
  to_batch = made;
}

}  // namespace

zq_status zq_table_route(const zq_table* table, const struct ArrowSchema* schema, const struct ArrowArray* batch,
                         struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to_schema = capi::required(out_schema, "out_schema");
    auto& to_batch = capi::required(out_batch, "out_batch");
    zhuqi::ArrowRouter router(capi::required(table, "table").value, capi::required(schema, "schema"));
    hand_over(
        router.decide(capi::required(batch, "batch")), [&] { return router.result_schema(); }, to_schema, to_batch);
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
    hand_over(
        columns.run(capi::required(batch, "batch")), [&] { return columns.result_schema(); }, to_schema, to_batch);
  });
}
