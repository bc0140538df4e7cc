// The inner loops of matching, built once per level of SIMD and chosen when the program runs.
#pragma once

#include <cstdint>

namespace zhuqi {

inline constexpr std::uint32_t no_rule = 0x7FFFFFFF;
inline constexpr std::uint32_t lanes = 16;
inline constexpr std::uint32_t max_fields = 24;

// Rules in lists, 16 to a block: sixteen 32-bit rule numbers, ascending; then for each mask field sixteen 16-bit
// inverted masks; then for each range field sixteen lows and sixteen lengths. A list ends with a block of no_rule.
struct ListView {
  const std::uint16_t* blocks = nullptr;                                      // 64-byte aligned
  std::uint32_t masks = 0, ranges = 0;                                        // how many fields of each kind
  std::uint32_t stride() const { return 32 + lanes * (masks + 2 * ranges); }  // in 16-bit units
};

// One record's fields: a bit per mask field's small column, a class per range field.
struct Kernels {
  const char* name;
  // The least rule of the list that the record's fields match and that is below `best`, else `best`.
  std::uint32_t (*first_in_list)(const ListView& lists, std::uint32_t block, const std::uint16_t* fields,
                                 std::uint32_t best);
  // The first bit that is set in all of `count` rows of `words` 64-bit words (a multiple of 8), else no_rule.
  std::uint32_t (*first_in_rows)(const std::uint64_t* const* rows, std::uint32_t count, std::uint32_t words);
};

// The levels that this machine can run, the widest last; never empty.
struct KernelList {
  const Kernels* const* data;
  std::uint32_t size;
};
KernelList supported_kernels();

}  // namespace zhuqi
