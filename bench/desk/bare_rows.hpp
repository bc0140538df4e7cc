// Every row that an import wrote, inserted again by plain prepared statements: the least that it can cost.
#pragma once

#include <cstdint>
#include <string>

#include "spent.hpp"

namespace zhuqi::bench {

struct Replayed {
  std::int64_t rows = 0;
  Spent spent;
};

// Copies the schema of the database at `from` (tables, indexes, triggers) to a new one at `to`, with the same settings
// of durability and caching, and inserts the rows of its events, of their personal data and of all projections, in the
// order in which they were written, `needs_per_transaction` needs in each transaction. Only inserting and committing is
// timed.
Replayed replay(const std::string& from, const std::string& to, std::int64_t needs_per_transaction);

}  // namespace zhuqi::bench
