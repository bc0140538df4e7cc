#include "policy/records.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/classify/facts.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "policy/built.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t longest_record = 1 << 20;

// The fact that a column or key stands for, and how its numbers become the fact's unit; null: it is none.
struct Meaning {
  const FactType* fact = nullptr;
  bool in_fen = false;
};

Meaning meaning_of(std::string_view name) {
  if (name == "id") return {fact_type("credit_code"), false};
  const bool in_fen = name.ends_with("_fen");
  if (in_fen) name.remove_suffix(4);
  const FactType* fact = fact_type(name);
  if (fact == nullptr || fact->of_need || (in_fen && fact->unit != "万元")) return {};
  return {fact, in_fen};
}

[[noreturn]] void refuse(std::string_view name, std::string_view found, const char* expected) {
  throw Refused(Code::invalid_argument, fmt::format("{}: «{}» is not {}", name, cut(found, 60), expected),
                std::string(name));
}

// Puts a value under the fact that it stands for; numbers written as text are read where `from_text`.
void put(Facts& facts, std::string_view name, Value value, bool from_text) {
  const Meaning meaning = meaning_of(name);
  if (meaning.fact == nullptr || value.is_null()) return;
  const std::string* text = value.string();
  if (meaning.fact->type == "number") {
    std::optional<Decimal> number = value.number() ? std::optional(*value.number()) : std::nullopt;
    if (text != nullptr && from_text) number = Decimal::parse(trim(*text));
    if (!number) refuse(name, to_text(value), "a number");
    if (meaning.in_fen) number = divide(*number, Decimal(1'000'000));
    value = Value(*number);
  } else if (meaning.fact->type == "list") {
    if (text != nullptr && from_text) value = Value(tags_in(*text));
    if (value.list() == nullptr) refuse(name, to_text(value), "a list");
  } else if (text == nullptr) {
    refuse(name, to_text(value), "a text");
  }
  facts.insert_or_assign(std::string(meaning.fact->name), std::move(value));
}

std::optional<std::int64_t> whole(const Facts& facts, const char* name, std::int64_t times) {
  const auto found = facts.find(name);
  const Decimal* number = found == facts.end() ? nullptr : found->second.number();
  const auto product = number ? multiply(*number, Decimal(times)) : std::nullopt;
  const auto rounded = product ? round(*product, 0, Decimal::Rounding::down) : std::nullopt;
  return rounded ? rounded->to_int64() : std::nullopt;
}

std::string size_class(const Facts& facts, const MatchStreamOptions& options) {
  Enterprise enterprise;
  if (const auto industry = facts.find("industry"); industry != facts.end())
    if (const auto* code = industry->second.string()) enterprise.industry = *code;
  enterprise.staff = whole(facts, "staff", 1);
  enterprise.revenue_fen = whole(facts, "revenue", 1'000'000);
  enterprise.assets_fen = whole(facts, "assets", 1'000'000);
  return size_of(options.size, enterprise, options.date).size;
}

}  // namespace

EnterpriseRecords::EnterpriseRecords(std::istream& in, const MatchStreamOptions& options) : in_(in), options_(options) {
  if (options_.in != RecordForm::csv) return;
  if (!read_csv(header_)) throw Refused(Code::invalid_document, "the file is empty: a header was expected", "line 1");
  for (auto& name : header_) name = std::string(trim(name));
  if (std::none_of(header_.begin(), header_.end(), [](const auto& name) { return meaning_of(name).fact != nullptr; }))
    throw Refused(Code::invalid_document,
                  "no column is a fact of an enterprise: credit_code (or id), region, industry, staff, revenue, …",
                  "line 1");
}

bool EnterpriseRecords::read_line(std::string& line) {
  if (!std::getline(in_, line)) return false;
  if (line_ == 0 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  ++line_;
  return true;
}

// A record goes on with the next line while a quote is open.
bool EnterpriseRecords::read_csv(std::vector<std::string>& fields) {
  std::string record, line;
  begun_ = line_ + 1;
  if (!read_line(record)) return false;
  while (std::count(record.begin(), record.end(), '"') % 2 != 0 && record.size() < longest_record && read_line(line))
    record += '\n' + line;
  CsvReader reader(record);
  std::vector<std::string_view> views;
  fields.clear();
  if (reader.next(views)) fields.assign(views.begin(), views.end());
  if (reader.broken()) throw Refused(Code::invalid_document, "a quote is not closed, or text follows one", "quote");
  return true;
}

void EnterpriseRecords::complete(Facts& facts) const {
  const auto number = [&](const char* name) -> const Decimal* {
    const auto found = facts.find(name);
    return found == facts.end() ? nullptr : found->second.number();
  };
  if (const auto* research = number("research"), *revenue = number("revenue");
      research && revenue && *revenue > Decimal(0) && !facts.contains("research_share"))
    if (const auto share = divide(*research, *revenue)) facts.emplace("research_share", Value(*share));
  if (options_.size.empty() || facts.contains("size")) return;
  if (auto size = size_class(facts, options_); !size.empty()) facts.emplace("size", Value(std::move(size)));
}

std::optional<EnterpriseRecord> EnterpriseRecords::next() {
  EnterpriseRecord record;
  try {
    if (options_.in == RecordForm::csv) {
      std::vector<std::string> fields;
      do {
        if (!read_csv(fields)) return std::nullopt;
      } while (fields.size() == 1 && fields[0].empty());
      record.line = begun_;
      if (fields.size() != header_.size())
        throw Refused(Code::invalid_document, fmt::format("{} fields under {} columns", fields.size(), header_.size()));
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!valid_utf8(fields[i])) refuse(header_[i], "…", "UTF-8");
        if (!trim(fields[i]).empty()) put(record.facts, header_[i], Value(std::string(trim(fields[i]))), true);
      }
    } else {
      std::string line;
      do {
        if (!read_line(line)) return std::nullopt;
      } while (trim(line).empty());
      record.line = line_;
      for (auto& [name, value] : parse_facts(line)) put(record.facts, name, value, false);
    }
    complete(record.facts);
  } catch (const Refused& refused) {
    record.line = options_.in == RecordForm::csv ? begun_ : line_;
    record.error = refused.what();
  }
  return record;
}

}  // namespace zhuqi
