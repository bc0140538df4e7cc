#include "decision/check/values.hpp"

#include <algorithm>

#include "decision/feel/evaluate.hpp"
#include "decision/feel/functions.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::checking {

using feel::Expression;
using feel::Op;

namespace {

constexpr std::uint64_t most_evaluations = 2'000'000;  // of expressions on single values

bool is_input(const Expression& e) { return e.op == Op::input; }

// What is about the column's value without naming it, or no value by itself.
bool is_test(const Expression& e) {
  return e.op >= Op::any || e.op == Op::interval || std::any_of(e.operands.begin(), e.operands.end(), is_test);
}

bool holds_for(const Expression& test, const Value& value) {
  static const Facts none;
  return feel::holds(test, {&none, &value, nullptr, {}, nullptr});
}

// The least text after every text with this prefix: texts are ordered as their characters are. Nothing if there is
// none.
std::optional<std::string> after_prefix(std::string prefix) {
  while (!prefix.empty()) {
    std::size_t start = prefix.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(prefix[start]) & 0xC0) == 0x80) --start;
    char32_t code = static_cast<unsigned char>(prefix[start]);
    const std::size_t length = prefix.size() - start;
    if (length > 1) code &= 0xFFu >> (length + 1);
    for (auto i = start + 1; i < prefix.size(); ++i) code = code << 6 | (static_cast<unsigned char>(prefix[i]) & 0x3F);
    prefix.resize(start);
    ++code;
    if (code == 0xD800) code = 0xE000;
    if (code > 0x10FFFF) continue;
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) return prefix + static_cast<char>(code);
    if (code < 0x800) return prefix + static_cast<char>(0xC0 | code >> 6) + tail(0);
    if (code < 0x10000) return prefix + static_cast<char>(0xE0 | code >> 12) + tail(6) + tail(0);
    return prefix + static_cast<char>(0xF0 | code >> 18) + tail(12) + tail(6) + tail(0);
  }
  return std::nullopt;
}

bool has_offset(const Value& value) {
  return (value.time() != nullptr && value.time()->offset) ||
         (value.date_time() != nullptr && value.date_time()->time.offset);
}

// What comes a little after and a little before a value.
void add_neighbours(const Value& value, std::vector<Value>& out) {
  if (const auto* number = value.number()) {
    for (const int step : {1, -1})
      if (const auto next = add(*number, step)) out.emplace_back(*next);
  } else if (const auto* date = value.date()) {
    for (const int step : {1, -1}) out.emplace_back(Date(std::chrono::sys_days(*date) + std::chrono::days(step)));
  } else if (const auto* months = value.months_duration()) {
    for (const int step : {1, -1}) out.emplace_back(MonthsDuration{months->months + step});
  } else {
    using namespace std::chrono_literals;
    for (const std::chrono::microseconds step :
         {std::chrono::microseconds(24h), std::chrono::microseconds(1s), std::chrono::microseconds(1us)})
      for (const int sign : {1, -1}) {
        const auto next = temporal::add(value, DaysDuration{step * sign});
        if (!next.is_null()) out.push_back(next);
      }
  }
}

}  // namespace

std::optional<Value> constant_value(const Expression& e) {
  if (e.op == Op::literal) return e.value;
  if (is_test(e) || feel::mentions_input(e) || !feel::free_names(e).empty()) return std::nullopt;
  return feel::evaluate(e, {});
}

ValueSpace::ValueSpace(const CompiledInput& input) : type_(input.type) {
  for (const auto& cell : input.cells) collect(cell.expression);
  if (input.allowed) collect(*input.allowed);
  choose_kind();
  build_classes();
  for (const auto& cell : input.cells) {
    cells_.push_back(reach_of(cell.expression));
    satisfiable_.push_back(!cells_.back().may.empty());
  }
  if (input.allowed) heed_allowed(*input.allowed);
}

// FEEL does not order booleans; here they are.
int ValueSpace::order(const Value& a, const Value& b) {
  if (a.boolean() != nullptr) return static_cast<int>(*a.boolean()) - static_cast<int>(*b.boolean());
  const auto order = feel::compare(a, b);
  return !order || *order == 0 ? 0 : *order < 0 ? -1 : 1;
}

bool ValueSpace::precedes(const Cut& a, const Cut& b) {
  const auto by_key = order(a.key, b.key);
  return by_key < 0 || (by_key == 0 && !a.after && b.after);
}

