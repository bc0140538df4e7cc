#include "decision/index/domain.hpp"

#include <algorithm>
#include <cmath>

#include "decision/feel/evaluate.hpp"
#include "decision/feel/functions.hpp"

namespace zhuqi {

using feel::Expression;
using feel::Op;

namespace {

bool is_literal(const Expression& e) { return e.op == Op::literal; }
bool is_input(const Expression& e) { return e.op == Op::input; }

// The least text that is greater than every text with this prefix; nothing if there is none.
std::optional<std::string> after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

// FEEL does not order booleans; an index may.
bool less(const Value& a, const Value& b) {
  if (a.boolean() != nullptr) return *a.boolean() < *b.boolean();
  return feel::compare(a, b) == std::strong_ordering::less;
}

bool is_starts_with(const Expression& e) {
  return e.op == Op::call && e.function->name == "starts with" && is_input(e.operands[0]) && is_literal(e.operands[1]);
}

// True if the test is false, and not null, for null: then not(…) holds for null.
bool is_false_for_null(const Expression& e) {
  return e.op == Op::is && is_literal(e.operands[0]) && !e.operands[0].value.is_null();
}

}  // namespace

Domain::Domain(std::string_view type)
    : type_(type), usable_(type == "string" || type == "number" || type == "boolean" || type == "date") {}

bool Domain::precedes(const Cut& a, const Cut& b) {
  if (less(a.key, b.key)) return true;
  return !less(b.key, a.key) && !a.after && b.after;
}

// The spans of values for which one test without negation holds; null not considered.
bool Domain::spans(const Expression& e, std::vector<Span>& out) const {
  const auto fits = [&](const Expression& operand) {
    return is_literal(operand) && feel::is_instance(operand.value, type_);
  };
  switch (e.op) {
    case Op::any_of:
      return std::all_of(e.operands.begin(), e.operands.end(), [&](const auto& test) { return spans(test, out); });
    case Op::is:
    case Op::equal: {
      if (e.op == Op::equal && !is_input(e.operands[0])) return false;
      const auto& operand = e.operands.back();
      if (is_literal(operand) && operand.value.is_null()) return e.op == Op::is;
      if (!fits(operand)) return false;
      out.push_back({Cut{operand.value, false}, Cut{operand.value, true}});
      return true;
    }
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: {
      if (!is_input(e.operands[0]) || !fits(e.operands[1]) || type_ == "boolean") return false;
      const Cut cut{e.operands[1].value, e.op == Op::less_equal || e.op == Op::greater};
      const bool upward = e.op == Op::greater || e.op == Op::greater_equal;
      out.push_back(upward ? Span{cut, {}} : Span{{}, cut});
      return true;
    }
    case Op::in: {
      const auto& interval = e.operands[1];
      if (!is_input(e.operands[0]) || e.operands.size() != 2 || interval.op != Op::interval || type_ == "boolean")
        return false;
      if (!fits(interval.operands[0]) || !fits(interval.operands[1])) return false;
      out.push_back(
          {Cut{interval.operands[0].value, interval.low_open}, Cut{interval.operands[1].value, !interval.high_open}});
      return true;
    }
    case Op::call: {
      if (!is_starts_with(e) || type_ != "string" || e.operands[1].value.string() == nullptr) return false;
      const auto& prefix = *e.operands[1].value.string();
      const auto end = after_prefix(prefix);
      out.push_back({Cut{prefix, false}, end ? std::optional(Cut{*end, false}) : std::nullopt});
      return true;
    }
    default:
      return false;
  }
}

bool Domain::add_cuts(const Expression& test) {
  if (test.op == Op::any) return true;
  std::vector<Span> found;
  const bool negated = test.op == Op::none_of;
  if (negated) {
    for (const auto& operand : test.operands)
      if (!spans(operand, found) || (operand.op == Op::is && operand.operands[0].value.is_null())) return false;
  } else if (!spans(test, found)) {
    return false;
  }
  for (auto& span : found)
    for (auto* cut : {&span.from, &span.to})
      if (*cut) cuts_.push_back(std::move(**cut));
  return true;
}

bool Domain::seal() {
  std::sort(cuts_.begin(), cuts_.end(), precedes);
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end(),
                          [](const Cut& a, const Cut& b) { return !precedes(a, b) && !precedes(b, a); }),
              cuts_.end());
  if (cuts_.size() > 60'000) return false;
  if (type_ == "string")
    for (const auto& cut : cuts_) texts_.push_back(*cut.key.string());
  if (type_ == "number") prepare_doubles();
  return true;
}

