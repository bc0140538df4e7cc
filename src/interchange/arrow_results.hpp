// Results of a batch as Arrow columns: each output of the table, then `rule`, then `error`.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <zhuqi/decision/table.hpp>

#include "interchange/arrow_export.hpp"

namespace zhuqi {

enum class ResultType { text, number, boolean };

// "code: what is wrong", as the column `error` has it.
std::string error_text(const Outcome::Error& error);

// What the value is in a column of text: a string bare, lists and contexts as JSON.
std::string column_text(const Value& value);

// A column that is chosen from what the rules give: text by dictionary, numbers and booleans plain.
class ChosenColumn {
 public:
  // `values[r]` is what rule r gives.
  ChosenColumn(std::string name, const std::vector<Value>& values);

  ArrowSchema schema() const;
  // `hit` is the validity of rows that a rule decided: shared where every rule gives a value.
  ArrowArray build(std::span<const std::int32_t> rules, const ArrowBuffer& hit, std::int64_t misses) const;

 private:
  ArrowArray dictionary() const;

  std::string name_;
  ResultType type_ = ResultType::text;
  bool complete_ = true;                // every rule gives a value
  std::vector<std::uint8_t> present_;   // by rule
  std::vector<std::int32_t> entries_;   // text: by rule, into the dictionary
  std::vector<double> numbers_;         // by rule
  std::vector<std::uint8_t> booleans_;  // by rule
  std::int64_t dictionary_size_ = 0;
  ArrowBuffer dictionary_offsets_, dictionary_bytes_;
};

// A column that is filled row by row, where a rule computes what it gives or several hit.
class FilledColumn {
 public:
  FilledColumn(ResultType type, std::int64_t rows)
      : type_(type), text_(type == ResultType::text ? rows : 0), validity_(rows) {}

  // A value that is not of the column's type is null.
  void add(const Value& value);
  ArrowArray build() &&;

 private:
  ResultType type_;
  TextBuilder text_;
  ValidityBuilder validity_;
  std::vector<double> numbers_;
  std::vector<std::uint8_t> booleans_;
};

// float64, boolean or utf8.
ArrowSchema plain_schema(ResultType type, std::string_view name);

// One byte a value, packed into bits.
ArrowBuffer packed_bits(const std::vector<std::uint8_t>& values);

}  // namespace zhuqi