void ValueSpace::collect(const Expression& e) {
  if (e.op == Op::call && e.function->name == "starts with" && e.operands[1].op == Op::literal &&
      e.operands[1].value.string() != nullptr)
    prefixes_.push_back(*e.operands[1].value.string());
  if (const auto value = constant_value(e)) {
    if (const auto* list = value->list()) literals_.insert(literals_.end(), list->begin(), list->end());
    if (!value->is_null()) literals_.push_back(*value);
    return;
  }
  for (const auto& operand : e.operands) collect(operand);
}

// One order needs one kind; what cannot be ordered is told apart by equality alone.
void ValueSpace::choose_kind() {
  using Kind = Value::Kind;
  const bool typed = type_ != "any" && type_ != "Any";
  std::erase_if(literals_, [&](const Value& value) { return typed && !feel::is_instance(value, type_); });
  if (type_ == "boolean") literals_.insert(literals_.end(), {false, true});
  for (const auto kind : {Kind::boolean, Kind::number, Kind::string, Kind::date, Kind::time, Kind::date_time,
                          Kind::days_duration, Kind::months_duration})
    if (typed && name(kind) == type_) kind_ = kind;
  if (!typed && !literals_.empty() && literals_.front().list() == nullptr && literals_.front().context() == nullptr)
    kind_ = literals_.front().kind();
  for (const auto& value : literals_)
    if (kind_ != value.kind() || has_offset(value)) kind_.reset();
  has_stray_ = !typed || !kind_ || *kind_ == Kind::time || *kind_ == Kind::date_time;
}

void ValueSpace::build_classes() {
  witnesses_.emplace_back(Value());
  single_.push_back(true);
  all_ = {{0, 0}};
  if (kind_) {
    for (const auto& value : literals_) cuts_.insert(cuts_.end(), {{value, false}, {value, true}});
    if (*kind_ == Value::Kind::string)
      for (const auto& prefix : prefixes_) {
        cuts_.push_back({prefix, false});
        if (auto end = after_prefix(prefix)) cuts_.push_back({std::move(*end), false});
      }
    std::sort(cuts_.begin(), cuts_.end(), precedes);
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end(),
                            [](const Cut& a, const Cut& b) { return !precedes(a, b) && !precedes(b, a); }),
                cuts_.end());
    for (std::size_t i = 0; i <= cuts_.size(); ++i)
      find_witness(i > 0 ? &cuts_[i - 1] : nullptr, i < cuts_.size() ? &cuts_[i] : nullptr);
  } else {
    for (const auto& value : literals_) {
      if (std::find(witnesses_.begin(), witnesses_.end(), value) != witnesses_.end() || witnesses_.size() > 1000)
        continue;
      witnesses_.emplace_back(value);
      single_.push_back(true);
      all_ = unite(all_, {{size() - 1, size() - 1}});
    }
  }
  if (has_stray_) {
    witnesses_.emplace_back();
    single_.push_back(false);
    all_ = unite(all_, {{size() - 1, size() - 1}});
  }
  present_ = subtract(all_, {{0, 0}});
}

void ValueSpace::find_witness(const Cut* low, const Cut* high) {
  const auto number = size();
  const bool single =
      low != nullptr && high != nullptr && !low->after && high->after && order(low->key, high->key) == 0;
  single_.push_back(single);
  auto& witness = witnesses_.emplace_back();
  if (!single && is_empty_between(low, high)) return;
  ordered_ = unite(ordered_, {{number, number}});
  all_ = unite(all_, {{number, number}});
  for (auto& value : candidates(low, high)) {
    const Cut at{value, false};
    if ((low != nullptr && precedes(at, *low)) || (high != nullptr && !precedes(at, *high))) continue;
    witness = std::move(value);
    return;
  }
}

std::vector<Value> ValueSpace::candidates(const Cut* low, const Cut* high) const {
  using Kind = Value::Kind;
  std::vector<Value> values;
  if (low != nullptr && !low->after) values.push_back(low->key);
  if (*kind_ == Kind::string) {
    values.emplace_back("其他");
    const std::string start = low != nullptr ? *low->key.string() : "";
    for (const char* more : {"~", "a", "0", "!", "\x01"}) values.emplace_back(start + more);
    values.emplace_back("");
    return values;
  }
  if (low != nullptr) add_neighbours(low->key, values);
  if (high != nullptr) add_neighbours(high->key, values);
  if (*kind_ == Kind::number && low != nullptr && high != nullptr)
    if (const auto sum = add(*low->key.number(), *high->key.number()))
      if (const auto middle = divide(*sum, 2)) values.emplace_back(*middle);
  if (low != nullptr || high != nullptr) return values;
  if (*kind_ == Kind::number) values.emplace_back(1);
  if (*kind_ == Kind::date) values.emplace_back(Date(std::chrono::year(2026) / 1 / 1));
  if (*kind_ == Kind::days_duration) values.emplace_back(DaysDuration{std::chrono::hours(24)});
  if (*kind_ == Kind::months_duration) values.emplace_back(MonthsDuration{1});
  return values;
}

