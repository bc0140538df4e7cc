// Record batches that contradict themselves: whatever their structs say, they are decided or refused.
#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow.hpp>

#include "arrow_batch.hpp"

namespace {

using zhuqi::ArrowRouter;
using zhuqi::DecisionTable;

const DecisionTable& table() {
  static const DecisionTable parsed = DecisionTable::parse(
      "hit policy,FIRST,,,,,\n"
      "id,if amount: number,if kind: string,if urgent: boolean,if day: date,if text: keywords,then lead\n"
      "R1,>= 500,-,-,-,-,finance\n"
      "R2,-,loan,-,>= 2026-01-01,-,bank\n"
      "R3,-,-,true,-,a & b,duty\n",
      "fuzz.csv");
  return parsed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes bytes{data, size};
  fuzz::FuzzBatch made(bytes, {"amount", "kind", "urgent", "day", "text"});
  try {
    ArrowRouter router(table(), made.schema);
    ArrowArray result = router.decide(made.batch);
    ArrowSchema result_schema = router.result_schema();
    result.release(&result);
    result_schema.release(&result_schema);
  } catch (const zhuqi::Refused&) {
  }
  return 0;
}
