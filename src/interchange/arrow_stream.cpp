#include <zhuqi/interchange/arrow.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>
#include <zhuqi/interchange/arrow_stream.hpp>

#include "interchange/arrow_streaming.hpp"

namespace zhuqi {

namespace {

// A batch out for each batch in.
template <class Worker>
class Working : public ArrowSource {
 public:
  Working(Worker worker, ArrowArrayStream& batches) : worker_(std::move(worker)), in_(batches) {}

  ArrowSchema schema() const override { return worker_.result_schema(); }
  ArrowArray next() override {
    Releasing<ArrowArray> batch;
    read_stream_batch(in_.value, batch.value);
    return batch.value.release == nullptr ? ArrowArray{} : worker_.run(batch.value);
  }

 private:
  Worker worker_;
  Releasing<ArrowArrayStream> in_;
};

// `make` makes what works on batches from their schema.
template <class Make>
ArrowArrayStream stream_through(ArrowArrayStream& batches, Make make) {
  Releasing<ArrowSchema> schema;
  read_stream_schema(batches, schema.value);
  auto worker = make(schema.value);
  return stream_from(std::make_unique<Working<decltype(worker)>>(std::move(worker), batches));
}

struct Deciding : ArrowRouter {
  using ArrowRouter::ArrowRouter;
  ArrowArray run(const ArrowArray& batch) { return decide(batch); }
};

}  // namespace

ArrowArrayStream decide_stream(const DecisionTable& table, ArrowArrayStream& batches) {
  return stream_through(batches, [&](const ArrowSchema& schema) { return Deciding(table, schema); });
}

ArrowArrayStream calendar_stream(const Calendar& calendar, std::string_view operation, ArrowArrayStream& batches) {
  return stream_through(batches, [&](const ArrowSchema& schema) { return ArrowCalendar(calendar, operation, schema); });
}

}  // namespace zhuqi
