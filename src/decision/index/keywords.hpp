// Finding many keywords in the texts of many records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decision/index/kernels.hpp"

namespace zhuqi {

// The texts of one column, of many records, side by side.
struct TextBlock {
  std::vector<char> bytes;               // and text_padding zeros
  std::vector<std::uint32_t> ends;       // by record
  std::vector<std::uint16_t> record_at;  // by 32 bytes: in which record's text, or at whose end, they begin

  std::uint32_t size() const { return ends.empty() ? 0 : ends.back(); }
};

// Three ways, by how a keyword begins: with two ideographs, with one, with anything else. Each way first finds the
// places where some keyword may begin, by the beginning alone, and then compares. Immutable once sealed.
class KeywordFinder {
 public:
  // `text` is not empty; `number` is what is found.
  void add(std::string text, std::uint32_t number);
  void seal();
  bool empty() const { return keywords_.empty(); }
  // True if every keyword is made of ideographs that folding leaves alone.
  bool only_ideographs() const { return only_ideographs_; }

  // Adds what occurs in texts of valid UTF-8, keyword (as a key) and record, as often as it does, to the first `n` of
  // `found`, which only ever grows; how many these are then. `places` is room to work in.
  std::size_t find(const Kernels& kernels, const TextBlock& texts, std::vector<std::uint32_t>& places,
                   std::vector<Visit>& found, std::size_t n) const;

 private:
  enum Way { pairs, chars, bytes };

  // Two comparisons of eight bytes: the first ones and the last ones of up to sixteen; for less than eight bytes the
  // surplus is shifted out. What is longer is compared to its end.
  struct alignas(32) Entry {
    std::uint64_t front = ~std::uint64_t{0}, back = ~std::uint64_t{0};
    std::uint32_t number = 0, next = 0;
    std::uint32_t length = 0;  // 0: the entry that nothing equals
    std::uint8_t shift = 0, back_at = 0;
    bool is_long = false;  // of more than sixteen bytes
  };
  // The entries whose beginnings have the same hash are chained.
  struct Table {
    std::vector<Entry> entries{1};
    std::vector<std::uint32_t> first;  // by the top bits of the hash
    int slot_shift = 0;
    std::uint32_t longest = 0;  // chain
  };

  static Way way_of(std::string_view text);
  std::uint32_t slot(Way way, const char* text) const;
  void add_entry(Way way, const std::string& text, std::uint32_t number);
  bool equals(const Entry& entry, const char* at, std::uint32_t left) const;
  std::size_t compare(Way way, const TextBlock& texts, const std::vector<std::uint32_t>& places, std::uint32_t count,
                      std::vector<Visit>& found, std::size_t n) const;

  std::vector<std::pair<std::string, std::uint32_t>> keywords_;
  std::vector<std::string> rests_;  // by number, what comes after sixteen bytes
  Table tables_[3];
  std::vector<std::uint32_t> fine_;
  std::vector<std::uint64_t> char_bits_;
  std::vector<std::uint8_t> byte_set_;
  bool only_ideographs_ = true;
};

}  // namespace zhuqi
