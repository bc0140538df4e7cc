// The rules of a table, arranged so that a record meets few of them.
//
// Each column's values fall into classes (domain.hpp); a rule is a range or a set of classes per column. Rules that
// need a keyword stand in that keyword's list and are looked at only where it occurs. The others are bit rows, one per
// class of each column, ANDed in the order of the table; or, when these would not fit a cache, lists by their most
// selective column. A cell that is none of this is left out, and its rule is marked to be checked by the plain
// evaluation.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "decision/compiled.hpp"
#include "decision/index/domain.hpp"
#include "decision/index/kernels.hpp"
#include "decision/index/keywords.hpp"

namespace zhuqi {

struct Record;

struct IndexOptions {
  std::uint64_t max_row_bits = 40'000'000;  // beyond, lists take the place of bit rows
};

// Immutable; shared by any number of threads.
class Index {
 public:
  // A null pointer if the table is not of a kind that can be indexed: inputs that are expressions, required decisions.
  static std::shared_ptr<const Index> build(const DecisionTable::Compiled& table, const IndexOptions& options = {});

  struct Column {
    Domain domain;
    bool indexed = false;     // some cell is in the index by class
    bool keywords = false;    // some cell is in the index by keyword
    std::int32_t field = -1;  // of a mask or a range
    std::uint16_t shift = 0;  // of a mask: the bit of class 0
    bool mask = false;
    std::vector<std::uint32_t> rows;  // by class: where its bit row begins, in words
  };

  const std::vector<Column>& columns() const { return columns_; }
  const KeywordFinder& keywords() const { return finder_; }
  std::uint32_t field_count() const { return lists_.masks + lists_.ranges; }
  // The fields of a record, given the class of each column.
  void fill_fields(const std::uint16_t* classes, std::uint16_t* fields) const;

  // The first rule that matches without a check, of those without keywords; then of those of one keyword.
  std::uint32_t first_free(const Kernels& kernels, const std::uint16_t* classes, const std::uint16_t* fields) const;
  std::uint32_t first_of_keyword(const Kernels& kernels, std::uint32_t keyword, const std::uint16_t* fields,
                                 std::uint32_t best) const {
    return kernels.first_in_list(lists_, clean_[keyword], fields, best);
  }

  // Appends every rule below `limit` that matches in the lists that concern this record: `clean` ones hit for sure,
  // the others must be checked.
  void matches(const std::uint16_t* classes, const std::uint16_t* fields, std::span<const std::uint32_t> found,
               bool clean, std::uint32_t limit, std::vector<std::uint32_t>& rules) const;
  bool has_checked() const { return has_checked_; }
  std::uint64_t bytes() const;

 private:
  friend class IndexBuilder;
  struct alignas(64) Line {
    std::array<std::uint64_t, 8> words{};
  };
  // Lists by the value of one column: those of class c are heads[offsets[c]] up to heads[offsets[c + 1]].
  struct Pivot {
    std::size_t column = 0;
    std::vector<std::uint32_t> offsets, heads;
  };

  void matches_in_list(std::uint32_t head, const std::uint16_t* fields, std::uint32_t limit,
                       std::vector<std::uint32_t>& rules) const;

  std::vector<Column> columns_;
  std::vector<std::size_t> row_columns_;  // the columns that have rows
  KeywordFinder finder_;
  std::vector<Line> blocks_, rows_;
  ListView lists_;
  std::vector<std::uint32_t> clean_, checked_;  // by keyword, the head of its list
  std::uint32_t free_clean_ = 0, free_checked_ = 0;
  std::vector<Pivot> pivots_;
  std::vector<std::uint32_t> row_rules_;  // by bit of a row, the rule
  std::uint32_t row_words_ = 0;           // 0: no rows
  bool has_checked_ = false;
};

// The hits of one record, as plain_hits gives them, by the table's index.
std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, const Record& record);

}  // namespace zhuqi
