#include "decision/compare/columns.hpp"

#include "base/text.hpp"
#include "decision/index/short_number.hpp"
#include "decision/types.hpp"

namespace zhuqi::comparing {

bool ColumnBuilder::is_supported(std::string_view type) {
  return type == "string" || type == "number" || type == "boolean" || type == "date";
}

ColumnBuilder::ColumnBuilder(std::string name, std::string_view type) : name_(std::move(name)), type_(type) {}

void ColumnBuilder::clear() {
  rows_ = 0;
  validity_.clear(), bits_.clear(), bytes_.clear(), doubles_.clear(), days_.clear();
  offsets_.assign(1, 0);
}

bool ColumnBuilder::append_text(std::string_view field) {
  if (field.empty()) return append_null(), true;
  if (type_ == "string") {
    if (!valid_utf8(field)) return append_null(), false;
    return append_bytes(field), true;
  }
  if (type_ == "number")
    if (const auto number = short_number(field, nullptr)) return append_double(*number), true;
  Value value;
  if (conform_text(field, type_, value)) return append(value);
  return append_null(), false;
}

bool ColumnBuilder::append(const Value& given) {
  auto value = given;
  if (!conform(value, type_)) return append_null(), false;
  if (value.is_null()) return append_null(), true;
  if (const auto* text = value.string()) {
    if (!valid_utf8(*text)) return append_null(), false;
    return append_bytes(*text), true;
  }
  if (const auto* number = value.number()) return append_number(*number);
  if (const auto* truth = value.boolean()) return append_bit(*truth), true;
  return append_day(*value.date()), true;
}

bool ColumnBuilder::append_number(const Decimal& number) {
  const double value = number.to_double();
  if (Decimal::from_double(value) != number) return append_null(), false;
  return append_double(value), true;
}

void ColumnBuilder::append_null() {
  if (type_ == "string") offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  if (type_ == "number") doubles_.push_back(0);
  if (type_ == "date") days_.push_back(0);
  next(false);
}

void ColumnBuilder::append_bytes(std::string_view text) {
  bytes_ += text;
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
  next(true);
}

void ColumnBuilder::append_double(double value) {
  doubles_.push_back(value);
  next(true);
}

void ColumnBuilder::append_bit(bool value) {
  next(true);
  if (value) bits_.back() = static_cast<std::uint8_t>(bits_.back() | 1u << ((rows_ - 1) % 8));
}

void ColumnBuilder::append_day(const Date& date) {
  days_.push_back(static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count()));
  next(true);
}

void ColumnBuilder::next(bool is_there) {
  if (rows_ % 8 == 0) validity_.push_back(0), bits_.push_back(0);
  if (is_there) validity_.back() = static_cast<std::uint8_t>(validity_.back() | 1u << (rows_ % 8));
  ++rows_;
}

Column ColumnBuilder::column() const {
  Column column;
  column.name = name_;
  column.validity = validity_.data();
  if (type_ == "string") {
    column.type = ColumnType::string64;
    column.values = offsets_.data();
    column.data = bytes_.data();
  } else if (type_ == "number") {
    column.type = ColumnType::float64;
    column.values = doubles_.data();
  } else if (type_ == "boolean") {
    column.type = ColumnType::boolean;
    column.values = bits_.data();
  } else {
    column.type = ColumnType::date32;
    column.values = days_.data();
  }
  return column;
}

}  // namespace zhuqi::comparing