// A double x stands for the shortest decimal that reads as x. If x < d, where d is the double nearest to a key, then
// that decimal lies below the key as well, because rounding to doubles keeps the order; only at x = d must one look.
void Domain::prepare_doubles() {
  for (const auto& cut : cuts_) {
    const double d = cut.key.number()->to_double();
    if (std::isfinite(d) && (doubles_.empty() || doubles_.back() < d)) doubles_.push_back(d);
  }
  std::uint16_t before = 1;
  std::size_t cut = 0;
  for (const double d : doubles_) {
    before_double_.push_back(before);
    at_double_.push_back(class_of(Value(*Decimal::from_double(d))));
    while (cut < cuts_.size() && cuts_[cut].key.number()->to_double() <= d) ++cut;
    before = static_cast<std::uint16_t>(cut + 1);
  }
  before_double_.push_back(before);
}

std::uint16_t Domain::first_class(const std::optional<Cut>& from) const {
  if (!from) return 1;
  const auto at = std::lower_bound(cuts_.begin(), cuts_.end(), *from, precedes);
  return static_cast<std::uint16_t>(at - cuts_.begin() + 2);
}

std::vector<ClassRange> Domain::ranges(const Expression& test) const {
  const auto last = static_cast<std::uint16_t>(cuts_.size() + 1);
  if (test.op == Op::any) return {{0, last}};
  std::vector<Span> found;
  const bool negated = test.op == Op::none_of;
  if (negated)
    for (const auto& operand : test.operands) spans(operand, found);
  else
    spans(test, found);
  std::vector<bool> in(last + 1u, false);
  for (const auto& span : found) {
    const auto end = span.to ? first_class(span.to) : static_cast<std::uint16_t>(last + 1);
    for (auto c = first_class(span.from); c < end; ++c) in[c] = true;
  }
  if (negated) {
    in.flip();
    in[0] = std::all_of(test.operands.begin(), test.operands.end(), is_false_for_null);
  } else {
    const auto is_null = [](const Expression& e) {
      return e.op == Op::is && is_literal(e.operands[0]) && e.operands[0].value.is_null();
    };
    in[0] =
        is_null(test) || (test.op == Op::any_of && std::any_of(test.operands.begin(), test.operands.end(), is_null));
  }
  std::vector<ClassRange> ranges;
  for (std::uint32_t c = 0; c <= last; ++c) {
    if (!in[c]) continue;
    if (!ranges.empty() && ranges.back().hi + 1u == c)
      ranges.back().hi = static_cast<std::uint16_t>(c);
    else
      ranges.push_back({static_cast<std::uint16_t>(c), static_cast<std::uint16_t>(c)});
  }
  return ranges;
}

std::uint16_t Domain::class_of(const Value& value) const {
  if (value.is_null()) return 0;
  const auto at = std::partition_point(cuts_.begin(), cuts_.end(), [&](const Cut& cut) {
    return cut.after ? less(cut.key, value) : !less(value, cut.key);
  });
  return static_cast<std::uint16_t>(at - cuts_.begin() + 1);
}

std::uint16_t Domain::class_of_text(std::string_view text) const {
  std::size_t low = 0, high = cuts_.size();
  while (low < high) {
    const auto middle = (low + high) / 2;
    const int order = texts_[middle].compare(text);
    (order < 0 || (order == 0 && !cuts_[middle].after) ? low : high) =
        middle + (order < 0 || (order == 0 && !cuts_[middle].after));
  }
  return static_cast<std::uint16_t>(low + 1);
}

std::uint16_t Domain::class_of_double(double value) const {
  if (!std::isfinite(value)) return 0;
  std::size_t first = 0;
  for (std::size_t left = doubles_.size(); left > 0;) {
    const auto half = left / 2;
    const bool beyond = doubles_[first + half] < value;
    first = beyond ? first + half + 1 : first;
    left = beyond ? left - half - 1 : half;
  }
  const bool at = first < doubles_.size() && doubles_[first] == value;
  return at ? at_double_[first] : before_double_[first];
}

std::uint16_t Domain::class_of_integer(std::int64_t value) const {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  return value > -exact && value < exact ? class_of_double(static_cast<double>(value)) : class_of(Value(value));
}

}  // namespace zhuqi
