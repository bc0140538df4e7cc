// One record by the index.
#pragma once

#include <span>
#include <vector>

#include "decision/decide.hpp"
#include "decision/index/matcher.hpp"

namespace zhuqi {

// What one call after the other works with.
struct SingleRoom {
  SingleRoom(const Index& index, const Kernels& level) : kernels(&level), matcher(index, level) {}

  const Kernels* kernels;
  EncodedBlock block;
  Matcher matcher;
};

// The hits of one record, as plain_hits gives them. `inputs` are the values of the table's inputs, of their types; a
// null pointer is null.
std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, std::span<const Value* const> inputs,
                                        PlainCheck& check, const Kernels& kernels = widest_kernels());
std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, const Record& record,
                                        const Kernels& kernels = widest_kernels());

}  // namespace zhuqi
