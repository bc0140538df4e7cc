#include "interchange/arrow_streaming.hpp"

#include <cerrno>
#include <new>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

std::string words_of(ArrowArrayStream& stream) {
  const char* told = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  return told == nullptr ? "no reason given" : told;
}

struct Given {
  std::unique_ptr<ArrowSource> source;
  std::string error;  // of the last call, if it failed
};

Given& given_by(ArrowArrayStream* stream) { return *static_cast<Given*>(stream->private_data); }

template <class Body>
int guarded(ArrowArrayStream* stream, Body&& body) noexcept {
  Given& given = given_by(stream);
  try {
    given.error.clear();
    body(*given.source);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (const std::exception& failure) {
    const auto* failed = dynamic_cast<const StreamFailed*>(&failure);
    try {
      const auto* refused = dynamic_cast<const Refused*>(&failure);
      given.error = failed ? failed->what()
                           : fmt::format("{}: {}", name(refused ? refused->code() : Code::internal), failure.what());
    } catch (const std::bad_alloc&) {
    }
    return failed ? failed->status : EINVAL;
  }
}

}  // namespace

void read_stream_schema(ArrowArrayStream& stream, ArrowSchema& schema) {
  if (stream.release == nullptr || stream.get_schema == nullptr || stream.get_next == nullptr)
    throw Refused(Code::invalid_argument, "the stream is released", "stream");
  if (stream.get_schema(&stream, &schema) != 0)
    throw Refused(Code::io, "the stream failed: " + words_of(stream), "stream");
}

void read_stream_batch(ArrowArrayStream& stream, ArrowArray& batch) {
  if (const int status = stream.get_next(&stream, &batch); status != 0) throw StreamFailed(status, words_of(stream));
}

ArrowArrayStream stream_from(std::unique_ptr<ArrowSource> source) {
  auto given = std::make_unique<Given>(Given{std::move(source), {}});
  ArrowArrayStream stream{};
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    return guarded(self, [&](ArrowSource& one) { *out = one.schema(); });
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    return guarded(self, [&](ArrowSource& one) { *out = one.next(); });
  };
  stream.get_last_error = [](ArrowArrayStream* self) -> const char* {
    const std::string& error = given_by(self).error;
    return error.empty() ? nullptr : error.c_str();
  };
  stream.release = [](ArrowArrayStream* self) {
    delete &given_by(self);
    self->release = nullptr;
  };
  stream.private_data = given.release();
  return stream;
}

}  // namespace zhuqi
