// Functions of numbers.
#include <algorithm>
#include <cmath>

#include "decision/feel/function_tools.hpp"

namespace zhuqi::feel {

namespace {

using Rounding = Decimal::Rounding;

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

Value rounded(const Arguments& a, Rounding rounding) {
  const auto digits = a.size() > 1 && a[1].number() ? round(*a[1].number(), 0, Rounding::down) : std::nullopt;
  const auto scale = digits ? digits->to_int64() : std::optional<std::int64_t>(0);
  if (a[0].number() == nullptr || (a.size() > 1 && !digits) || !scale || *scale > 6176 || *scale < -6111) return {};
  return from(round(*a[0].number(), static_cast<int>(*scale), rounding));
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

// number("1.000.000,01", ".", ",")
Value number(const Arguments& a) {
  if (a.size() == 1 && a[0].number()) return a[0];
  if (!text(a, 0)) return {};
  std::string digits = *text(a, 0);
  const auto* grouping = text(a, 1);
  const auto* point = text(a, 2);
  const auto wrong = [&](std::size_t i, std::string_view choices) {
    return i < a.size() && !a[i].is_null() &&
           (!text(a, i) || text(a, i)->size() != 1 || choices.find(*text(a, i)) == std::string_view::npos);
  };
  if (wrong(1, " ,.") || wrong(2, ",.") || (grouping && point && *grouping == *point)) return {};
  if (grouping) std::erase(digits, (*grouping)[0]);
  if (point && *point == ",") {
    if (digits.find('.') != std::string::npos) return {};
    std::replace(digits.begin(), digits.end(), ',', '.');
  }
  return from(Decimal::parse(digits));
}

Value absolute(const Arguments& a) {
  if (const auto* n = a[0].number()) return n->is_negative() ? -*n : *n;
  if (const auto* d = a[0].days_duration())
    return d->length.count() < 0 ? DaysDuration{std::chrono::microseconds(-d->length.count())} : *d;
  if (const auto* m = a[0].months_duration()) return MonthsDuration{std::abs(m->months)};
  return {};
}

// By way of a double: the standard leaves the precision open.
template <double (*function)(double)>
Value real(const Arguments& a) {
  return a[0].number() ? from(Decimal::from_double(function(a[0].number()->to_double()))) : Value();
}

// All numbers, in ascending order; nothing if one is no number.
std::optional<std::vector<Decimal>> sorted(const Arguments& a) {
  std::vector<Decimal> numbers;
  for (const auto& item : items(a)) {
    if (item.number() == nullptr) return std::nullopt;
    numbers.push_back(*item.number());
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Value median(const Arguments& a) {
  const auto numbers = sorted(a);
  if (!numbers || numbers->empty()) return {};
  const auto middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return (*numbers)[middle];
  const auto total = zhuqi::add((*numbers)[middle - 1], (*numbers)[middle]);
  return total ? from(divide(*total, 2)) : Value();
}

Value mode(const Arguments& a) {
  const auto numbers = sorted(a);
  if (!numbers) return {};
  ValueList most;
  std::size_t best = 0;
  for (auto at = numbers->begin(); at != numbers->end();) {
    const auto end = std::upper_bound(at, numbers->end(), *at);
    const auto count = static_cast<std::size_t>(end - at);
    if (count > best) most.clear();
    if (count >= best) most.emplace_back(*at), best = count;
    at = end;
  }
  return most;
}

// Of a sample: the squares are divided by one less than there are numbers.
Value deviation(const Arguments& a) {
  const auto numbers = sorted(a);
  const auto average = mean(a);
  if (!numbers || numbers->size() < 2 || average.number() == nullptr) return {};
  std::optional<Decimal> squares = Decimal(0);
  for (const auto& n : *numbers) {
    const auto off = subtract(n, *average.number());
    const auto square = off ? multiply(*off, *off) : std::nullopt;
    squares = square && squares ? zhuqi::add(*squares, *square) : std::nullopt;
  }
  const auto variance = squares ? divide(*squares, static_cast<std::int64_t>(numbers->size()) - 1) : std::nullopt;
  return variance ? from(Decimal::from_double(std::sqrt(variance->to_double()))) : Value();
}

template <Rounding rounding>
Value round_to(const Arguments& a) {
  return rounded(a, rounding);
}
Value even(const Arguments& a) { return parity(a, true); }
Value odd(const Arguments& a) { return parity(a, false); }
Value sum(const Arguments& a) { return fold_numbers(a, zhuqi::add); }
Value product(const Arguments& a) { return fold_numbers(a, multiply); }

constexpr Function number_table[] = {{"number", 1, 3, false, number, "from,grouping separator,decimal separator"},
                                     {"sum", 1, -1, false, sum, "list"},
                                     {"product", 1, -1, false, product, "list"},
                                     {"mean", 1, -1, false, mean, "list"},
                                     {"median", 1, -1, false, median, "list"},
                                     {"mode", 1, -1, false, mode, "list"},
                                     {"stddev", 1, -1, false, deviation, "list"},
                                     {"abs", 1, 1, false, absolute, "n"},
                                     {"floor", 1, 2, false, round_to<Rounding::floor>, "n,scale"},
                                     {"ceiling", 1, 2, false, round_to<Rounding::ceiling>, "n,scale"},
                                     {"decimal", 2, 2, false, round_to<Rounding::half_even>, "n,scale"},
                                     {"round up", 2, 2, false, round_to<Rounding::up>, "n,scale"},
                                     {"round down", 2, 2, false, round_to<Rounding::down>, "n,scale"},
                                     {"round half up", 2, 2, false, round_to<Rounding::half_up>, "n,scale"},
                                     {"round half down", 2, 2, false, round_to<Rounding::half_down>, "n,scale"},
                                     {"modulo", 2, 2, false, modulo, "dividend,divisor"},
                                     {"sqrt", 1, 1, false, real<std::sqrt>, "number"},
                                     {"exp", 1, 1, false, real<std::exp>, "number"},
                                     {"log", 1, 1, false, real<std::log>, "number"},
                                     {"even", 1, 1, true, even, "number"},
                                     {"odd", 1, 1, true, odd, "number"}};

}  // namespace

std::span<const Function> number_functions() { return number_table; }

}  // namespace zhuqi::feel
