// Arrow streams on both sides: one that is read, and one that gives what a part makes of it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// An Arrow struct that is released unless it was moved out of.
template <class Struct>
struct Releasing {
  Struct value{};
  Releasing() = default;
  explicit Releasing(Struct& from) : value(from) { from.release = nullptr; }
  Releasing(const Releasing&) = delete;
  Releasing& operator=(const Releasing&) = delete;
  ~Releasing() { reset(); }

  void reset() {
    if (value.release != nullptr) value.release(&value);
    value = {};
  }
};

// A stream from outside failed: what it gave, with its own words.
struct StreamFailed : std::runtime_error {
  int status;
  StreamFailed(int given, const std::string& why) : std::runtime_error(why), status(given) {}
};

// What a stream is to give, batch by batch.
class ArrowSource {
 public:
  virtual ~ArrowSource() = default;
  virtual ArrowSchema schema() const = 0;
  virtual ArrowArray next() = 0;  // a released one: there are no more
};

// Writes the schema of `stream`, which stays the caller's. Throws Refused(invalid_argument) for a stream that is
// released, Refused(io) with its own words if it gives none.
void read_stream_schema(ArrowArrayStream& stream, ArrowSchema& schema);

// The next batch, a released one at the end. Throws StreamFailed.
void read_stream_batch(ArrowArrayStream& stream, ArrowArray& batch);

// Nothing is thrown into the consumer, who may be written in C: errors become errno values with get_last_error.
ArrowArrayStream stream_from(std::unique_ptr<ArrowSource> source);

}  // namespace zhuqi
