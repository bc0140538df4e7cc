// Bit rows: a bit for each rule without keywords, a row for each value of a group of columns.
#pragma once

#include <vector>

#include "decision/index/entries.hpp"

namespace zhuqi {

class RowBuilder {
 public:
  RowBuilder(Index& index, const std::vector<const Entry*>& entries) : index_(index), entries_(entries) {}

  // False, and nothing done, if the rows would hold more than `max_bits`.
  bool build(std::uint64_t max_bits);

 private:
  struct Group {
    std::vector<std::size_t> columns;
    std::uint64_t rows = 1;
  };

  std::vector<Group> groups() const;
  void write(const Group& group, std::uint64_t* rows) const;
  std::vector<std::uint64_t> own_rows(std::size_t column, std::size_t words) const;

  Index& index_;
  const std::vector<const Entry*>& entries_;
};

}  // namespace zhuqi