// True only where it is certain that no value lies between.
bool ValueSpace::is_empty_between(const Cut* low, const Cut* high) const {
  using Kind = Value::Kind;
  if (*kind_ == Kind::boolean) return true;
  if (*kind_ == Kind::string) {
    if (high == nullptr) return false;
    const auto& end = *high->key.string();
    if (low == nullptr) return end.empty() && !high->after;
    return low->after && !high->after && end == *low->key.string() + std::string(1, '\0');
  }
  if (low == nullptr || high == nullptr) return false;
  if (const auto* day = low->key.date()) return std::chrono::sys_days(*day) + std::chrono::days(1) == *high->key.date();
  if (const auto* months = low->key.months_duration()) return months->months + 1 == high->key.months_duration()->months;
  if (const auto* days = low->key.days_duration())
    return days->length + std::chrono::microseconds(1) == high->key.days_duration()->length;
  return false;
}

std::uint32_t ValueSpace::class_of(const Cut& cut) const {
  return static_cast<std::uint32_t>(std::lower_bound(cuts_.begin(), cuts_.end(), cut, precedes) - cuts_.begin() + 2);
}

std::optional<ClassSet> ValueSpace::set_of_comparison(Op op, const Value& value) const {
  if (value.is_null()) {
    if (op == Op::equal) return ClassSet{};
    return op == Op::not_equal ? std::optional(ordered_) : std::nullopt;
  }
  const bool equality = op == Op::equal || op == Op::not_equal;
  if (value.kind() != *kind_ || (*kind_ == Value::Kind::boolean && !equality)) return std::nullopt;
  const auto at = class_of({value, false}), after = at + 1;
  const auto end = static_cast<std::uint32_t>(cuts_.size() + 1);
  switch (op) {
    case Op::equal:
      return intersect({{at, at}}, ordered_);
    case Op::not_equal:
      return subtract(ordered_, {{at, at}});
    case Op::less:
      return intersect({{1, at - 1}}, ordered_);
    case Op::less_equal:
      return intersect({{1, at}}, ordered_);
    case Op::greater:
      return after > end ? ClassSet{} : intersect({{after, end}}, ordered_);
    default:
      return intersect({{at, end}}, ordered_);
  }
}

std::optional<ClassSet> ValueSpace::set_of_interval(const Value& low, bool low_open, const Value& high,
                                                    bool high_open) const {
  if (low.is_null() || high.is_null()) return std::nullopt;
  const auto from = set_of_comparison(low_open ? Op::greater : Op::greater_equal, low);
  const auto to = set_of_comparison(high_open ? Op::less : Op::less_equal, high);
  return from && to ? std::optional(intersect(*from, *to)) : std::nullopt;
}

// Where `? = e`, `? in e` holds: e is a value, a list or an interval.
std::optional<ClassSet> ValueSpace::set_of_value(const Expression& e) const {
  if (e.op == Op::interval) {
    const auto low = constant_value(e.operands[0]), high = constant_value(e.operands[1]);
    return low && high ? set_of_interval(*low, e.low_open, *high, e.high_open) : std::nullopt;
  }
  if (e.op == Op::list) {
    ClassSet set;
    for (const auto& item : e.operands) {
      const auto one = set_of_value(item);
      if (!one) return std::nullopt;
      set = unite(set, *one);
    }
    return set;
  }
  const auto value = constant_value(e);
  if (!value) return std::nullopt;
  const auto* list = value->list();
  if (list == nullptr) return set_of_comparison(Op::equal, *value);
  ClassSet set;
  for (const auto& item : *list)
    if (item.kind() == *kind_) set = unite(set, *set_of_comparison(Op::equal, item));
  return set;
}

