// Writing rules down in lists of blocks.
#pragma once

#include <vector>

#include "decision/index/entries.hpp"

namespace zhuqi {

class ListBuilder {
 public:
  explicit ListBuilder(Index& index);

  // Appends a list of entries in the order of the table; its first block. Conditional lists come after all others.
  std::uint32_t add(const std::vector<const Entry*>& entries);
  std::uint32_t add_conditional(const std::vector<const Entry*>& entries);
  // Lists by the column that tells most; what none of them takes is returned.
  std::vector<const Entry*> add_pivots(const std::vector<const Entry*>& entries);
  void finish();

 private:
  std::uint16_t* add_block();
  void put(std::uint16_t* block, std::size_t lane, const Entry& entry);
  bool is_pivot(const std::vector<const Entry*>& entries, std::size_t column) const;
  double share(const Entry& entry, std::size_t column) const;
  void add_pivot(std::size_t column, const std::map<ClassRange, std::vector<const Entry*>>& lists);

  Index& index_;
  std::vector<std::uint16_t> blocks_;
};

}  // namespace zhuqi
