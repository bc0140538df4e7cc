// Arrow structs of our own making: each owns what it points to until its release is called.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// The schema of one field; takes over `children` and `dictionary`.
ArrowSchema make_schema(std::string_view format, std::string_view name, std::vector<ArrowSchema> children = {},
                        std::optional<ArrowSchema> dictionary = std::nullopt);

// A buffer that several arrays may share; null: the array has none (no validity bitmap: every value is there).
using ArrowBuffer = std::shared_ptr<const void>;

// Keeps `value` alive and points to its elements.
template <class Container>
ArrowBuffer arrow_buffer(Container&& value) {
  auto held = std::make_shared<const std::decay_t<Container>>(std::forward<Container>(value));
  return ArrowBuffer(held, held->data());
}

// `length` values, `nulls` of them null; takes over `children` and `dictionary`.
ArrowArray make_array(std::int64_t length, std::int64_t nulls, std::vector<ArrowBuffer> buffers,
                      std::vector<ArrowArray> children = {}, std::optional<ArrowArray> dictionary = std::nullopt);

// Arrays that are released if they are not taken.
class ArrowArrays {
 public:
  ArrowArrays() = default;
  ArrowArrays(const ArrowArrays&) = delete;
  ArrowArrays& operator=(const ArrowArrays&) = delete;
  ~ArrowArrays() {
    for (ArrowArray& array : arrays_) array.release(&array);
  }
  void reserve(std::size_t count) { arrays_.reserve(count); }
  void add(ArrowArray array) { arrays_.push_back(array); }
  std::vector<ArrowArray> take() { return std::exchange(arrays_, {}); }

 private:
  std::vector<ArrowArray> arrays_;
};

// Which of a column's values are there, bit by bit as they come.
class ValidityBuilder {
 public:
  explicit ValidityBuilder(std::int64_t rows) : bits_(static_cast<std::size_t>((rows + 7) / 8), 0) {}

  void set(std::int64_t row, bool valid) {
    bits_[static_cast<std::size_t>(row >> 3)] |= static_cast<std::uint8_t>(valid ? 1U << (row & 7) : 0U);
    nulls_ += valid ? 0 : 1;
  }

  std::int64_t nulls() const { return nulls_; }
  ArrowBuffer buffer() && { return nulls_ == 0 ? nullptr : arrow_buffer(std::move(bits_)); }

  // The bits whatever they are: as a column of truth values.
  ArrowBuffer bits() && { return arrow_buffer(std::move(bits_)); }

 private:
  std::vector<std::uint8_t> bits_;
  std::int64_t nulls_ = 0;
};

// A column of utf8 text, row by row.
class TextBuilder {
 public:
  explicit TextBuilder(std::int64_t rows) : validity_(rows) { offsets_.reserve(static_cast<std::size_t>(rows) + 1); }

  // Throws Refused(too_large) beyond 2 GiB of text.
  void add(std::string_view text);
  void add_null();

  // To be called after `rows` additions.
  ArrowArray build() &&;

 private:
  ValidityBuilder validity_;
  std::vector<std::int32_t> offsets_{0};
  std::string bytes_;
};

}  // namespace zhuqi
