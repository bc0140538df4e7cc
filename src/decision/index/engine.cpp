#include "decision/index/engine.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/column_view.hpp"
#include "decision/decide.hpp"
#include "decision/types.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t cache_slots = 4096;

bool is_string(ColumnType type) { return type == ColumnType::string32 || type == ColumnType::string64; }
bool is_integer(ColumnType type) { return type >= ColumnType::int8 && type <= ColumnType::uint64; }
bool is_float(ColumnType type) { return type == ColumnType::float32 || type == ColumnType::float64; }

bool fits(ColumnType type, std::string_view input, bool texts) {
  if (type == ColumnType::null) return true;
  if (is_string(type)) return texts || input == "string" || input == "date";
  if (input == "number") return is_integer(type) || is_float(type);
  return (input == "boolean" && type == ColumnType::boolean) || (input == "date" && type == ColumnType::date32);
}

// A plain number of at most 15 digits, which is the shortest decimal of the double it reads as; nothing for others.
std::optional<double> short_number(std::string_view bytes) {
  int digits = 0, points = 0;
  for (std::size_t i = bytes.starts_with('-') ? 1 : 0; i < bytes.size(); ++i) {
    digits += bytes[i] >= '0' && bytes[i] <= '9';
    points += bytes[i] == '.';
    if ((bytes[i] < '0' || bytes[i] > '9') && bytes[i] != '.') return std::nullopt;
  }
  if (digits == 0 || digits > 15 || points > 1) return std::nullopt;
  double value = 0;
  const auto end = bytes.data() + bytes.size();
  return std::from_chars(bytes.data(), end, value).ptr == end ? std::optional(value) : std::nullopt;
}

// Up to sixteen bytes as two words.
void pack(std::string_view bytes, std::uint64_t& low, std::uint64_t& high) {
  low = high = 0;
  std::memcpy(&low, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
  if (bytes.size() > 8) std::memcpy(&high, bytes.data() + 8, bytes.size() - 8);
}

}  // namespace

Engine::Engine(const DecisionTable::Compiled& table, const Index& index, const Kernels& kernels)
    : table_(table), index_(index), kernels_(kernels), inputs_(table.inputs.size()) {
  for (std::size_t c = 0; c < inputs_.size(); ++c)
    if (index.columns()[c].keywords) text_columns_.push_back(c);
}

void Engine::bind(const Batch& batch, bool texts) {
  batch_ = batch;
  for (std::size_t c = 0; c < inputs_.size(); ++c) {
    auto& input = inputs_[c];
    const auto& name = table_.inputs[c].expression.text;
    const auto found = std::find_if(batch.columns.begin(), batch.columns.end(),
                                    [&](const Column& column) { return column.name == name; });
    input.column = found != batch.columns.end() ? &*found : nullptr;
    input.dictionary.clear();
    if (input.column == nullptr) continue;
    const auto* dictionary = input.column->dictionary;
    if (dictionary != nullptr && !is_integer(input.column->type))
      throw Refused(Code::invalid_argument, fmt::format("column {}: a dictionary needs integer indices", name), name);
    const auto type = dictionary != nullptr ? dictionary->type : input.column->type;
    if (!fits(type, table_.inputs[c].type, texts))
      throw Refused(Code::invalid_argument,
                    fmt::format("column {}: the input is of type {}", name, table_.inputs[c].type), name);
    input.as_text = texts && is_string(type);
    if (is_string(type) && input.cache.empty()) input.cache.resize(cache_slots);
    for (std::int64_t i = 0; dictionary != nullptr && i < dictionary->length; ++i)
      input.dictionary.push_back(class_at(c, *dictionary, i));
  }
}

std::uint16_t Engine::class_at(std::size_t c, const Column& column, std::int64_t row) {
  if (is_null_at(column, row)) return 0;
  const auto& domain = index_.columns()[c].domain;
  if (is_string(column.type)) return class_of_bytes(c, string_at(column, row));
  if (is_float(column.type)) return domain.class_of_double(double_at(column, row));
  if (is_integer(column.type) && column.type != ColumnType::uint64)
    return domain.class_of_integer(integer_at(column, row));
  return domain.class_of(value_at(column, row));
}

std::uint16_t Engine::class_of_bytes(std::size_t c, std::string_view bytes) {
  if (bytes.size() > 16) return parse_class(c, bytes);
  std::uint64_t low, high;
  pack(bytes, low, high);
  const auto hash = (low ^ (high * 0x9E3779B97F4A7C15u) ^ bytes.size()) * 0xD6E8FEB86659FD93u;
  auto& slot = inputs_[c].cache[hash >> 52];
  if (slot.low != low || slot.high != high || slot.length != bytes.size())
    slot = {low, high, static_cast<std::uint16_t>(bytes.size()), parse_class(c, bytes)};
  return slot.value;
}

std::uint16_t Engine::parse_class(std::size_t c, std::string_view bytes) const {
  const auto& domain = index_.columns()[c].domain;
  if (!valid_utf8(bytes)) return Domain::invalid;
  if (table_.inputs[c].type == "string") {
    if (inputs_[c].as_text && bytes.empty()) return 0;
    return domain.class_of_text(bytes);
  }
  if (inputs_[c].as_text && table_.inputs[c].type == "number")
    if (const auto number = short_number(bytes)) return domain.class_of_double(*number);
  Value value{bytes};
  const bool fine =
      inputs_[c].as_text ? conform_text(bytes, table_.inputs[c].type, value) : conform(value, table_.inputs[c].type);
  return fine ? domain.class_of(value) : Domain::invalid;
}