std::optional<ClassSet> ValueSpace::set_of_all(const std::vector<Expression>& tests, std::size_t from) const {
  ClassSet set;
  for (auto i = from; i < tests.size(); ++i) {
    const bool compares = tests[i].op >= Op::equal && tests[i].op <= Op::greater_equal;
    const auto one = from == 0 || compares ? set_of(tests[i]) : set_of_value(tests[i]);
    if (!one) return std::nullopt;
    set = unite(set, *one);
  }
  return set;
}

// The ordered classes in which a test is true, and it is false in the others; nothing if classes do not decide it.
std::optional<ClassSet> ValueSpace::set_of(const Expression& e) const {
  const auto& o = e.operands;
  switch (e.op) {
    case Op::any:
      return ordered_;
    case Op::literal:
      if (e.value.boolean() == nullptr) return std::nullopt;
      return *e.value.boolean() ? ordered_ : ClassSet{};
    case Op::any_of:
    case Op::either:
      return set_of_all(o, 0);
    case Op::none_of: {
      const auto some = set_of_all(o, 0);
      return some ? std::optional(subtract(ordered_, *some)) : std::nullopt;
    }
    case Op::both: {
      ClassSet set = ordered_;
      for (const auto& part : o) {
        const auto one = set_of(part);
        if (!one) return std::nullopt;
        set = intersect(set, *one);
      }
      return set;
    }
    case Op::is:
      return set_of_value(o[0]);
    case Op::in:
      return is_input(o[0]) ? set_of_all(o, 1) : std::nullopt;
    case Op::between: {
      const auto low = constant_value(o[1]), high = constant_value(o[2]);
      return is_input(o[0]) && low && high ? set_of_interval(*low, false, *high, false) : std::nullopt;
    }
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: {
      const bool mirrored = is_input(o[1]);
      const auto value = constant_value(o[mirrored ? 0 : 1]);
      if (!value || !is_input(o[mirrored ? 1 : 0])) return std::nullopt;
      constexpr Op mirror[] = {Op::greater, Op::greater_equal, Op::less, Op::less_equal};
      return set_of_comparison(
          mirrored && e.op >= Op::less ? mirror[static_cast<int>(e.op) - static_cast<int>(Op::less)] : e.op, *value);
    }
    case Op::call: {
      if (e.function->name == "not") {
        const auto some = set_of(o[0]);
        return some ? std::optional(subtract(ordered_, *some)) : std::nullopt;
      }
      const bool prefix = e.function->name == "starts with" && is_input(o[0]) && o[1].op == Op::literal &&
                          o[1].value.string() != nullptr && *kind_ == Value::Kind::string;
      if (!prefix) return std::nullopt;
      const auto end = after_prefix(*o[1].value.string());
      const auto last = end ? class_of({*end, false}) - 1 : static_cast<std::uint32_t>(cuts_.size() + 1);
      return intersect({{class_of({o[1].value, false}), last}}, ordered_);
    }
    default:
      return std::nullopt;
  }
}

// The classes that the order decides; null, single values and what no order has are told by evaluation, where they can.
Reach ValueSpace::reach_of(const Expression& cell) {
  if (cell.op == Op::any) return {all_, all_};
  const auto set = kind_ ? set_of(cell) : std::nullopt;
  const bool alone = feel::free_names(cell).empty();
  ClassSet must, may;
  for (std::uint32_t c = 0; c < size(); ++c) {
    if (set && c == 1) c = static_cast<std::uint32_t>(cuts_.size() + 2);
    if (c == size()) break;
    const bool evaluated = single_[c] && alone && ++evaluations_ <= most_evaluations;
    const bool holds = evaluated && holds_for(cell, *witnesses_[c]);
    if (holds) must.push_back({c, c});
    if (holds || !evaluated) may.push_back({c, c});
  }
  const auto known = set.value_or(ClassSet{});
  return {unite(must, known), intersect(unite(may, known), all_)};
}

// A class whose values may or may not be allowed stays, without a witness.
void ValueSpace::heed_allowed(const Expression& allowed) {
  const auto reach = reach_of(allowed);
  const ClassSet null{{0, 0}};
  all_ = unite(null, intersect(all_, reach.may));
  present_ = intersect(present_, reach.may);
  for (std::uint32_t c = 1; c < size(); ++c)
    if (witnesses_[c] && !contains(reach.must, c) && !holds_for(allowed, *witnesses_[c])) witnesses_[c].reset();
  for (auto& cell : cells_) cell = {intersect(cell.must, all_), intersect(cell.may, all_)};
}

}  // namespace zhuqi::checking
