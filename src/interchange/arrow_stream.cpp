#include <cerrno>
#include <functional>
#include <new>

#include <fmt/format.h>

#include <zhuqi/interchange/arrow.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>
#include <zhuqi/interchange/arrow_stream.hpp>

namespace zhuqi {

namespace {

// Released unless it was moved out of.
template <class Struct>
struct Owned {
  Struct value{};
  Owned() = default;
  explicit Owned(Struct& from) : value(from) { from.release = nullptr; }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (value.release != nullptr) value.release(&value);
  }
};

std::string reason(ArrowArrayStream& stream) {
  const char* told = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  return told == nullptr ? "no reason given" : told;
}

struct Stream {
  Owned<ArrowArrayStream> in;
  std::function<ArrowSchema()> schema;
  std::function<ArrowArray(const ArrowArray&)> work;
  std::string error;  // of the last call, if it failed

  Stream(ArrowArrayStream& from, std::function<ArrowSchema()> schema_,
         std::function<ArrowArray(const ArrowArray&)> work_)
      : in(from), schema(std::move(schema_)), work(std::move(work_)) {}

  int next(ArrowArray& out) {
    Owned<ArrowArray> batch;
    if (const int status = in.value.get_next(&in.value, &batch.value); status != 0) {
      error = reason(in.value);
      return status;
    }
    out = batch.value.release == nullptr ? ArrowArray{} : work(batch.value);
    return 0;
  }
};

Stream& state_of(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

// Nothing is thrown into the consumer, who may be written in C.
template <class Body>
int guarded(ArrowArrayStream* stream, Body&& body) noexcept {
  Stream& state = state_of(stream);
  try {
    state.error.clear();
    return body(state);
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (const std::exception& failure) {
    try {
      const auto* refused = dynamic_cast<const Refused*>(&failure);
      state.error = fmt::format("{}: {}", name(refused ? refused->code() : Code::internal), failure.what());
    } catch (const std::bad_alloc&) {
    }
    return EINVAL;
  }
}

ArrowArrayStream stream_of(std::unique_ptr<Stream> state) {
  ArrowArrayStream stream{};
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    return guarded(self, [&](Stream& one) { return *out = one.schema(), 0; });
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    return guarded(self, [&](Stream& one) { return one.next(*out); });
  };
  stream.get_last_error = [](ArrowArrayStream* self) -> const char* {
    const std::string& error = state_of(self).error;
    return error.empty() ? nullptr : error.c_str();
  };
  stream.release = [](ArrowArrayStream* self) {
    delete &state_of(self);
    self->release = nullptr;
  };
  stream.private_data = state.release();
  return stream;
}

// `make` makes what works on batches from their schema.
template <class Make>
ArrowArrayStream stream_through(ArrowArrayStream& batches, Make make) {
  if (batches.release == nullptr || batches.get_schema == nullptr || batches.get_next == nullptr)
    throw Refused(Code::invalid_argument, "the stream is released", "stream");
  Owned<ArrowSchema> schema;
  if (batches.get_schema(&batches, &schema.value) != 0)
    throw Refused(Code::io, "the stream failed: " + reason(batches), "stream");
  auto worker = make(schema.value);
  return stream_of(std::make_unique<Stream>(
      batches, [worker] { return worker->result_schema(); },
      [worker](const ArrowArray& batch) { return worker->run(batch); }));
}

struct Deciding : ArrowRouter {
  using ArrowRouter::ArrowRouter;
  ArrowArray run(const ArrowArray& batch) { return decide(batch); }
};

}  // namespace

ArrowArrayStream decide_stream(const DecisionTable& table, ArrowArrayStream& batches) {
  return stream_through(batches, [&](const ArrowSchema& schema) { return std::make_shared<Deciding>(table, schema); });
}

ArrowArrayStream calendar_stream(const Calendar& calendar, std::string_view operation, ArrowArrayStream& batches) {
  return stream_through(
      batches, [&](const ArrowSchema& schema) { return std::make_shared<ArrowCalendar>(calendar, operation, schema); });
}

}  // namespace zhuqi
