#include "decision/types.hpp"

#include "base/text.hpp"
#include "decision/feel/type.hpp"

namespace zhuqi {

bool conform(Value& value, std::string_view type) {
  if (value.is_null() || type == "any" || feel::is_instance(value, type)) return true;
  if (value.string() == nullptr) return false;
  auto parsed = feel::read_text(*value.string(), type);
  if (!feel::is_instance(parsed, type)) return false;
  value = std::move(parsed);
  return true;
}

bool conform_text(std::string_view text, std::string_view type, Value& value) {
  value = {};
  const auto word = trim(text);
  if (type == "string" || type == "any") {
    if (!text.empty()) value = Value(text);
    return true;
  }
  if (word.empty()) return true;
  if (type == "number") {
    const auto number = Decimal::parse(word);
    if (number) value = *number;
    return number.has_value();
  }
  if (type == "boolean") {
    const auto folded = fold(word);
    const bool yes = folded == "true" || folded == "1", no = folded == "false" || folded == "0";
    if (yes || no) value = yes;
    return yes || no;
  }
  value = Value(word);
  return conform(value, type);
}

}  // namespace zhuqi
