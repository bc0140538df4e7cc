// The inner loops of matching, built once per level of SIMD and chosen when the program runs.
#pragma once

#include <cstdint>

namespace zhuqi {

inline constexpr std::uint32_t no_rule = 0x7FFFFFFF;
inline constexpr std::uint32_t lanes = 16;
inline constexpr std::uint32_t rules_per_block = lanes - 1;
inline constexpr std::uint32_t max_fields = 24;
inline constexpr std::uint32_t text_padding = 128;  // bytes behind a text that may be read
inline constexpr std::uint32_t piece_bytes = 32;    // of a text, for examine()

// Rules in lists, 15 to a block: sixteen 32-bit rule numbers, ascending; then for each mask field sixteen 16-bit
// inverted masks; then for each range field sixteen lows and sixteen lengths. In the last lane, which never matches,
// the number is that of the first rule of the list's next block; in its last block it is no_rule.
struct ListView {
  const std::uint16_t* blocks = nullptr;                                      // 64-byte aligned
  std::uint32_t masks = 0, ranges = 0;                                        // how many fields of each kind
  std::uint32_t stride() const { return 32 + lanes * (masks + 2 * ranges); }  // in 16-bit units
};

// The list of a key, a keyword say, is to be looked at for a record.
struct Visit {
  std::uint32_t key, record;
};

// Bit rows: a record has one per group of columns; the rules whose bits are set in all of them match.
struct RowView {
  const std::uint64_t* bits = nullptr;   // 64-byte aligned
  const std::uint32_t* rules = nullptr;  // by bit, ascending
  std::uint32_t words = 0, groups = 0;   // 64-bit words in a row, a multiple of 16; rows of a record
};

// Which pairs of ideographs may begin a keyword. The hash of a pair is the sum of its bytes 1 to 4 and its bytes 2 to
// 5, each as a number of 32 bits (what varies least, the first byte, has no say), times pair_factor, modulo 2^32.
// The filter has 2^17 bits by the top bits of the hash.
inline constexpr int pair_bits = 17;
inline constexpr std::uint32_t pair_factor = 0x9E3779B1u;

// Which three bytes may begin a keyword that begins with one ideograph: 2^16 bits by the top of the product.
inline constexpr std::uint32_t char_factor = 0x9E3779B1u;

struct Kernels {
  const char* name;

  // For each of `count` records the first rule that its rows have in common, or no_rule. `rows` has for each record
  // `groups` offsets in words.
  void (*first_in_rows)(const RowView& view, const std::uint32_t* rows, std::uint32_t count, std::uint32_t* best);
  // All that one record's rows have in common, `words` words.
  void (*and_rows)(const RowView& view, const std::uint32_t* rows, std::uint64_t* out);

  // Lowers best[record] to the least rule of the list heads[key] that the record's fields match. `fields` has for each
  // record `stride` of them: a bit per mask field's small column, then a class per range field.
  void (*lower)(const ListView& lists, const std::uint32_t* heads, const Visit* visits, std::uint32_t count,
                const std::uint16_t* fields, std::uint32_t stride, std::uint32_t* best);
  // The lanes of one block that the fields match, a bit each.
  std::uint32_t (*match_block)(const ListView& lists, const std::uint16_t* block, const std::uint16_t* fields);

  // The places at which a keyword may begin, ascending; how many. Texts are readable text_padding bytes beyond `size`;
  // `out` has room for size + 16. In text that is not UTF-8 places may be missed.
  std::uint32_t (*find_pairs)(const std::uint32_t* filter, const char* text, std::uint32_t size, std::uint32_t* out);
  std::uint32_t (*find_chars)(const std::uint64_t* bits, const char* text, std::uint32_t size, std::uint32_t* out);
  std::uint32_t (*find_bytes)(const std::uint8_t* set, const char* text, std::uint32_t size, std::uint32_t* out);

  // Sets odd[i] for each piece of 32 bytes that must be looked at closely: because a text that overlaps it may not be
  // UTF-8, or folding may make ideographs in it. The text is followed by zeros. True if any is set.
  bool (*examine)(const char* text, std::uint32_t size, std::uint8_t* odd);

  // The places of commas, quotes, carriage returns and line feeds, ascending; how many. Reads nothing beyond `size`.
  std::uint32_t (*find_separators)(const char* text, std::uint32_t size, std::uint32_t* out);
};

// The levels that this machine can run, the widest last; never empty.
struct KernelList {
  const Kernels* const* data;
  std::uint32_t size;
};
KernelList supported_kernels();
const Kernels& widest_kernels();

}  // namespace zhuqi
