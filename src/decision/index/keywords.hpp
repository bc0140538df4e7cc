// Finding many keywords in a text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhuqi {

struct Keyword {
  std::string text;
  bool folded = false;  // looked for in fold(text) rather than in the text itself; `text` is folded
  auto operator<=>(const Keyword&) const = default;
};

// Keywords of two ideographs and more, which folding leaves alone, are found by a hash of their first six bytes; all
// others, and texts in which folding makes ideographs, go a general way. Immutable once sealed.
class KeywordFinder {
 public:
  std::uint32_t add(const Keyword& keyword);
  void seal();
  std::uint32_t size() const { return static_cast<std::uint32_t>(keywords_.size()); }

  // Appends the numbers of the keywords that occur in `text` (UTF-8); one may be appended several times.
  void find(std::string_view text, std::vector<std::uint32_t>& found) const;

 private:
  struct Slot {
    std::uint64_t head = 0;     // the first six bytes
    std::uint32_t keyword = 0;  // of those with this head, the first
  };

  // False if folding would make ideographs out of other characters of the text.
  bool find_by_head(std::string_view text, std::vector<std::uint32_t>& found) const;
  void verify(const char* at, std::size_t left, std::uint64_t head, std::vector<std::uint32_t>& found) const;
  void find_generally(std::string_view text, bool folded, bool all, std::vector<std::uint32_t>& found) const;

  std::vector<Keyword> keywords_;
  std::map<Keyword, std::uint32_t> numbers_;
  std::vector<std::uint64_t> bitmap_;  // by the hash of a head: may there be a keyword?
  std::vector<Slot> slots_;            // open addressing
  std::vector<std::uint32_t> next_;    // by keyword: the next with the same head, or none
  std::vector<bool> by_head_;
  std::vector<std::vector<std::uint32_t>> by_byte_[2];  // by first byte: not folded, folded
  bool any_general_[2] = {false, false}, any_folded_ = false;
};

}  // namespace zhuqi
