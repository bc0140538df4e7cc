#include "decision/feel/functions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <re2/re2.h>
#include <utf8proc.h>

#include "base/text.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

using Rounding = Decimal::Rounding;

Value from(std::optional<Decimal> number) { return number ? Value(*number) : Value(); }

const std::string* text(const Arguments& a, std::size_t i) { return i < a.size() ? a[i].string() : nullptr; }
std::optional<std::int64_t> integer(const Arguments& a, std::size_t i) {
  return i < a.size() && a[i].number() != nullptr ? a[i].number()->to_int64() : std::nullopt;
}

// The byte at which character `n` (from 0) begins, or the end.
std::size_t byte_of(std::string_view s, std::int64_t n) {
  std::size_t i = 0;
  for (; i < s.size() && n > 0; --n) do
      ++i;
    while (i < s.size() && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80);
  return i;
}

std::string mapped(const std::string& s, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  std::string out;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(s.data());
  auto left = static_cast<utf8proc_ssize_t>(s.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const auto read = utf8proc_iterate(at, left, &code);
    if (read < 1) return s;
    utf8proc_uint8_t bytes[4];
    const auto written = utf8proc_encode_char(map(code), bytes);
    out.append(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(written));
    at += read, left -= read;
  }
  return out;
}

// A list given as one argument, or the arguments themselves: sum([1, 2]) and sum(1, 2).
ValueList items(const Arguments& a) {
  if (a.size() == 1 && a[0].list() != nullptr) return *a[0].list();
  return {a.values.begin(), a.values.end()};
}

const ValueList* list(const Arguments& a, std::size_t i, ValueList& single) {
  if (a[i].list() != nullptr) return a[i].list();
  single = {a[i]};
  return a[i].is_null() ? nullptr : &single;
}

template <class Fold>
Value fold_numbers(const Arguments& a, Fold step) {
  std::optional<Decimal> total;
  for (const auto& item : items(a)) {
    if (item.number() == nullptr) return {};
    total = total ? step(*total, *item.number()) : std::optional(*item.number());
    if (!total) return {};
  }
  return from(total);
}

Value extreme(const Arguments& a, bool least) {
  const auto all = items(a);
  if (all.empty()) return {};
  const Value* best = &all.front();
  for (const auto& item : all) {
    const auto order = compare(item, *best);
    if (!order) return {};
    if (least ? *order < 0 : *order > 0) best = &item;
  }
  return *best;
}

Value truth_of_all(const Arguments& a, bool deciding) {
  bool unknown = false;
  for (const auto& item : items(a)) {
    if (item.boolean() == nullptr)
      unknown = true;
    else if (*item.boolean() == deciding)
      return deciding;
  }
  return unknown ? Value() : Value(!deciding);
}

Value rounded(const Arguments& a, Rounding rounding) {
  const auto scale = a.size() > 1 ? integer(a, 1) : std::optional<std::int64_t>(0);
  if (a[0].number() == nullptr || !scale || std::abs(*scale) > 6111) return {};
  return from(round(*a[0].number(), static_cast<int>(*scale), rounding));
}

Value contains(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->find(*text(a, 1)) != std::string::npos) : Value();
}
Value starts_with(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->starts_with(*text(a, 1))) : Value();
}
Value ends_with(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->ends_with(*text(a, 1))) : Value();
}

std::shared_ptr<const re2::RE2> pattern_of(const Arguments& a, std::size_t pattern, std::size_t flags) {
  if (a.pattern != nullptr) return {a.pattern, [](const re2::RE2*) {}};
  return text(a, pattern) ? compile_pattern(*text(a, pattern), flags < a.size() ? a[flags] : Value()) : nullptr;
}

Value matches(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 2);
  return text(a, 0) && pattern ? Value(re2::RE2::PartialMatch(*text(a, 0), *pattern)) : Value();
}

Value replace(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 3);
  if (!text(a, 0) || !text(a, 2) || !pattern) return {};
  std::string rewrite;  // $1 in FEEL is \1 in RE2
  for (const char c : *text(a, 2)) {
    if (c == '\\') rewrite += '\\';
    rewrite += c == '$' ? '\\' : c;
  }
  std::string result = *text(a, 0), why;
  if (!pattern->CheckRewriteString(rewrite, &why)) return {};
  re2::RE2::GlobalReplace(&result, *pattern, rewrite);
  return result;
}

Value split(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 2);
  if (!text(a, 0) || !pattern) return {};
  ValueList parts;
  re2::StringPiece rest(*text(a, 0)), match;
  std::size_t start = 0;
  while (pattern->Match(rest, start, rest.size(), re2::RE2::UNANCHORED, &match, 1) && !match.empty()) {
    const auto at = static_cast<std::size_t>(match.data() - rest.data());
    parts.emplace_back(std::string(rest.data() + start, at - start));
    start = at + match.size();
  }
  parts.emplace_back(std::string(rest.data() + start, rest.size() - start));
  return parts;
}

