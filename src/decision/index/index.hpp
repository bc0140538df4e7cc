// The rules of a table, arranged so that a record meets few of them.
//
// Each column's values fall into classes (domain.hpp); a rule is a range or a set of classes per column. Rules that
// need a keyword stand in that keyword's list and are looked at only where it occurs. The others are bit rows, one per
// class of each group of columns, ANDed in the order of the table; or, when these would not fit a cache, lists by their
// most selective column. What a list cannot say (other keywords that must occur or must not) is a rule's condition,
// looked at only where everything else matches; and what no index can say, the plain evaluation says in the end.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "decision/compiled.hpp"
#include "decision/index/condition.hpp"
#include "decision/index/domain.hpp"
#include "decision/index/kernels.hpp"
#include "decision/index/keywords.hpp"

namespace zhuqi {

struct SingleRoom;
template <class T>
class Spare;

struct IndexOptions {
  std::uint64_t max_row_bits = 24'000'000;  // beyond, lists take the place of bit rows
};

// Immutable; shared by any number of threads.
class Index {
 public:
  // A null pointer if the table is not of a kind that can be indexed: inputs that are expressions, required decisions.
  static std::shared_ptr<const Index> build(const DecisionTable::Compiled& table, const IndexOptions& options = {});

  struct Column {
    Domain domain;
    bool indexed = false;     // some cell is in the index by class
    std::int32_t field = -1;  // of a mask or a range
    std::uint16_t shift = 0;  // of a mask: the bit of class 0
    bool mask = false;
    std::int32_t group = -1;  // of bit rows: the row of a record is the sum over the group's columns
    std::uint32_t row_base = 0, row_weight = 0;
  };
  // A form of a column's text in which keywords are looked for.
  struct Text {
    std::size_t column = 0;
    bool folded = false;
    KeywordFinder finder;
  };
  // Lists by the value of one column: those of class c are heads[offsets[c]] up to heads[offsets[c + 1]].
  struct Pivot {
    std::size_t column = 0;
    std::vector<std::uint32_t> offsets, heads;
  };
  // What an entry of a list of conditional rules asks for besides.
  struct Condition {
    std::int32_t keywords = -1;  // one of conjunctions()
    bool plain = false;          // the plain evaluation has the last word
  };

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<Text>& texts() const { return texts_; }
  std::uint32_t keyword_count() const { return static_cast<std::uint32_t>(by_keyword_.size()); }
  std::uint32_t field_stride() const { return (lists_.masks + lists_.ranges + 7) / 8 * 8; }

  const ListView& lists() const { return lists_; }
  const std::uint16_t* block(std::uint32_t number) const {
    return lists_.blocks + std::uint64_t{number} * lists_.stride();
  }
  static std::uint32_t rule_at(const std::uint16_t* block, std::uint32_t lane) {
    return reinterpret_cast<const std::uint32_t*>(block)[lane];
  }

  // List 0 is empty.
  const std::vector<std::uint32_t>& by_keyword() const { return by_keyword_; }  // rules that match without a condition
  const std::vector<std::uint32_t>& conditional_by_keyword() const { return conditional_by_keyword_; }
  std::uint32_t free_list() const { return free_; }  // rules without keywords, if there are no rows
  std::uint32_t free_conditional_list() const { return free_conditional_; }
  const std::vector<Pivot>& pivots() const { return pivots_; }
  const RowView& rows() const { return rows_; }  // words == 0: there are none

  bool has_conditions() const { return !conditions_.empty(); }
  const Condition& condition(std::uint32_t block, std::uint32_t lane) const {
    return conditions_[std::size_t{block} * lanes + lane - first_condition_];
  }
  const std::vector<Conjunction>& conjunctions() const { return conjunctions_; }

  std::uint64_t bytes() const;

  // Where one record is decided, see single.hpp.
  Spare<SingleRoom>& room() const { return *room_; }

 private:
  friend class IndexBuilder;
  friend class ListBuilder;
  friend class RowBuilder;
  struct alignas(64) Line {
    std::array<std::uint64_t, 8> words{};
  };

  std::vector<Column> columns_;
  std::vector<Text> texts_;
  std::vector<Line> block_lines_, row_lines_;
  std::vector<std::uint32_t> row_rules_;
  ListView lists_;
  RowView rows_;
  std::vector<std::uint32_t> by_keyword_, conditional_by_keyword_;
  std::uint32_t free_ = 0, free_conditional_ = 0;
  std::vector<Pivot> pivots_;
  std::size_t first_condition_ = 0;
  std::vector<Condition> conditions_;  // by lane of the conditional lists' blocks, which stand at the end
  std::vector<Conjunction> conjunctions_;
  std::shared_ptr<Spare<SingleRoom>> room_;
};

}  // namespace zhuqi
