// Columns of keywords: a text is the set of the keywords that occur in it, and a cell is a formula over these.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "decision/compiled.hpp"

namespace zhuqi::checking {

struct Formula {
  enum class Kind { yes, no, word, all, some, negation };
  Kind kind = Kind::yes;
  std::uint32_t word = 0;
  std::vector<Formula> parts;
};

struct TextCell {
  Formula formula;          // for a text that is there
  bool on_null = false;     // for one that is not
  bool is_open = false;     // accepts everything
  bool is_monotone = true;  // more keywords never make it fail
};

// The keyword columns of a table; their keywords are numbered together, those of a column apart from those of another.
// Immutable.
class TextSpace {
 public:
  // True if every cell of the column says something about keywords, or nothing; then the column is taken over.
  bool add(std::size_t column, const CompiledInput& input);
  // When all columns are there.
  void seal();

  std::size_t size() const { return columns_.size(); }
  std::size_t column(std::size_t t) const { return columns_[t].number; }
  const TextCell& cell(std::size_t t, std::size_t i) const { return columns_[t].cells[i]; }
  std::size_t word_count() const { return words_.size(); }
  const std::string& word(std::uint32_t w) const { return words_[w]; }
  std::size_t column_of_word(std::uint32_t w) const { return word_columns_[w]; }
  const std::vector<std::uint32_t>& inner(std::uint32_t w) const { return inner_[w]; }  // the keywords that it holds
  const std::vector<std::uint32_t>& outer(std::uint32_t w) const { return outer_[w]; }  // and those that hold it

  // A text of column `t` in which these keywords occur, and those that they hold, and no others.
  std::string text(std::size_t t, const std::vector<std::uint32_t>& words) const;

 private:
  struct Column {
    std::size_t number = 0;
    bool folded = false;
    std::vector<TextCell> cells;
    std::unordered_map<std::string, std::uint32_t> words;
    std::string separator, other;  // stands between keywords; a text without any
  };

  std::optional<Formula> formula_of(Column& column, const feel::Expression& e);
  std::optional<Formula> atom_of(Column& column, const feel::Expression& e);

  std::vector<Column> columns_;
  std::vector<std::string> words_;
  std::vector<std::size_t> word_columns_;
  std::vector<std::vector<std::uint32_t>> inner_, outer_;
};

// The keyword that `contains(?, "…")` or `contains(fold(?), fold("…"))` asks for; `folded` says which of the two.
struct Keyword {
  std::string word;
  bool folded = false;
};
std::optional<Keyword> keyword_of(const feel::Expression& e);

// Looks for texts. A search tries the keywords that matter, one after the other; `steps` is what may be spent on it.
class TextSearch {
 public:
  using Cells = std::vector<const TextCell*>;  // one for each column of the space

  TextSearch(const TextSpace& space, std::uint64_t& steps) : space_(space), steps_(steps) {}

  enum class Result { found, none, undecided };
  // Keywords with which all the cells in `hold` hold, and which leave none of `fail` with all its cells holding.
  // Columns of which `is_null` is true have no text.
  Result search(const std::vector<Cells>& hold, const std::vector<Cells>& fail, const std::vector<bool>& is_null);
  // What was found: by column, the keywords that must occur; the others may be absent.
  std::vector<std::vector<std::uint32_t>> words() const;

 private:
  enum class Truth : signed char { no = -1, unknown = 0, yes = 1 };

  Truth evaluate(const Formula& formula) const;
  Truth evaluate(const Cells& cells) const;
  bool holds_without_more(const Formula& formula) const;
  bool hits_without_more(const Cells& cells) const;
  std::pair<std::uint32_t, bool> pick(const Formula& formula, bool wanted) const;
  bool branch(const Cells& cells, bool wanted);
  bool solve();
  bool assign(std::uint32_t word, Truth value);
  bool set(std::uint32_t word, Truth value);
  void undo(std::size_t to);
  bool spend(std::uint64_t steps);

  const TextSpace& space_;
  std::uint64_t& steps_;
  const std::vector<Cells>*hold_ = nullptr, *fail_ = nullptr;
  std::uint64_t cost_ = 1;  // of one step of this search: the conditions that it looks at
  std::vector<bool> is_null_;
  std::vector<Truth> values_;
  std::vector<std::uint32_t> trail_;
  bool exhausted_ = false;
};

}  // namespace zhuqi::checking