Value substring(const Arguments& a) {
  const auto start = integer(a, 1);
  if (!text(a, 0) || !start || *start == 0) return {};
  const std::string_view s = *text(a, 0);
  const auto length = static_cast<std::int64_t>(count_characters(s));
  const auto first = *start > 0 ? *start - 1 : std::max<std::int64_t>(length + *start, 0);
  const auto count = a.size() > 2 ? integer(a, 2) : std::optional(length);
  if (!count || *count < 0) return {};
  const auto from_first = s.substr(byte_of(s, std::min(first, length)));
  return std::string(from_first.substr(0, byte_of(from_first, *count)));
}

Value substring_before(const Arguments& a) {
  if (!text(a, 0) || !text(a, 1)) return {};
  const auto at = text(a, 0)->find(*text(a, 1));
  return at == std::string::npos ? std::string() : text(a, 0)->substr(0, at);
}

Value substring_after(const Arguments& a) {
  if (!text(a, 0) || !text(a, 1)) return {};
  const auto at = text(a, 0)->find(*text(a, 1));
  return at == std::string::npos ? std::string() : text(a, 0)->substr(at + text(a, 1)->size());
}

Value string_join(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  std::string joined;
  bool first = true;
  for (const auto& item : *a[0].list()) {
    if (item.is_null()) continue;
    if (item.string() == nullptr) return {};
    if (!first && text(a, 1)) joined += *text(a, 1);
    joined += *item.string();
    first = false;
  }
  return joined;
}

Value list_contains(const Arguments& a) {
  ValueList single;
  const auto* all = list(a, 0, single);
  return all != nullptr ? Value(std::find(all->begin(), all->end(), a[1]) != all->end()) : Value();
}

Value index_of(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  ValueList places;
  for (std::size_t i = 0; i < a[0].list()->size(); ++i)
    if ((*a[0].list())[i] == a[1]) places.emplace_back(static_cast<std::int64_t>(i + 1));
  return places;
}

Value concatenate(const Arguments& a) {
  ValueList all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ValueList single;
    const auto* part = list(a, i, single);
    if (part == nullptr) return {};
    all.insert(all.end(), part->begin(), part->end());
  }
  return all;
}

Value append(const Arguments& a) {
  ValueList single;
  const auto* base = list(a, 0, single);
  if (base == nullptr) return {};
  auto all = *base;
  all.insert(all.end(), a.values.begin() + 1, a.values.end());
  return all;
}

Value distinct_values(const Arguments& a) {
  ValueList single, kept;
  const auto* all = list(a, 0, single);
  if (all == nullptr) return {};
  for (const auto& item : *all)
    if (std::find(kept.begin(), kept.end(), item) == kept.end()) kept.push_back(item);
  return kept;
}

Value union_of(const Arguments& a) {
  const auto all = concatenate(a);
  return all.is_null() ? Value() : distinct_values({std::span(&all, 1)});
}

void flatten_into(const Value& value, ValueList& out) {
  if (value.list() == nullptr) return out.push_back(value);
  for (const auto& item : *value.list()) flatten_into(item, out);
}

Value flatten(const Arguments& a) {
  ValueList out;
  flatten_into(a[0], out);
  return out;
}

Value reverse(const Arguments& a) {
  if (a[0].list() == nullptr) return {};
  return ValueList(a[0].list()->rbegin(), a[0].list()->rend());
}

Value sublist(const Arguments& a) {
  const auto start = integer(a, 1);
  if (a[0].list() == nullptr || !start || *start == 0) return {};
  const auto size = static_cast<std::int64_t>(a[0].list()->size());
  const auto first = *start > 0 ? *start - 1 : size + *start;
  const auto count = a.size() > 2 ? integer(a, 2) : std::optional(size - first);
  if (first < 0 || first > size || !count || *count < 0 || *count > size - first) return {};
  return ValueList(a[0].list()->begin() + first, a[0].list()->begin() + first + *count);
}

Value modulo(const Arguments& a) {
  if (!a[0].number() || !a[1].number()) return {};
  const auto quotient = divide(*a[0].number(), *a[1].number());
  const auto whole = quotient ? round(*quotient, 0, Rounding::floor) : std::nullopt;
  const auto product = whole ? multiply(*whole, *a[1].number()) : std::nullopt;
  return product ? from(subtract(*a[0].number(), *product)) : Value();
}

Value parity(const Arguments& a, bool even) {
  if (!a[0].number() || !a[0].number()->is_integer()) return {};
  const Value two[] = {*a[0].number(), 2};
  return modulo({two}).number()->is_zero() == even;
}

