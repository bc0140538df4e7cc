#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <boost/multiprecision/cpp_int.hpp>

#include <zhuqi/decision/decimal.hpp>

namespace zhuqi {

namespace {

using Wide = boost::multiprecision::uint256_t;  // holds the product of two coefficients, and a sum of two aligned ones

constexpr int max_digits = 34;
constexpr int min_exponent = -6176, max_exponent = 6144;  // of the last digit, of the first

Wide power_of_ten(int exponent) {
  static const auto table = [] {
    std::array<Wide, 77> powers;
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
  }();
  return table[static_cast<std::size_t>(exponent)];
}

std::uint64_t small_power_of_ten(int exponent) {  // up to 19
  std::uint64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

int count_digits(const Wide& value) {
  int digits = 1;
  while (digits < 77 && value >= power_of_ten(digits)) ++digits;
  return digits;
}

}  // namespace

struct DecimalParts {
  bool negative = false;
  Wide coefficient = 0;
  int exponent = 0;

  explicit DecimalParts(const Decimal& d)
      : negative(d.negative_), coefficient((Wide(d.high_) << 64) | d.low_), exponent(d.exponent_) {}
  DecimalParts(bool is_negative, Wide value, int power)
      : negative(is_negative), coefficient(std::move(value)), exponent(power) {}

  // Drops `count` digits, rounding what remains.
  void drop(int count, Decimal::Rounding rounding, bool sticky) {
    if (count <= 0) return;
    exponent += count;
    if (count >= 77) {
      const bool away = coefficient != 0 && goes_away(-1, rounding);
      coefficient = away ? 1 : 0;
      return;
    }
    const Wide unit = power_of_ten(count);
    const Wide rest = coefficient % unit;
    coefficient /= unit;
    if (rest == 0 && !sticky) return;
    const Wide half = unit / 2;
    const int against_half = rest > half || (rest == half && sticky) ? 1 : rest == half ? 0 : -1;
    if (goes_away(against_half, rounding)) ++coefficient;
  }

  bool goes_away(int against_half, Decimal::Rounding rounding) const {
    switch (rounding) {
      case Decimal::Rounding::half_even:
        return against_half > 0 || (against_half == 0 && (coefficient & 1) != 0);
      case Decimal::Rounding::half_up:
        return against_half >= 0;
      case Decimal::Rounding::half_down:
        return against_half > 0;
      case Decimal::Rounding::up:
        return true;
      case Decimal::Rounding::down:
        return false;
      case Decimal::Rounding::floor:
        return negative;
      case Decimal::Rounding::ceiling:
        return !negative;
    }
    return false;
  }

