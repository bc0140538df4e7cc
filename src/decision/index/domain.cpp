#include "decision/index/domain.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

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

constexpr std::size_t bucket_count = 2048;

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

// The bits of a double as a number that grows with it; -0 counts as 0.
std::uint64_t ordered_bits(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  return bits >> 63 != 0 ? ~bits : bits | std::uint64_t{1} << 63;
}

double position(const Value& key) {
  if (key.number() != nullptr) return key.number()->to_double();
  return static_cast<double>(std::chrono::sys_days(*key.date()).time_since_epoch().count());
}

std::vector<ClassRange> renumber(const std::vector<ClassRange>& ranges, const std::vector<std::uint16_t>& numbers) {
  std::vector<std::uint16_t> classes;
  for (const auto& range : ranges)
    for (std::uint32_t c = range.lo; c <= range.hi; ++c) classes.push_back(numbers[c]);
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  std::vector<ClassRange> out;
  for (const auto c : classes)
    if (!out.empty() && out.back().hi + 1 == c)
      out.back().hi = c;
    else
      out.push_back({c, c});
  return out;
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
  class_count_ = static_cast<std::uint32_t>(cuts_.size()) + 2;
  if (type_ == "string")
    for (const auto& cut : cuts_) texts_.push_back(*cut.key.string());
  if (type_ == "number" || type_ == "date") prepare_doubles();
  return true;
}

// A double x stands for the shortest decimal that reads as x. If x < d, where d is the double nearest to a key, then
// that decimal lies below the key as well, because rounding to doubles keeps the order; only at x = d must one look.
// Dates are their days, which doubles hold exactly.
void Domain::prepare_doubles() {
  for (const auto& cut : cuts_) {
    const double d = position(cut.key);
    if (std::isfinite(d) && (doubles_.empty() || doubles_.back() < d)) doubles_.push_back(d);
  }
  std::uint16_t before = 1;
  std::size_t cut = 0;
  for (const double d : doubles_) {
    while (type_ == "date" && position(cuts_[cut].key) < d) ++cut;
    near_double_.push_back({before, piece_of(type_ == "date" ? cuts_[cut].key : Value(*Decimal::from_double(d)))});
    while (cut < cuts_.size() && position(cuts_[cut].key) <= d) ++cut;
    before = static_cast<std::uint16_t>(cut + 1);
  }
  near_double_.push_back({before, before});
  if (!doubles_.empty()) prepare_buckets();
}

// The range of the buckets leaves out the ends, which often are far out (0, or a bound that nothing reaches): what lies
// beyond is in the first bucket, or in the last.
std::size_t Domain::bucket_of(double value) const {
  const auto bits = std::max(ordered_bits(value), first_bits_) - first_bits_;
  return std::min<std::uint64_t>(bits >> bucket_shift_, bucket_count - 1);
}

// buckets_[b] is the first double in bucket b or beyond. Behind the doubles follow as many infinities as a search may
// look at.
void Domain::prepare_buckets() {
  const auto ends = doubles_.size() > 4 ? std::size_t{1} : std::size_t{0};
  first_bits_ = ordered_bits(doubles_[ends]);
  const auto width = std::bit_width(ordered_bits(doubles_[doubles_.size() - 1 - ends]) - first_bits_);
  bucket_shift_ = std::max(0, static_cast<int>(width) - std::countr_zero(bucket_count));
  buckets_.assign(bucket_count, 0);
  std::size_t most = 0;
  for (std::size_t b = 0, d = 0; b < bucket_count; ++b) {
    buckets_[b] = static_cast<std::uint16_t>(d);
    const auto before = d;
    while (d < doubles_.size() && bucket_of(doubles_[d]) == b) ++d;
    most = std::max(most, d - before);
  }
  widest_step_ = std::bit_floor(most);
  doubles_.resize(doubles_.size() + 2 * widest_step_, INFINITY);
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

std::uint16_t Domain::number(std::size_t piece) const {
  return merged_.empty() ? static_cast<std::uint16_t>(piece) : merged_[piece];
}

// The set of tests that hold in a class is known by the sum of their numbers' hashes, 128 bits wide: that two sets
// share one by accident is less likely than that the machine errs.
void Domain::merge(std::vector<std::vector<ClassRange>>& tests) {
  using Sum = std::pair<std::uint64_t, std::uint64_t>;
  std::vector<Sum> steps(class_count_ + 1);
  for (std::size_t t = 0; t < tests.size(); ++t)
    for (const auto& range : tests[t]) {
      const Sum h{mix(2 * t + 1), mix(2 * t + 2)};
      steps[range.lo].first += h.first, steps[range.lo].second += h.second;
      steps[range.hi + 1u].first -= h.first, steps[range.hi + 1u].second -= h.second;
    }
  std::map<Sum, std::uint16_t> numbers;
  std::vector<std::uint16_t> merged;
  Sum sum{};
  for (std::uint32_t c = 0; c < class_count_; ++c) {
    sum.first += steps[c].first, sum.second += steps[c].second;
    merged.push_back(numbers.emplace(sum, static_cast<std::uint16_t>(numbers.size())).first->second);
  }
  auto renumbered = tests;
  bool torn = false;
  for (auto& ranges : renumbered) {
    const auto before = ranges.size();
    ranges = renumber(ranges, merged);
    torn = torn || ranges.size() > before;
  }
  if (torn && numbers.size() > 16) return;
  tests = std::move(renumbered);
  class_count_ = static_cast<std::uint32_t>(numbers.size());
  for (auto& classes : near_double_) classes = {merged[classes[0]], merged[classes[1]]};
  merged_ = std::move(merged);
}

std::uint16_t Domain::class_of(const Value& value) const {
  if (value.is_null()) return number(0);
  if (const auto* text = value.string(); text != nullptr && type_ == "string") return class_of_text(*text);
  if (value.date() != nullptr && !doubles_.empty()) return class_of_double(position(value));
  const auto* decimal = value.number();
  const double d = decimal != nullptr ? decimal->to_double() : NAN;
  if (!std::isfinite(d) || doubles_.empty()) return number(piece_of(value));
  const auto first = first_double(d);  // only at a double that is near to a key must one look
  return doubles_[first] == d ? number(piece_of(value)) : near_double_[first][0];
}

std::uint16_t Domain::piece_of(const Value& value) const {
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
    const bool beyond = order < 0 || (order == 0 && !cuts_[middle].after);
    (beyond ? low : high) = middle + beyond;
  }
  return number(low + 1);
}

// The first of doubles_ that is not below the value; their number if all are. The steps are the same for every value of
// a column: where it lies among the doubles is known to no branch predictor.
std::size_t Domain::first_double(double value) const {
  std::size_t first = buckets_[bucket_of(value)];
  for (auto step = widest_step_; step > 0; step /= 2) first += doubles_[first + step - 1] < value ? step : 0;
  return first;
}

std::uint16_t Domain::class_of_double(double value) const {
  if (!std::isfinite(value)) return number(0);
  if (doubles_.empty()) return near_double_[0][0];
  const auto first = first_double(value);
  return near_double_[first][doubles_[first] == value];
}

void Domain::classes_of_doubles(std::span<const double> values, std::uint16_t* out) const {
  for (std::size_t i = 0; i < values.size(); ++i) out[i] = class_of_double(values[i]);
}

std::uint16_t Domain::class_of_integer(std::int64_t value) const {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  return value > -exact && value < exact ? class_of_double(static_cast<double>(value)) : class_of(Value(value));
}

}  // namespace zhuqi