Value mean(const Arguments& a) {
  const auto total = fold_numbers(a, add);
  return total.number() ? from(divide(*total.number(), static_cast<std::int64_t>(items(a).size()))) : Value();
}

Value number(const Arguments& a) {
  if (a[0].number()) return a[0];
  return text(a, 0) ? from(Decimal::parse(*text(a, 0))) : Value();
}

Value date(const Arguments& a) {
  if (a.size() == 3) {
    const auto y = integer(a, 0), m = integer(a, 1), d = integer(a, 2);
    if (!y || !m || !d || *y < 1 || *y > 9999 || *m < 1 || *m > 12 || *d < 1 || *d > 31) return {};
    const Date made = std::chrono::year(static_cast<int>(*y)) / static_cast<unsigned>(*m) / static_cast<unsigned>(*d);
    return made.ok() ? Value(made) : Value();
  }
  if (a[0].date_time()) return a[0].date_time()->date;
  if (a[0].date()) return a[0];
  const auto parsed = text(a, 0) ? temporal::parse_date(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value time(const Arguments& a) {
  if (a.size() >= 3) {
    const auto h = integer(a, 0), m = integer(a, 1), s = integer(a, 2);
    if (!h || !m || !s || *h < 0 || *h > 23 || *m < 0 || *m > 59 || *s < 0 || *s > 59) return {};
    TimeOfDay made{std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::seconds(*s), {}};
    if (a.size() > 3 && a[3].days_duration())
      made.offset = std::chrono::duration_cast<std::chrono::seconds>(a[3].days_duration()->length);
    return made;
  }
  if (a[0].date_time()) return a[0].date_time()->time;
  if (a[0].time()) return a[0];
  const auto parsed = text(a, 0) ? temporal::parse_time(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value date_and_time(const Arguments& a) {
  if (a.size() == 2) {
    const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
    return day && a[1].time() ? Value(DateTime{*day, *a[1].time()}) : Value();
  }
  if (a[0].date_time()) return a[0];
  if (a[0].date()) return DateTime{*a[0].date(), {}};
  const auto parsed = text(a, 0) ? temporal::parse_date_time(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value months_between(const Arguments& a) {
  const auto* from = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  const auto* to = a[1].date_time() ? &a[1].date_time()->date : a[1].date();
  if (!from || !to) return {};
  std::int64_t months =
      (int(to->year()) - int(from->year())) * 12 + int(unsigned(to->month())) - int(unsigned(from->month()));
  if (months > 0 && to->day() < from->day()) --months;
  if (months < 0 && to->day() > from->day()) ++months;
  return MonthsDuration{months};
}

Value named_day(const Arguments& a, bool month) {
  static constexpr std::string_view days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                              "Friday", "Saturday", "Sunday"};
  static constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
  const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  if (!day) return {};
  if (month) return months[unsigned(day->month()) - 1];
  return days[std::chrono::weekday(std::chrono::sys_days(*day)).iso_encoding() - 1];
}

Value day_of_year(const Arguments& a) {
  const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  if (!day) return {};
  const std::chrono::sys_days first = day->year() / std::chrono::January / 1;
  return static_cast<int>((std::chrono::sys_days(*day) - first).count()) + 1;
}

Value get_value(const Arguments& a) {
  const auto* entry = text(a, 1) ? a[0].find(*text(a, 1)) : nullptr;
  return entry ? *entry : Value();
}

const std::map<std::string_view, Function>& functions() {
  static const std::map<std::string_view, Function> table = [] {
    std::map<std::string_view, Function> all;
    const auto put = [&](Function f) { all.emplace(f.name, f); };
    put({"contains", 2, 2, true, contains});
    put({"starts with", 2, 2, true, starts_with});
    put({"ends with", 2, 2, true, ends_with});
    put({"matches", 2, 3, true, matches, 1, 2});
    put({"replace", 3, 4, false, replace, 1, 3});
    put({"split", 2, 2, false, split, 1});
    put({"fold", 1, 1, false,
         [](const Arguments& a) { return text(a, 0) ? Value(zhuqi::fold(*text(a, 0))) : Value(); }});
    put({"string length", 1, 1, false, [](const Arguments& a) {
           return text(a, 0) ? Value(static_cast<std::int64_t>(count_characters(*text(a, 0)))) : Value();
         }});
    put({"upper case", 1, 1, false,
         [](const Arguments& a) { return text(a, 0) ? Value(mapped(*text(a, 0), utf8proc_toupper)) : Value(); }});
    put({"lower case", 1, 1, false,
         [](const Arguments& a) { return text(a, 0) ? Value(mapped(*text(a, 0), utf8proc_tolower)) : Value(); }});
    put({"substring", 2, 3, false, substring});
    put({"substring before", 2, 2, false, substring_before});
    put({"substring after", 2, 2, false, substring_after});
    put({"string join", 1, 2, false, string_join});
    put({"string", 1, 1, false, [](const Arguments& a) { return a[0].is_null() ? Value() : Value(to_text(a[0])); }});
    put({"number", 1, 3, false, number});
    put({"list contains", 2, 2, true, list_contains});
    put({"count", 1, -1, false, [](const Arguments& a) { return Value(static_cast<std::int64_t>(items(a).size())); }});
    put({"sum", 1, -1, false, [](const Arguments& a) { return fold_numbers(a, add); }});
    put({"product", 1, -1, false, [](const Arguments& a) { return fold_numbers(a, multiply); }});
    put({"mean", 1, -1, false, mean});
    put({"min", 1, -1, false, [](const Arguments& a) { return extreme(a, true); }});
    put({"max", 1, -1, false, [](const Arguments& a) { return extreme(a, false); }});
    put({"all", 1, -1, true, [](const Arguments& a) { return truth_of_all(a, false); }});
    put({"any", 1, -1, true, [](const Arguments& a) { return truth_of_all(a, true); }});
    put({"not", 1, 1, true, [](const Arguments& a) { return a[0].boolean() ? Value(!*a[0].boolean()) : Value(); }});
    put({"append", 2, -1, false, append});
    put({"concatenate", 1, -1, false, concatenate});
    put({"union", 1, -1, false, union_of});
    put({"distinct values", 1, 1, false, distinct_values});
    put({"flatten", 1, 1, false, flatten});
    put({"reverse", 1, 1, false, reverse});
    put({"index of", 2, 2, false, index_of});
    put({"sublist", 2, 3, false, sublist});
    put({"get value", 2, 2, false, get_value});
    put({"abs", 1, 1, false, [](const Arguments& a) {
           return a[0].number() ? Value(a[0].number()->is_negative() ? -*a[0].number() : *a[0].number()) : Value();
         }});
    put({"floor", 1, 2, false, [](const Arguments& a) { return rounded(a, Rounding::floor); }});
    put({"ceiling", 1, 2, false, [](const Arguments& a) { return rounded(a, Rounding::ceiling); }});
    put({"decimal", 2, 2, false, [](const Arguments& a) { return rounded(a, Rounding::half_even); }});
    put({"round up", 2, 2, false, [](const Arguments& a) { return rounded(a, Rounding::up); }});
    put({"round down", 2, 2, false, [](const Arguments& a) { return rounded(a, Rounding::down); }});
    put({"round half up", 2, 2, false, [](const Arguments& a) { return rounded(a, Rounding::half_up); }});
    put({"round half down", 2, 2, false, [](const Arguments& a) { return rounded(a, Rounding::half_down); }});
    put({"modulo", 2, 2, false, modulo});
    put({"sqrt", 1, 1, false, [](const Arguments& a) {
           return a[0].number() ? from(Decimal::from_double(std::sqrt(a[0].number()->to_double()))) : Value();
         }});
    put({"even", 1, 1, true, [](const Arguments& a) { return parity(a, true); }});
    put({"odd", 1, 1, true, [](const Arguments& a) { return parity(a, false); }});
    put({"date", 1, 3, false, date});
    put({"time", 1, 4, false, time});
    put({"date and time", 1, 2, false, date_and_time});
    put({"duration", 1, 1, false,
         [](const Arguments& a) { return text(a, 0) ? temporal::parse_duration(*text(a, 0)) : Value(); }});
    put({"years and months duration", 2, 2, false, months_between});
    put({"day of week", 1, 1, false, [](const Arguments& a) { return named_day(a, false); }});
    put({"month of year", 1, 1, false, [](const Arguments& a) { return named_day(a, true); }});
    put({"day of year", 1, 1, false, day_of_year});
    return all;
  }();
  return table;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = functions().find(name);
  return found != functions().end() ? &found->second : nullptr;
}

const std::vector<std::string>& spaced_function_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> spaced;
    for (const auto& [name, function] : functions())
      if (name.find(' ') != std::string_view::npos) spaced.emplace_back(name);
    return spaced;
  }();
  return names;
}

std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, const Value& flags) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  std::string prefix;
  if (const auto* letters = flags.string()) {
    for (const char c : *letters)
      if (c == 'i' || c == 's' || c == 'm') prefix += c;
    if (!prefix.empty()) prefix = "(?" + prefix + ")";
  }
  auto compiled = std::make_shared<const re2::RE2>(prefix + pattern, options);
  return compiled->ok() ? compiled : nullptr;
}

}  // namespace zhuqi::feel