  // `sticky`: digits beyond the coefficient's were cut off already, not all of them zero.
  std::optional<Decimal> finish(bool sticky = false) {
    drop(count_digits(coefficient) - max_digits, Decimal::Rounding::half_even, sticky);
    if (exponent < min_exponent) drop(min_exponent - exponent, Decimal::Rounding::half_even, sticky);
    while (coefficient != 0 && coefficient % 10 == 0) coefficient /= 10, ++exponent;
    if (coefficient == 0) return Decimal();
    if (exponent + count_digits(coefficient) - 1 > max_exponent) return std::nullopt;
    Decimal d;
    d.negative_ = negative;
    d.exponent_ = exponent;
    d.low_ = static_cast<std::uint64_t>(coefficient & ~std::uint64_t{0});
    d.high_ = static_cast<std::uint64_t>(coefficient >> 64);
    return d;
  }
};

Decimal::Decimal(std::int64_t value) {
  auto magnitude = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  while (magnitude != 0 && magnitude % 10 == 0) magnitude /= 10, ++exponent_;
  low_ = magnitude;
  negative_ = value < 0;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  Wide coefficient = 0;
  int exponent = 0, digits = 0;
  bool any = false, point = false, sticky = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (digits < 70) {
      coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
      digits += coefficient != 0;
      exponent -= point;
    } else {
      sticky = sticky || c != '0';
      exponent += !point;
    }
  }
  if (!any || text.size() > 10000) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    if (++i < text.size() && text[i] == '+' && i + 1 < text.size() && text[i + 1] != '-') ++i;
    int power = 0;
    const auto end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + i, end, power);
    if (error != std::errc() || at != end || power > 20000 || power < -20000) return std::nullopt;
    exponent += power;
  }
  return DecimalParts(negative, coefficient, exponent).finish(sticky);
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return parse({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

std::string Decimal::to_string() const {
  std::string digits = DecimalParts(*this).coefficient.str();
  const int point = static_cast<int>(digits.size()) + exponent_;  // digits before the decimal point
  std::string text = negative_ ? "-" : "";
  if (exponent_ >= 0 && point <= 40) return text + digits + std::string(static_cast<std::size_t>(exponent_), '0');
  if (exponent_ < 0 && point > 0)
    return text + digits.substr(0, static_cast<std::size_t>(point)) + "." +
           digits.substr(static_cast<std::size_t>(point));
  if (exponent_ < 0 && point > -40) return text + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  text += digits.substr(0, 1);
  if (digits.size() > 1) text += "." + digits.substr(1);
  return text + "e" + std::to_string(point - 1);
}

double Decimal::to_double() const {
  if (high_ == 0 && low_ < (std::uint64_t{1} << 53) && exponent_ >= -22 && exponent_ <= 22) {
    static constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const auto value = static_cast<double>(low_);
    const double magnitude = exponent_ < 0 ? value / powers[-exponent_] : value * powers[exponent_];
    return negative_ ? -magnitude : magnitude;
  }
  return std::strtod(to_string().c_str(), nullptr);
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (exponent_ < 0 || exponent_ > 18 || high_ != 0) return std::nullopt;
  const Wide magnitude = Wide(low_) * power_of_ten(exponent_);
  const std::uint64_t limit = (std::uint64_t{1} << 63) - (negative_ ? 0 : 1);
  if (magnitude > limit) return std::nullopt;
  const auto value = static_cast<std::uint64_t>(magnitude);
  return static_cast<std::int64_t>(negative_ ? ~value + 1 : value);
}

Decimal Decimal::operator-() const {
  Decimal d = *this;
  d.negative_ = !negative_ && !is_zero();
  return d;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  if (a.is_zero()) return b;
  if (b.is_zero()) return a;
  DecimalParts x(a), y(b);
  if (x.exponent < y.exponent) std::swap(x, y);
  // Far apart, the smaller one only tells which way the larger rounds: one unit behind 38 digits stands for it.
  const int shift = std::min(x.exponent - y.exponent, 40);
  x.coefficient *= power_of_ten(shift);
  if (x.exponent - y.exponent > 40) y.coefficient = 1;
  x.exponent -= shift;
  const bool same = x.negative == y.negative;
  const bool smaller = !same && x.coefficient < y.coefficient;
  const Wide sum = same      ? x.coefficient + y.coefficient
                   : smaller ? y.coefficient - x.coefficient
                             : x.coefficient - y.coefficient;
  return DecimalParts(smaller ? y.negative : x.negative, sum, x.exponent).finish();
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, -b); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  const DecimalParts x(a), y(b);
  return DecimalParts(x.negative != y.negative, x.coefficient * y.coefficient, x.exponent + y.exponent).finish();
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const DecimalParts x(a), y(b);
  // The quotient has at least two digits more than are kept: the numerator has that many more than the divisor.
  const int shift = max_digits + 2 + count_digits(y.coefficient) - count_digits(x.coefficient);
  const Wide numerator = x.coefficient * power_of_ten(shift);
  const Wide quotient = numerator / y.coefficient;
  return DecimalParts(x.negative != y.negative, quotient, x.exponent - y.exponent - shift)
      .finish(numerator % y.coefficient != 0);
}

std::optional<Decimal> round(const Decimal& a, int scale, Decimal::Rounding rounding) {
  DecimalParts parts(a);
  parts.drop(-scale - parts.exponent, rounding, false);
  return parts.finish();
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  if (negative_ != other.negative_) return negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  if (*this == other) return std::strong_ordering::equal;
  bool less = false;
  if (is_zero() || other.is_zero()) {
    less = is_zero() != negative_;
  } else if (exponent_ == other.exponent_) {
    less = (high_ != other.high_ ? high_ < other.high_ : low_ < other.low_) != negative_;
  } else if (high_ == 0 && other.high_ == 0 && std::abs(exponent_ - other.exponent_) <= 19) {
    __extension__ using Product = unsigned __int128;
    const auto scaled = [](const Decimal& d, int by) { return Product(d.low_) * small_power_of_ten(std::max(by, 0)); };
    less = (scaled(*this, exponent_ - other.exponent_) < scaled(other, other.exponent_ - exponent_)) != negative_;
  } else {
    DecimalParts x(*this), y(other);
    const int first_x = x.exponent + count_digits(x.coefficient), first_y = y.exponent + count_digits(y.coefficient);
    if (first_x == first_y) {
      if (x.exponent > y.exponent)
        x.coefficient *= power_of_ten(x.exponent - y.exponent);
      else
        y.coefficient *= power_of_ten(y.exponent - x.exponent);
      less = (x.coefficient < y.coefficient) != negative_;
    } else {
      less = (first_x < first_y) != negative_;
    }
  }
  return less ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace zhuqi
