#include "decision/index/encoder.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/column_view.hpp"
#include "decision/decide.hpp"
#include "decision/index/short_number.hpp"
#include "decision/index/text_views.hpp"
#include "decision/types.hpp"

namespace zhuqi {

namespace {

bool fits(ColumnType type, std::string_view input) {
  if (type == ColumnType::null) return true;
  if (is_string(type)) return input == "string" || input == "date";
  if (input == "number") return is_integer(type) || is_float(type);
  return (input == "boolean" && type == ColumnType::boolean) || (input == "date" && type == ColumnType::date32);
}

}  // namespace

Encoder::Encoder(const DecisionTable::Compiled& table, const Index& index, const Kernels& kernels)
    : table_(table), index_(index), kernels_(kernels), inputs_(table.inputs.size()), views_(EncodedBlock::capacity) {
  for (std::size_t c = 0; c < inputs_.size(); ++c) {
    if (table.inputs[c].type != "boolean") continue;
    for (const bool value : {false, true})
      inputs_[c].booleans[value] = index.columns()[c].domain.class_of(Value(value));
  }
}

void Encoder::bind(const Batch& batch) {
  batch_ = batch;
  for (std::size_t c = 0; c < inputs_.size(); ++c) {
    auto& input = inputs_[c];
    const auto& name = table_.inputs[c].expression.text();
    const auto found = std::find_if(batch.columns.begin(), batch.columns.end(),
                                    [&](const Column& column) { return column.name == name; });
    input.column = found != batch.columns.end() ? &*found : nullptr;
    input.dictionary.clear();
    if (input.column == nullptr) continue;
    const auto* dictionary = input.column->dictionary;
    if (dictionary != nullptr && !is_integer(input.column->type))
      throw Refused(Code::invalid_argument, fmt::format("column {}: a dictionary needs integer indices", name), name);
    const auto type = dictionary != nullptr ? dictionary->type : input.column->type;
    if (!fits(type, table_.inputs[c].type))
      throw Refused(Code::invalid_argument,
                    fmt::format("column {}: the input is of type {}", name, table_.inputs[c].type), name);
    for (std::int64_t i = 0; dictionary != nullptr && i < dictionary->length; ++i)
      input.dictionary.push_back(class_at(c, *dictionary, i));
  }
}

std::uint16_t Encoder::class_at(std::size_t c, const Column& column, std::int64_t row) {
  const auto& domain = index_.columns()[c].domain;
  if (is_null_at(column, row)) return domain.null_class();
  if (is_string(column.type)) return class_of_text(c, string_at(column, row), false);
  if (is_float(column.type)) return domain.class_of_double(double_at(column, row));
  if (is_integer(column.type) && column.type != ColumnType::uint64)
    return domain.class_of_integer(integer_at(column, row));
  if (column.type == ColumnType::date32)
    return domain.class_of_days(static_cast<std::int32_t>(integer_at(column, row)));
  return domain.class_of(value_at(column, row));
}

// Domain::invalid for a text that the input cannot have.
std::uint16_t Encoder::class_of_text(std::size_t c, std::string_view text, bool as_field) const {
  const auto& domain = index_.columns()[c].domain;
  const auto& type = table_.inputs[c].type;
  if (as_field && text.empty()) return domain.null_class();
  if (as_field && type == "number")
    if (const auto number = short_number(text, nullptr)) return domain.class_of_double(*number);
  if (!valid_utf8(text)) return Domain::invalid;
  if (type == "string") return domain.class_of_text(text);
  Value value{text};
  const bool fine = as_field ? conform_text(text, type, value) : conform(value, type);
  return fine ? domain.class_of(value) : Domain::invalid;
}

std::uint32_t Encoder::encode(std::int64_t first, std::int64_t most, EncodedBlock& block) {
  auto count = static_cast<std::uint32_t>(std::min<std::int64_t>(most, EncodedBlock::capacity));
  const auto column_of = [&](const Index::Text& text) {
    const auto* column = inputs_[text.column].column;
    return column != nullptr && column->type != ColumnType::null ? column : nullptr;
  };
  for (const auto& text : index_.texts())
    if (const auto* column = column_of(text)) {
      view_texts(*column, first, {views_.data(), count});
      count = count_fitting({views_.data(), count});
    }
  block.begin(index_, count);
  for (std::size_t c = 0; c < inputs_.size(); ++c) encode_column(c, first, block);
  for (std::size_t t = 0; t < index_.texts().size(); ++t) {
    if (const auto* column = column_of(index_.texts()[t]))
      view_texts(*column, first, {views_.data(), count});
    else
      std::fill_n(views_.begin(), count, std::string_view());
    block.set_texts(index_, kernels_, t, {views_.data(), count});
  }
  block.finish(index_);
  return count;
}

void Encoder::encode_column(std::size_t c, std::int64_t first, EncodedBlock& block) {
  auto& input = inputs_[c];
  const auto* column = input.column;
  const auto& domain = index_.columns()[c].domain;
  const auto count = block.count;
  auto* out = block.classes_of(c);
  if (column == nullptr || column->type == ColumnType::null) {
    std::fill_n(out, count, domain.null_class());
  } else if (column->dictionary == nullptr && is_string(column->type)) {
    view_texts(*column, first, {views_.data(), count});
    const auto last = string_at(*column, batch_.rows - 1);
    encode_views(c, {views_.data(), count}, last.data() + last.size(), false, block);
  } else if (column->type == ColumnType::float64 && column->validity == nullptr) {
    const auto* values = static_cast<const double*>(column->values) + column->offset + first;
    domain.classes_of_doubles({values, count}, out);
  } else if (column->dictionary != nullptr) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto entry = is_null_at(*column, first + i) ? -1 : integer_at(*column, first + i);
      const bool known = entry >= 0 && entry < column->dictionary->length;
      out[i] = known ? input.dictionary[static_cast<std::size_t>(entry)] : domain.null_class();
      if (out[i] == Domain::invalid) block.invalid[i] = 1, out[i] = 0;
    }
  } else if (column->type == ColumnType::boolean) {
    const auto* bits = static_cast<const std::uint8_t*>(column->values);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto at = column->offset + first + i;
      out[i] = is_null_at(*column, first + i) ? domain.null_class() : input.booleans[bits[at >> 3] >> (at & 7) & 1];
    }
  } else {
    for (std::uint32_t i = 0; i < count; ++i) out[i] = class_at(c, *column, first + i);
  }
}

