// What a table reads, and where its parts stand in its file: for those who check a table for a purpose of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

// The data of a record that this table, or a decision that it requires, asks for: names and types. An input that is an
// expression is none of it, but what it is made from is.
std::vector<Clause> data_of(const DecisionTable& table);

// A finding at the heading of an input (below inputs().size()), or at what a rule gives in an output: file, row, column
// and value are set, message and expected are the caller's.
Finding finding_at_input(const DecisionTable& table, std::size_t input);
Finding finding_at_output(const DecisionTable& table, std::uint32_t rule, std::size_t output);

}  // namespace zhuqi
