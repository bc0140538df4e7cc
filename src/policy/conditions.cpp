#include "policy/conditions.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/text.hpp"
#include "decision/column_view.hpp"

namespace zhuqi {

namespace {

void set(BlockBits& bits, std::size_t row) { bits[row >> 6] |= std::uint64_t{1} << (row & 63); }

}  // namespace

std::string_view fact_text_at(const Column& column, std::int64_t row) {
  if (is_null_at(column, row)) return {};
  if (column.dictionary == nullptr) return string_at(column, row);
  const auto entry = integer_at(column, row);
  return entry >= 0 && entry < column.dictionary->length ? fact_text_at(*column.dictionary, entry) : std::string_view();
}

void check_fact_type(const Column& column, const FactType& fact) {
  if (column.dictionary != nullptr && !is_integer(column.type))
    throw Refused(Code::invalid_argument, fmt::format("column {}: a dictionary needs integer indices", fact.name),
                  std::string(fact.name));
  const auto type = column.dictionary != nullptr ? column.dictionary->type : column.type;
  const bool fits = fact.type == "number" ? is_integer(type) || is_float(type) : is_string(type);
  if (!fits && type != ColumnType::null)
    throw Refused(Code::invalid_argument,
                  fmt::format("column {}: expected {}", fact.name, fact.type == "number" ? "numbers" : "strings"),
                  std::string(fact.name));
}

Conditions::Conditions(const PolicyIndex::Built& built)
    : built_(built),
      facts_(built.facts.size()),
      holds_(built.fact_of.size()),
      known_(built.facts.size()),
      rows_(block_rows) {}

void Conditions::bind(const Batch& batch) {
  batch_ = batch;
  for (std::size_t f = 0; f < facts_.size(); ++f) {
    const FactType& type = *built_.facts[f].fact;
    const auto found = std::find_if(batch.columns.begin(), batch.columns.end(),
                                    [&](const Column& column) { return column.name == type.name; });
    facts_[f].column = found != batch.columns.end() && found->type != ColumnType::null ? &*found : nullptr;
    if (facts_[f].column != nullptr) check_fact_type(*found, type);
  }
}

void Conditions::evaluate(std::int64_t first, std::size_t count) {
  for (std::size_t f = 0; f < facts_.size(); ++f) {
    const auto& tests = built_.facts[f];
    known_[f].fill(0);
    for (const auto condition : tests.conditions) holds_[condition].fill(0);
    if (facts_[f].column == nullptr) continue;
    classify(f, first, count);
    evaluate_ranged(f, count);
    if (!tests.plain.empty()) evaluate_plain(f, first, count);
  }
}

// Class 0 is what is not known, Domain::invalid what the fact cannot be: known, and no test of it holds.
std::uint16_t Conditions::class_at(const PolicyIndex::Built::FactTests& tests, const Column& column,
                                   std::int64_t row) const {
  if (is_null_at(column, row)) return 0;
  if (column.dictionary != nullptr) {
    const auto entry = integer_at(column, row);
    return entry >= 0 && entry < column.dictionary->length ? class_at(tests, *column.dictionary, entry) : 0;
  }
  if (is_string(column.type)) {
    const auto text = string_at(column, row);
    if (!valid_utf8(text)) return Domain::invalid;
    return tests.domain.usable() ? tests.domain.class_of_text(text) : 1;
  }
  if (is_float(column.type)) return tests.domain.class_of_double(double_at(column, row));
  if (column.type != ColumnType::uint64) return tests.domain.class_of_integer(integer_at(column, row));
  return tests.domain.class_of(value_at(column, row));
}

void Conditions::classify(std::size_t f, std::int64_t first, std::size_t count) {
  const auto& tests = built_.facts[f];
  const Column& column = *facts_[f].column;
  if (column.dictionary == nullptr && is_string(column.type)) {
    classify_texts(f, first, count);
  } else if (column.dictionary == nullptr && column.type == ColumnType::float64 && column.validity == nullptr) {
    const auto* values = static_cast<const double*>(column.values) + column.offset + first;
    for (std::size_t i = 0; i < count; ++i) rows_[i] = tests.domain.class_of_double(values[i]);
  } else {
    for (std::size_t i = 0; i < count; ++i) rows_[i] = class_at(tests, column, first + static_cast<std::int64_t>(i));
  }
  for (std::size_t i = 0; i < count; ++i) known_[f][i >> 6] |= std::uint64_t{rows_[i] != 0} << (i & 63);
  if (tests.fact->name != "region") return;
  regions_.fill(0);
  for (std::size_t i = 0; i < count; ++i)
    if (is_region_code(fact_text_at(column, first + static_cast<std::int64_t>(i)))) set(regions_, i);
}

void Conditions::classify_texts(std::size_t f, std::int64_t first, std::size_t count) {
  const auto& tests = built_.facts[f];
  const Column& column = *facts_[f].column;
  const auto last = string_at(column, batch_.rows - 1);
  const char* const end = last.data() + last.size();
  const auto class_of = [&](std::string_view text) -> std::uint16_t {
    if (!valid_utf8(text)) return Domain::invalid;
    return tests.domain.usable() ? tests.domain.class_of_text(text) : 1;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = first + static_cast<std::int64_t>(i);
    rows_[i] = is_null_at(column, row) ? 0 : facts_[f].classes.find(string_at(column, row), end, class_of);
  }
}

void Conditions::evaluate_ranged(std::size_t f, std::size_t count) {
  const auto& tests = built_.facts[f];
  if (tests.ranged.empty()) return;
  const std::size_t class_count = tests.domain.class_count();
  classes_.assign(class_count, BlockBits{});
  for (std::size_t i = 0; i < count; ++i)
    if (rows_[i] < class_count) set(classes_[rows_[i]], i);
  for (const auto& test : tests.ranged) {
    BlockBits& bits = holds_[test.condition];
    for (const auto& range : test.classes)
      for (std::size_t c = std::max<std::size_t>(range.lo, 1); c <= range.hi; ++c)
        for (std::size_t w = 0; w < block_words; ++w) bits[w] |= classes_[c][w];
    if (test.region_only)
      for (std::size_t w = 0; w < block_words; ++w) bits[w] &= regions_[w];
  }
}

void Conditions::evaluate_plain(std::size_t f, std::int64_t first, std::size_t count) {
  const auto& plain = built_.facts[f].plain;
  for (std::size_t i = 0; i < count; ++i) {
    if (rows_[i] == 0 || rows_[i] == Domain::invalid) continue;
    const std::uint8_t* truths = truths_of(f, first + static_cast<std::int64_t>(i));
    for (std::size_t t = 0; t < plain.size(); ++t)
      holds_[plain[t].condition][i >> 6] |= std::uint64_t{truths[t]} << (i & 63);
  }
}

// What the plain tests say of the value of this row; valid until the next call.
const std::uint8_t* Conditions::truths_of(std::size_t f, std::int64_t row) {
  const auto& tests = built_.facts[f];
  Values& values = facts_[f].values;
  const Column& column = *facts_[f].column;
  const bool is_text = column.dictionary == nullptr && is_string(column.type);
  Value value;
  if (is_text) {
    values.key = string_at(column, row);
  } else {
    value = value_at(column, row);
    values.key = to_text(value);
  }
  constexpr std::size_t most_held = 100'000;
  if (values.numbers.size() >= most_held) values = {{}, {}, std::move(values.key)};
  const auto [found, is_new] =
      values.numbers.try_emplace(values.key, static_cast<std::uint32_t>(values.numbers.size()));
  if (is_new) {
    if (is_text || value.string() != nullptr)
      value = tests.fact->type == "list" ? Value(tags_in(values.key)) : Value(values.key);
    const Facts facts{{std::string(tests.fact->name), std::move(value)}};
    for (const auto& test : tests.plain) values.truths.push_back(test.table.decide(facts).rules.empty() ? 0 : 1);
  }
  return values.truths.data() + found->second * tests.plain.size();
}

ValueList tags_in(std::string_view cell) {
  const bool exact = cell.starts_with(tag_separator);
  ValueList tags;
  for (std::string_view rest = cell; !rest.empty();) {
    std::size_t end = rest.size(), next = rest.size();
    for (const std::string_view mark : {"\x1f", ";", "；", "、"}) {
      if (exact != (mark == "\x1f")) continue;
      if (const auto found = rest.find(mark); found < end) end = found, next = found + mark.size();
    }
    const auto tag = exact ? rest.substr(0, end) : trim(rest.substr(0, end));
    if (!tag.empty()) tags.emplace_back(tag);
    rest.remove_prefix(next);
  }
  return tags;
}

}  // namespace zhuqi
