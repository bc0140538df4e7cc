// Values as JSON text. Numbers must pass unharmed, so they are taken as written and not by way of a double.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/value.hpp>

#include "base/json.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace {

// Builds a Value out of the parser's events.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Value result() { return std::move(done_); }

  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(Value(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override { return put(*Decimal::parse(std::to_string(value))); }
  bool number_float(number_float_t, const string_t& text) override {
    const auto number = Decimal::parse(text);
    if (!number) throw Refused(Code::invalid_document, fmt::format("the number «{}» is out of range", cut(text, 40)));
    return put(*number);
  }
  bool string(string_t& text) override { return put(std::move(text)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(string_t& text) override {
    auto& level = levels_.back();
    for (const auto& [name, value] : level.entries)
      if (name == text)
        throw Refused(Code::invalid_document, fmt::format("the key «{}» stands twice in one object", cut(text, 60)));
    level.entries.emplace_back(std::move(text), Value());
    return true;
  }
  bool end_object() override {
    Value value(std::move(levels_.back().entries));
    levels_.pop_back();
    return put(std::move(value));
  }
  bool end_array() override {
    Value value(std::move(levels_.back().items));
    levels_.pop_back();
    return put(std::move(value));
  }
  bool parse_error(std::size_t byte, const std::string&, const nlohmann::json::exception&) override {
    throw Refused(Code::invalid_document, fmt::format("not valid JSON at byte {}", byte), fmt::format("byte {}", byte));
  }

 private:
  struct Level {
    bool object;
    ValueContext entries;
    ValueList items;
  };

  bool open(bool object) {
    if (levels_.size() >= static_cast<std::size_t>(max_document_depth))
      throw Refused(Code::too_large, fmt::format("nested deeper than {} levels", max_document_depth));
    levels_.push_back({object, {}, {}});
    return true;
  }
  bool put(Value value) {
    if (levels_.empty())
      done_ = std::move(value);
    else if (levels_.back().object)
      levels_.back().entries.back().second = std::move(value);
    else
      levels_.back().items.push_back(std::move(value));
    return true;
  }

  std::vector<Level> levels_;
  Value done_;
};

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string to_json_text(const Value& value) {
  if (const auto* list = value.list()) {
    std::string text;
    for (const auto& item : *list) text += (text.empty() ? "" : ", ") + to_json_text(item);
    return "[" + text + "]";
  }
  if (const auto* context = value.context()) {
    std::string text;
    for (const auto& [key, item] : *context)
      text += (text.empty() ? "" : ", ") + json_string(key) + ": " + to_json_text(item);
    return "{" + text + "}";
  }
  const auto plain = to_text(value);
  const bool bare = value.is_null() || value.boolean() != nullptr || value.number() != nullptr;
  return bare ? plain : json_string(plain);
}

Value parse_value(std::string_view json) {
  if (json.size() > max_document_bytes)
    throw Refused(Code::too_large, fmt::format("larger than {} bytes", max_document_bytes));
  if (!valid_utf8(json)) throw Refused(Code::invalid_document, "not valid UTF-8");
  Builder builder;
  nlohmann::json::sax_parse(json.begin(), json.end(), &builder);
  return builder.result();
}

Facts parse_facts(std::string_view json) {
  const auto value = parse_value(json);
  const auto* entries = value.context();
  if (entries == nullptr) throw Refused(Code::invalid_argument, "the facts of a record are one JSON object");
  return Facts(entries->begin(), entries->end());
}

}  // namespace zhuqi