void Encoder::encode_views(std::size_t c, std::span<const std::string_view> views, const char* end, bool as_field,
                           EncodedBlock& block) {
  const auto& column = index_.columns()[c];
  const bool is_text = table_.inputs[c].type == "string";
  auto* out = block.classes_of(c);
  const auto null = column.domain.null_class();
  if (is_text && !column.domain.has_cuts()) {
    const auto other = column.domain.class_of_text({});
    for (std::size_t i = 0; i < views.size(); ++i) out[i] = views[i].data() == nullptr ? null : other;
    if (!is_looked_through(c)) mark_invalid_texts(views, block.invalid);  // set_texts sees it for the others
    return;
  }
  if (as_field && table_.inputs[c].type == "number") return encode_numbers(c, views, end, block);
  auto& cache = inputs_[c].cache;
  for (std::size_t i = 0; i < views.size(); ++i) {
    out[i] = views[i].data() == nullptr
                 ? null
                 : cache.find(views[i], end, [&](auto text) { return class_of_text(c, text, as_field); });
    if (out[i] == Domain::invalid) block.invalid[i] = 1, out[i] = 0;
  }
}

// First all numbers, then all classes: a loop that does less has more of its rounds under way at once.
void Encoder::encode_numbers(std::size_t c, std::span<const std::string_view> views, const char* end,
                             EncodedBlock& block) {
  auto* out = block.classes_of(c);
  numbers_.resize(EncodedBlock::capacity);
  unread_.clear();
  for (std::uint32_t i = 0; i < views.size(); ++i) {
    const auto number = views[i].data() != nullptr ? short_number(views[i], end) : std::nullopt;
    numbers_[i] = number.value_or(NAN);
    if (!number && views[i].data() != nullptr) [[unlikely]]
      unread_.push_back(i);
  }
  index_.columns()[c].domain.classes_of_doubles({numbers_.data(), views.size()}, out);
  for (const auto i : unread_) {
    out[i] = class_of_text(c, views[i], true);
    if (out[i] == Domain::invalid) block.invalid[i] = 1, out[i] = 0;
  }
}

bool Encoder::is_looked_through(std::size_t c) const {
  return std::any_of(index_.texts().begin(), index_.texts().end(), [&](const auto& text) { return text.column == c; });
}

void Encoder::encode_fields(const FieldSource& source, std::uint32_t count, const char* end, EncodedBlock& block) {
  block.begin(index_, count);
  const std::span<std::string_view> views(views_.data(), count);
  for (std::size_t c = 0; c < inputs_.size(); ++c) {
    source.fields(c, views);
    encode_views(c, views, end, true, block);
  }
  for (std::size_t t = 0; t < index_.texts().size(); ++t) {
    source.fields(index_.texts()[t].column, views);
    block.set_texts(index_, kernels_, t, views);
  }
  block.finish(index_);
}

Record record_at(const DecisionTable::Compiled& table, const Batch& batch, std::int64_t row) {
  Record record;
  for (const auto& input : table.inputs) {
    const auto column = std::find_if(batch.columns.begin(), batch.columns.end(),
                                     [&](const Column& c) { return c.name == input.expression.text(); });
    auto value = column != batch.columns.end() ? value_at(*column, row) : Value();
    conform(value, input.type);
    record.facts.insert_or_assign(input.expression.text(), value);
    record.inputs.push_back(std::move(value));
  }
  return record;
}

}  // namespace zhuqi
