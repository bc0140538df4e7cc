// Record batches that contradict themselves: whatever their structs say, they are decided or refused. The buffers are
// as long as they say, for that a shorter one cannot be told is the interface's own limit.
#include <array>
#include <cstdint>
#include <cstring>

#include <climits>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow.hpp>

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

struct Bytes {
  const std::uint8_t* at;
  std::size_t left;

  int next() { return left == 0 ? 0 : (--left, *at++); }
  // Mostly a small number, which the buffers are long enough for.
  std::int64_t number() {
    constexpr std::int64_t hostile[] = {-1, INT64_MIN, INT64_MAX, -9};
    const int byte = next();
    return byte < 232 ? byte % 9 : hostile[byte % 4];
  }
};

constexpr std::array formats{"n", "b", "c", "s", "i", "l",  "C",   "S",  "I",
                             "L", "f", "g", "u", "U", "vu", "tdD", "+s", ""};
constexpr std::array names{"amount", "kind", "urgent", "day", "text"};

void release_schema(ArrowSchema* schema) { schema->release = nullptr; }
void release_array(ArrowArray* array) { array->release = nullptr; }

// A column with its dictionary, if it has one, and buffers of its own.
struct FuzzColumn {
  ArrowSchema schema{};
  ArrowArray array{};
  std::array<std::array<std::uint8_t, 1024>, 8> buffers{};
  std::array<std::int64_t, 8> sizes{};
  std::array<const void*, 8> pointers{};

  void fill(Bytes& bytes, const char* name) {
    const int kind = bytes.next();
    schema.format = kind == 255 ? nullptr : formats[static_cast<std::size_t>(kind) % formats.size()];
    schema.name = name;
    schema.release = bytes.next() == 255 ? nullptr : release_schema;
    array.length = bytes.next() < 128 ? 16 : bytes.number();
    array.offset = bytes.number();
    array.null_count = bytes.number();
    array.n_buffers = bytes.next() < 128 ? usual_buffers() : bytes.number();
    array.release = release_array;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      fill_buffer(bytes, i);
      pointers[i] = bytes.next() < 240 ? buffers[i].data() : nullptr;
      sizes[i] = bytes.next();
    }
    if (schema.format != nullptr && std::strcmp(schema.format, "vu") == 0 && array.n_buffers >= 3)
      pointers[static_cast<std::size_t>(array.n_buffers - 1) % pointers.size()] = sizes.data();
    array.buffers = bytes.next() < 250 ? pointers.data() : nullptr;
  }

 private:
  std::int64_t usual_buffers() const {
    const char first = schema.format == nullptr ? '\0' : schema.format[0];
    return first == 'n' ? 0 : first == 'v' ? 4 : first == 'u' || first == 'U' ? 3 : 2;
  }
  // Offsets stay below 256: what they promise is there.
  void fill_buffer(Bytes& bytes, std::size_t i) {
    const bool wide = schema.format != nullptr && (schema.format[0] == 'U' || schema.format[0] == 'L');
    const std::size_t step = i != 1 ? 1 : wide ? 8 : 4;
    int value = 0;
    for (std::size_t at = 0; at < 40 * step; at += step) {
      const int byte = bytes.next();
      if (i == 1 && byte < 200) {
        value = std::min(value + byte % 4, 200);  // ascending
        buffers[i][at] = static_cast<std::uint8_t>(value);
      } else if (i == 1 && byte < 210) {
        std::memset(&buffers[i][at], 0xff, step);  // negative
      } else {
        buffers[i][at] = static_cast<std::uint8_t>(byte);
      }
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes{data, size};
  std::array<FuzzColumn, 5> columns, dictionaries;
  std::array<ArrowSchema*, 5> fields{};
  std::array<ArrowArray*, 5> children{};
  ArrowSchema schema{};
  ArrowArray batch{};
  schema.format = bytes.next() == 255 ? "g" : "+s";
  schema.release = bytes.next() == 255 ? nullptr : release_schema;
  batch.release = bytes.next() == 255 ? nullptr : release_array;
  batch.length = bytes.number();
  batch.offset = bytes.number();
  batch.null_count = bytes.number();
  schema.n_children = bytes.next() < 250 ? 5 : -1;
  batch.n_children = bytes.next() < 240 ? 5 : std::min<std::int64_t>(bytes.number(), 5);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].fill(bytes, names[i]);
    if (const int with = bytes.next(); with >= 128) {
      dictionaries[i].fill(bytes, "");
      if (with != 254) columns[i].schema.dictionary = &dictionaries[i].schema;
      if (with != 255) columns[i].array.dictionary = &dictionaries[i].array;
    }
    fields[i] = bytes.next() == 255 ? nullptr : &columns[i].schema;
    children[i] = bytes.next() == 255 ? nullptr : &columns[i].array;
  }
  schema.children = bytes.next() == 255 ? nullptr : fields.data();
  batch.children = bytes.next() == 255 ? nullptr : children.data();
  try {
    ArrowRouter router(table(), schema);
    ArrowArray result = router.decide(batch);
    ArrowSchema result_schema = router.result_schema();
    result.release(&result);
    result_schema.release(&result_schema);
  } catch (const zhuqi::Refused&) {
  }
  return 0;
}
