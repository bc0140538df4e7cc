// Record batches that contradict themselves, made of the fuzzer's bytes. The buffers are as long as they say, for that
// a shorter one cannot be told is the interface's own limit.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <climits>

#include <zhuqi/interchange/arrow_abi.hpp>

namespace fuzz {

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

inline constexpr std::array formats{"n", "b", "c", "s", "i", "l",  "C",   "S",  "I",
                                    "L", "f", "g", "u", "U", "vu", "tdD", "+s", ""};

inline void release_schema(ArrowSchema* schema) { schema->release = nullptr; }
inline void release_array(ArrowArray* array) { array->release = nullptr; }

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

// A record batch of columns with these names.
struct FuzzBatch {
  static constexpr std::size_t count = 5;
  std::array<FuzzColumn, count> columns, dictionaries;
  std::array<ArrowSchema*, count> fields{};
  std::array<ArrowArray*, count> children{};
  ArrowSchema schema{};
  ArrowArray batch{};

  FuzzBatch(Bytes& bytes, const std::array<const char*, count>& names) {
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
  }
  FuzzBatch(const FuzzBatch&) = delete;
  FuzzBatch& operator=(const FuzzBatch&) = delete;
};

}  // namespace fuzz
