#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/value.hpp>

#include "base/text.hpp"
#include "decision/temporal.hpp"

namespace zhuqi {

namespace {

bool same_entries(const ValueContext& a, const Value& b) {
  if (a.size() != b.context()->size()) return false;
  for (const auto& [key, value] : a) {
    const auto* other = b.find(key);
    if (other == nullptr || !(value == *other)) return false;
  }
  return true;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

std::string_view constructor(Value::Kind kind) {
  if (kind == Value::Kind::date) return "date";
  if (kind == Value::Kind::time) return "time";
  return kind == Value::Kind::date_time ? "date and time" : "duration";
}

template <class Item>
std::string range_text(const ValueRange& range, Item item) {
  if (range.low.is_null()) return fmt::format("({} {})", range.high_open ? "<" : "<=", item(range.high));
  if (range.high.is_null()) return fmt::format("({} {})", range.low_open ? ">" : ">=", item(range.low));
  return fmt::format("{}{}..{}{}", range.low_open ? '(' : '[', item(range.low), item(range.high),
                     range.high_open ? ')' : ']');
}

template <class Item>
std::string nested(const Value& value, Item item) {
  std::string text;
  if (const auto* list = value.list()) {
    for (const auto& entry : *list) text += (text.empty() ? "" : ", ") + item(entry);
    return "[" + text + "]";
  }
  if (const auto* range = value.range()) return range_text(*range, item);
  for (const auto& [key, entry] : *value.context())
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, item(entry));
  return "{" + text + "}";
}

}  // namespace

Value::Value(ValueList value) : data_(std::make_shared<const ValueList>(std::move(value))) {}
Value::Value(ValueContext value) : data_(std::make_shared<const ValueContext>(std::move(value))) {}
Value::Value(ValueRange value) : data_(std::make_shared<const ValueRange>(std::move(value))) {}

Value Value::number(std::string_view text) {
  const auto decimal = Decimal::parse(text);
  if (!decimal) throw Refused(Code::invalid_argument, fmt::format("«{}» is not a number", cut(text, 60)));
  return *decimal;
}

const ValueList* Value::list() const {
  const auto* list = std::get_if<std::shared_ptr<const ValueList>>(&data_);
  return list != nullptr ? list->get() : nullptr;
}

const ValueContext* Value::context() const {
  const auto* context = std::get_if<std::shared_ptr<const ValueContext>>(&data_);
  return context != nullptr ? context->get() : nullptr;
}

const ValueRange* Value::range() const {
  const auto* range = std::get_if<std::shared_ptr<const ValueRange>>(&data_);
  return range != nullptr ? range->get() : nullptr;
}

const feel::Closure* Value::function() const {
  const auto* function = std::get_if<std::shared_ptr<const feel::Closure>>(&data_);
  return function != nullptr ? function->get() : nullptr;
}

const Value* Value::find(std::string_view name) const {
  if (const auto* entries = context())
    for (const auto& [key, value] : *entries)
      if (key == name) return &value;
  return nullptr;
}

bool Value::operator==(const Value& other) const {
  if (kind() != other.kind()) return false;
  if (list() != nullptr) return *list() == *other.list();
  if (context() != nullptr) return same_entries(*context(), other);
  if (range() != nullptr) return *range() == *other.range();
  if (time() != nullptr) return temporal::compare(*time(), *other.time()) == std::strong_ordering::equal;
  if (date_time() != nullptr) return temporal::compare(*date_time(), *other.date_time()) == std::strong_ordering::equal;
  return data_ == other.data_;
}

std::string_view name(Value::Kind kind) {
  static constexpr std::string_view names[] = {"null",
                                               "boolean",
                                               "number",
                                               "string",
                                               "date",
                                               "time",
                                               "date and time",
                                               "days and time duration",
                                               "years and months duration",
                                               "list",
                                               "context",
                                               "range",
                                               "function"};
  return names[static_cast<std::size_t>(kind)];
}

std::string to_text(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return *value.boolean() ? "true" : "false";
    case Value::Kind::number:
      return value.number()->to_string();
    case Value::Kind::string:
      return *value.string();
    case Value::Kind::list:
    case Value::Kind::context:
    case Value::Kind::range:
      return nested(value, [](const Value& item) { return to_text(item); });
    case Value::Kind::function:
      return "function";
    default:
      return temporal::to_string(value);
  }
}

std::string to_feel(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::number:
      return to_text(value);
    case Value::Kind::string:
      return in_quotes(*value.string());
    case Value::Kind::list:
    case Value::Kind::context:
    case Value::Kind::range:
      return nested(value, [](const Value& item) { return to_feel(item); });
    case Value::Kind::function:
      return "null";
    default:
      return fmt::format("{}(\"{}\")", constructor(value.kind()), temporal::to_string(value));
  }
}

}  // namespace zhuqi
