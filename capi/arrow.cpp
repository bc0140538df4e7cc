#include <zhuqi/interchange/arrow.hpp>

#include "handles.hpp"

namespace capi = zhuqi::capi;

zq_status zq_table_route(const zq_table* table, const struct ArrowSchema* schema, const struct ArrowArray* batch,
                         struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to_schema = capi::required(out_schema, "out_schema");
    auto& to_batch = capi::required(out_batch, "out_batch");
    zhuqi::ArrowRouter router(capi::required(table, "table").value, capi::required(schema, "schema"));
    ArrowArray decided = router.decide(capi::required(batch, "batch"));
    try {
      to_schema = router.result_schema();
    } catch (...) {
      decided.release(&decided);
      throw;
    }
    to_batch = decided;
  });
}
