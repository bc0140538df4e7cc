#include "decision/feel/type.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/sheet_date.hpp"
#include "base/text.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

bool is_allowed(const Value& value, const Type& type) {
  return type.allowed == nullptr || holds(*type.allowed, {nullptr, &value, nullptr, {}, nullptr});
}

// Conforms: an instance, or null.
bool fits(const Value& value, const Type& type) { return value.is_null() || is_instance(value, type); }

bool elements_fit(const Value& value, const Type& type) {
  if (type.parts.empty()) return true;
  const auto& element = type.parts[0].second;
  if (const auto* range = value.range()) return fits(range->low, element) && fits(range->high, element);
  return std::all_of(value.list()->begin(), value.list()->end(), [&](const auto& item) { return fits(item, element); });
}

// The value with the texts in it read as the dates that the type wants.
Value with_texts_read(Value value, const Type& type) {
  if (const auto* text = value.string()) {
    auto read = read_text(*text, type.base);
    return read.is_null() ? value : read;
  }
  if (const auto* list = value.list(); list != nullptr && type.base == "list" && !type.parts.empty()) {
    ValueList items;
    for (const auto& item : *list) items.push_back(with_texts_read(item, type.parts[0].second));
    return items;
  }
  const auto* context = value.context();
  if (context == nullptr || type.parts.empty()) return value;
  ValueContext entries = *context;
  for (auto& [key, entry] : entries)
    for (const auto& [name, part] : type.parts)
      if (name == key) entry = with_texts_read(std::move(entry), part);
  return entries;
}

}  // namespace

Value read_text(std::string_view text, std::string_view base) {
  if (base == "date") {
    const auto date = parse_sheet_date(text);
    return date ? Value(*date) : Value();
  }
  if (base == "time") {
    const auto time = temporal::parse_time(text);
    return time ? Value(*time) : Value();
  }
  if (base == "date and time") {
    const auto at = temporal::parse_any_date_time(text);
    return at ? Value(*at) : Value();
  }
  return base.ends_with("duration") ? temporal::parse_duration(text) : Value();
}

bool is_instance(const Value& value, std::string_view base) {
  if (value.is_null()) return base == "null" || base == "Null";
  if (base == "Any" || base == "any") return true;
  return name(value.kind()) == base;
}

bool is_instance(const Value& value, const Type& type) {
  if (!is_instance(value, type.base) || !is_allowed(value, type)) return false;
  if (type.base == "list" || type.base == "range") return elements_fit(value, type);
  if (type.base != "context") return true;
  return std::all_of(type.parts.begin(), type.parts.end(), [&](const auto& part) {
    const auto* entry = value.find(part.first);
    return entry != nullptr && fits(*entry, part.second);
  });
}

Value coerced(Value value, const Type& type, bool read_texts) {
  if (read_texts) value = with_texts_read(std::move(value), type);
  if (fits(value, type)) return value;
  if (const auto* list = value.list(); list != nullptr && list->size() == 1 && fits(list->front(), type))
    return list->front();
  if (type.base == "list" && value.list() == nullptr) {
    Value single(ValueList{std::move(value)});
    return fits(single, type) ? single : Value();
  }
  if (type.base == "date and time" && value.date() != nullptr)
    return DateTime{*value.date(), {std::chrono::microseconds(0), std::chrono::seconds(0)}};
  return {};
}

std::string misfit(const Value& value, const Type& type) {
  if (fits(value, type)) return {};
  if (is_instance(value, type.base)) {
    if (!is_allowed(value, type)) return fmt::format("«{}» is not one of the allowed values", cut(to_text(value), 60));
    for (const auto& [entry_name, part] : type.parts) {
      if (const auto* list = value.list())
        for (const auto& item : *list)
          if (auto why = misfit(item, part); !why.empty()) return why;
      if (value.context() == nullptr) continue;
      const auto* entry = value.find(entry_name);
      if (entry == nullptr) return fmt::format("the entry {} is missing", entry_name);
      if (auto why = misfit(*entry, part); !why.empty()) return fmt::format("{}: {}", entry_name, why);
    }
  }
  return fmt::format("expected {}, got {} «{}»", type.base, name(value.kind()), cut(to_text(value), 60));
}

}  // namespace zhuqi::feel
