// The distinct conditions, looked at for a block of enterprises.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "decision/index/text_cache.hpp"
#include "policy/built.hpp"

namespace zhuqi {

// So many enterprises at a time: the bits of some thousand conditions then stay in the cache.
inline constexpr std::size_t block_words = 32;
inline constexpr std::size_t block_rows = block_words * 64;
using BlockBits = std::array<std::uint64_t, block_words>;

// The text in a column of strings, also by dictionary; empty: null.
std::string_view fact_text_at(const Column& column, std::int64_t row);

// Throws Refused(invalid_argument) if the column is of a type that the fact cannot have.
void check_fact_type(const Column& column, const FactType& fact);

// One thread at a time. Keeps its memory from block to block.
class Conditions {
 public:
  explicit Conditions(const PolicyIndex::Built& built);

  // Looks up the columns. Throws Refused(invalid_argument) for one of a type that its fact cannot have.
  void bind(const Batch& batch);
  // Rows `first` to first + count; the bits behind `count` are those of facts that are not known.
  void evaluate(std::int64_t first, std::size_t count);

  const BlockBits& holds(std::uint32_t condition) const { return holds_[condition]; }
  const BlockBits& known(std::uint32_t condition) const { return known_[built_.fact_of[condition]]; }

 private:
  // Values seen in one column, with what the plain tests say of each.
  struct Values {
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::vector<std::uint8_t> truths;  // plain tests of value 0, of value 1, ...
    std::string key;
  };
  struct Fact {
    const Column* column = nullptr;
    TextCache classes;
    Values values;
  };

  void classify(std::size_t fact, std::int64_t first, std::size_t count);
  void classify_texts(std::size_t fact, std::int64_t first, std::size_t count);
  std::uint16_t class_at(const PolicyIndex::Built::FactTests& tests, const Column& column, std::int64_t row) const;
  void evaluate_ranged(std::size_t fact, std::size_t count);
  void evaluate_plain(std::size_t fact, std::int64_t first, std::size_t count);
  const std::uint8_t* truths_of(std::size_t fact, std::int64_t row);

  const PolicyIndex::Built& built_;
  Batch batch_;
  std::vector<Fact> facts_;
  std::vector<BlockBits> holds_;  // by condition
  std::vector<BlockBits> known_;  // by fact
  std::vector<std::uint16_t> rows_;
  std::vector<BlockBits> classes_;  // of one fact, by class
  BlockBits regions_{};             // rows whose region is a region code
};

}  // namespace zhuqi
