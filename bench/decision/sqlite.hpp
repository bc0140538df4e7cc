// The same rules in SQLite, as one would write them without an engine: the first row in order of priority that fits.
#pragma once

#include <memory>

#include "loop.hpp"

namespace zhuqi::bench {

// In memory, prepared once. Sets are bits, prefixes are compared with the value's beginning, keywords are looked for
// with instr; the query ends at the first row that fits, for rows are stored by priority.
class Sqlite {
 public:
  explicit Sqlite(const Rows& rules);
  ~Sqlite();

  // row_unmatched if no row fits.
  std::int32_t winner(const std::vector<std::string>& ticket);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhuqi::bench
