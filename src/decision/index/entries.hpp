// The rules of a table as the index takes them in: a few entries for each, none of which says "or".
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "decision/index/index.hpp"

namespace zhuqi {

inline constexpr std::uint32_t no_keyword = 0xFFFFFFFF;

struct Entry {
  std::uint32_t rule = 0;
  std::uint32_t keyword = no_keyword;  // the one that leads to it
  Index::Condition condition;
  std::vector<const std::vector<ClassRange>*> sets;  // by column; a null pointer: any class
  std::vector<ClassRange> ranges;  // by column: the piece of a range column that this entry stands for

  bool is_conditional() const { return condition.plain || condition.keywords >= 0; }
};

// Reads the cells into classes and keywords.
class EntryReader {
 public:
  EntryReader(const DecisionTable::Compiled& table, std::vector<Index::Column>& columns,
              std::vector<Index::Text>& texts, std::vector<Conjunction>& conjunctions);

  // The columns and texts; then, when the columns have their fields, the entries in the order of the table.
  void read_columns();
  // For a column without a field: what it says must be checked.
  void give_up(std::size_t column);
  std::vector<Entry> read_entries();

  std::uint32_t keyword_count() const { return static_cast<std::uint32_t>(lengths_.size()); }

 private:
  // A cell, as far as the index knows it: the classes in which it can hold, the keywords that it needs, and whether
  // that is all it says.
  struct Cell {
    bool any = false;
    bool plain = false;
    std::vector<ClassRange> ranges;
    Alternatives keywords;
  };

  void read_column(std::size_t c);
  std::uint32_t number(std::size_t column, std::string text, bool folded);
  void add(std::uint32_t rule, std::vector<Entry>& entries);
  void add_pieces(Entry& entry, std::span<const std::size_t> split, const Alternatives& keywords,
                  std::vector<Entry>& entries);
  std::uint32_t leader(const std::vector<std::uint32_t>& keywords) const;

  const DecisionTable::Compiled& table_;
  std::vector<Index::Column>& columns_;
  std::vector<Index::Text>& texts_;
  std::vector<Conjunction>& conjunctions_;
  std::vector<std::vector<Cell>> cells_;  // by column, as the table's cells
  std::map<std::tuple<std::size_t, bool, std::string>, std::uint32_t> numbers_;
  std::vector<std::size_t> lengths_;  // of the keywords
};

}  // namespace zhuqi