void Engine::encode(std::int64_t first, std::uint32_t count, EncodedBlock& block) {
  const auto columns = inputs_.size();
  block.count = count;
  block.classes.resize(columns * block_size);
  block.fields.resize(std::size_t{max_fields} * block_size);
  block.texts.resize(text_columns_.size() * block_size);
  block.invalid.assign(block_size, 0);
  for (std::size_t c = 0; c < columns; ++c) {
    const auto* column = inputs_[c].column;
    auto* out = block.classes.data() + c;
    for (std::uint32_t i = 0; i < count; ++i, out += columns) {
      const auto row = first + i;
      if (column == nullptr || is_null_at(*column, row)) {
        *out = 0;
      } else if (column->dictionary != nullptr) {
        const auto entry = integer_at(*column, row);
        *out = entry >= 0 && entry < column->dictionary->length ? inputs_[c].dictionary[static_cast<std::size_t>(entry)]
                                                                : std::uint16_t{0};
      } else {
        *out = class_at(c, *column, row);
      }
      if (*out == Domain::invalid) block.invalid[i] = 1, *out = 0;
    }
  }
  for (std::size_t t = 0; t < text_columns_.size(); ++t) {
    const auto c = text_columns_[t];
    const auto* column = inputs_[c].column;
    for (std::uint32_t i = 0; i < count; ++i) {
      auto& text = block.texts[t * block_size + i];
      text = {};
      if (column == nullptr || column->type == ColumnType::null || is_null_at(*column, first + i)) continue;
      if (column->dictionary == nullptr) {
        text = string_at(*column, first + i);
        continue;
      }
      const auto entry = integer_at(*column, first + i);
      const bool there = entry >= 0 && entry < column->dictionary->length && !is_null_at(*column->dictionary, entry);
      if (there && is_string(column->dictionary->type)) text = string_at(*column->dictionary, entry);
    }
  }
  for (std::uint32_t i = 0; i < count; ++i)
    index_.fill_fields(block.classes.data() + i * columns, block.fields.data() + i * max_fields);
}

void Engine::find_keywords(const EncodedBlock& block, std::uint32_t i) {
  found_.clear();
  for (std::size_t t = 0; t < text_columns_.size(); ++t)
    index_.keywords().find(block.texts[t * block_size + i], found_);
}

void Engine::first_hits(const EncodedBlock& block, std::int64_t first, std::int32_t* out) {
  const auto columns = inputs_.size();
  const bool several_texts = text_columns_.size() > 1;
  for (std::uint32_t i = 0; i < block.count; ++i) {
    if (block.invalid[i] != 0) {
      out[i] = row_invalid;
      continue;
    }
    if (several_texts) {
      all_hits(block, first, i, candidates_);
      out[i] = candidates_.empty() ? row_unmatched : static_cast<std::int32_t>(candidates_.front());
      continue;
    }
    const auto* classes = block.classes.data() + i * columns;
    const auto* fields = block.fields.data() + std::size_t{i} * max_fields;
    auto best = index_.first_free(kernels_, classes, fields);
    find_keywords(block, i);
    for (const auto keyword : found_) best = index_.first_of_keyword(kernels_, keyword, fields, best);
    if (index_.has_checked()) {
      candidates_.clear();
      index_.matches(classes, fields, found_, false, best, candidates_);
      std::sort(candidates_.begin(), candidates_.end());
      Facts facts;
      std::vector<Value> inputs;
      for (const auto rule : candidates_)
        if (checked_hit(first + i, rule, facts, inputs)) {
          best = rule;
          break;
        }
    }
    out[i] = best == no_rule ? row_unmatched : static_cast<std::int32_t>(best);
  }
}

void Engine::all_hits(const EncodedBlock& block, std::int64_t first, std::uint32_t i,
                      std::vector<std::uint32_t>& hits) {
  const auto* classes = block.classes.data() + i * inputs_.size();
  const auto* fields = block.fields.data() + std::size_t{i} * max_fields;
  hits.clear();
  find_keywords(block, i);
  const bool several_texts = text_columns_.size() > 1;  // a keyword may have been found in another column than its own
  index_.matches(classes, fields, found_, true, no_rule, hits);
  const auto certain = several_texts ? 0 : hits.size();
  index_.matches(classes, fields, found_, false, no_rule, hits);
  Facts facts;
  std::vector<Value> inputs;
  auto kept = certain;
  for (std::size_t h = certain; h < hits.size(); ++h)
    if (checked_hit(first + i, hits[h], facts, inputs)) hits[kept++] = hits[h];
  hits.resize(kept);
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
}

bool Engine::checked_hit(std::int64_t row, std::uint32_t rule, Facts& facts, std::vector<Value>& inputs) {
  if (inputs.empty())
    for (std::size_t c = 0; c < inputs_.size(); ++c) {
      auto value = inputs_[c].column != nullptr ? value_at(*inputs_[c].column, row) : Value();
      if (inputs_[c].as_text && value.string() != nullptr)
        conform_text(std::string(*value.string()), table_.inputs[c].type, value);
      conform(value, table_.inputs[c].type);
      facts.insert_or_assign(table_.inputs[c].expression.text, value);
      inputs.push_back(std::move(value));
    }
  const auto& tests = table_.rules[rule].tests;
  for (std::size_t c = 0; c < tests.size(); ++c)
    if (!feel::holds(table_.inputs[c].cells[tests[c]].expression, {&facts, &inputs[c], nullptr, {}, nullptr}))
      return false;
  return true;
}

}  // namespace zhuqi
