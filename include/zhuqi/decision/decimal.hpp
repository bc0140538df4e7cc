// An exact decimal number, as FEEL has it: 34 significant digits, so that 0.1 + 0.2 is 0.3.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhuqi {

// sign * coefficient * 10^exponent, kept without trailing zeros: two equal numbers have equal members. Results are
// rounded to 34 digits, half to even. Exponents reach from -6143 to 6144. A plain value; nothing throws but where said.
class Decimal {
 public:
  Decimal() = default;  // 0
  Decimal(std::int64_t value);

  // "12", "-0.5", ".5", "1e6"; nothing if the text is anything else, surrounding white space included.
  static std::optional<Decimal> parse(std::string_view text);
  // The shortest decimal that reads back as `value` (0.1 gives 0.1); nothing for NaN and infinities.
  static std::optional<Decimal> from_double(double value);

  // Plain digits ("1000000", "0.001"); with an exponent only beyond 40 digits.
  std::string to_string() const;
  // The nearest double.
  double to_double() const;
  // Exactly this integer, if it is one and fits.
  std::optional<std::int64_t> to_int64() const;

  bool is_zero() const { return high_ == 0 && low_ == 0; }
  bool is_negative() const { return negative_; }
  bool is_integer() const { return exponent_ >= 0; }

  Decimal operator-() const;
  friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  // The nearest multiple of 10^-scale in the direction asked for; half_up and half_down go by the magnitude.
  enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };
  friend std::optional<Decimal> round(const Decimal& a, int scale, Rounding rounding);

  bool operator==(const Decimal&) const = default;
  std::strong_ordering operator<=>(const Decimal& other) const;

 private:
  friend struct DecimalParts;
  std::uint64_t high_ = 0, low_ = 0;  // the coefficient, below 10^34
  std::int32_t exponent_ = 0;
  bool negative_ = false;  // never for 0
};

// Nothing if the result cannot be told: beyond the exponents, or a division by zero.
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
std::optional<Decimal> round(const Decimal& a, int scale, Decimal::Rounding rounding);

}  // namespace zhuqi
