#include "interchange/arrow_results.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

namespace zhuqi {

namespace {

ResultType type_of(const std::vector<Value>& values) {
  const auto all = [&](Value::Kind kind) {
    bool any = false;
    for (const Value& value : values) {
      if (!value.is_null() && value.kind() != kind) return false;
      any |= !value.is_null();
    }
    return any;
  };
  if (all(Value::Kind::number)) return ResultType::number;
  return all(Value::Kind::boolean) ? ResultType::boolean : ResultType::text;
}

}  // namespace

std::string error_text(const Outcome::Error& error) { return fmt::format("{}: {}", name(error.code), error.message); }

std::string column_text(const Value& value) {
  return value.list() != nullptr || value.context() != nullptr ? to_json_text(value) : to_text(value);
}

ArrowSchema plain_schema(ResultType type, std::string_view name) {
  return make_schema(type == ResultType::number ? "g" : type == ResultType::boolean ? "b" : "u", name);
}

ArrowBuffer packed_bits(const std::vector<std::uint8_t>& values) {
  std::vector<std::uint8_t> bits((values.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < values.size(); ++i) bits[i / 8] |= static_cast<std::uint8_t>(values[i] << (i % 8));
  return arrow_buffer(std::move(bits));
}

ChosenColumn::ChosenColumn(std::string name, const std::vector<Value>& values)
    : name_(std::move(name)), type_(type_of(values)) {
  std::unordered_map<std::string, std::int32_t> known;
  std::vector<std::int32_t> offsets{0};
  std::string bytes;
  for (const Value& value : values) {
    const bool present = !value.is_null();
    complete_ &= present;
    present_.push_back(present ? 1 : 0);
    numbers_.push_back(type_ == ResultType::number && present ? value.number()->to_double() : 0);
    booleans_.push_back(type_ == ResultType::boolean && present && *value.boolean() ? 1 : 0);
    std::int32_t entry = 0;
    if (type_ == ResultType::text && present) {
      const auto [found, is_new] = known.try_emplace(column_text(value), static_cast<std::int32_t>(known.size()));
      entry = found->second;
      if (is_new) {
        bytes += found->first;
        offsets.push_back(static_cast<std::int32_t>(bytes.size()));
      }
    }
    entries_.push_back(entry);
  }
  dictionary_size_ = static_cast<std::int64_t>(known.size());
  dictionary_offsets_ = arrow_buffer(std::move(offsets));
  dictionary_bytes_ = arrow_buffer(std::move(bytes));
}

ArrowSchema ChosenColumn::schema() const {
  if (type_ != ResultType::text) return plain_schema(type_, name_);
  return make_schema("i", name_, {}, plain_schema(ResultType::text, ""));
}

ArrowArray ChosenColumn::dictionary() const {
  return make_array(dictionary_size_, 0, {nullptr, dictionary_offsets_, dictionary_bytes_});
}

ArrowArray ChosenColumn::build(std::span<const std::int32_t> rules, const ArrowBuffer& hit, std::int64_t misses) const {
  const auto rows = static_cast<std::int64_t>(rules.size());
  ArrowBuffer validity = hit;
  std::int64_t nulls = misses;
  if (!complete_) {
    ValidityBuilder builder(rows);
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::int32_t rule = rules[static_cast<std::size_t>(i)];
      builder.set(i, rule >= 0 && present_[static_cast<std::size_t>(rule)] != 0);
    }
    nulls = builder.nulls();
    validity = std::move(builder).buffer();
  }
  const auto chosen = [&](const auto& by_rule) {
    std::decay_t<decltype(by_rule)> values(rules.size());
    std::transform(rules.begin(), rules.end(), values.begin(), [&](std::int32_t rule) {
      return rule < 0 ? typename std::decay_t<decltype(by_rule)>::value_type{}
                      : by_rule[static_cast<std::size_t>(rule)];
    });
    return values;
  };
  switch (type_) {
    case ResultType::number:
      return make_array(rows, nulls, {validity, arrow_buffer(chosen(numbers_))});
    case ResultType::boolean:
      return make_array(rows, nulls, {validity, packed_bits(chosen(booleans_))});
    case ResultType::text:
      break;
  }
  return make_array(rows, nulls, {validity, arrow_buffer(chosen(entries_))}, {}, dictionary());
}

void FilledColumn::add(const Value& value) {
  if (type_ == ResultType::text) return value.is_null() ? text_.add_null() : text_.add(column_text(value));
  const bool is_number = type_ == ResultType::number;
  const bool fits = is_number ? value.number() != nullptr : value.boolean() != nullptr;
  validity_.set(static_cast<std::int64_t>(is_number ? numbers_.size() : booleans_.size()), fits);
  if (is_number) numbers_.push_back(fits ? value.number()->to_double() : 0);
  if (!is_number) booleans_.push_back(fits && *value.boolean() ? 1 : 0);
}

ArrowArray FilledColumn::build() && {
  if (type_ == ResultType::text) return std::move(text_).build();
  const bool is_number = type_ == ResultType::number;
  const auto rows = static_cast<std::int64_t>(is_number ? numbers_.size() : booleans_.size());
  const std::int64_t nulls = validity_.nulls();
  return make_array(
      rows, nulls,
      {std::move(validity_).buffer(), is_number ? arrow_buffer(std::move(numbers_)) : packed_bits(booleans_)});
}

}  // namespace zhuqi
