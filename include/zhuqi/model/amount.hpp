// What a policy pays: a fixed sum, a rate of a base, by tiers, up to a cap. Money is whole fen; rounding is stated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhuqi {

// A share, exact to six decimals: of a sum of money; of a count so many yuan for each.
struct AmountRate {
  std::int64_t millionths = 0;

  bool operator==(const AmountRate&) const = default;
};

// "0.05", "1000".
std::string to_string(AmountRate rate);

// Reads what to_string writes, and "5%". 0 to 1,000,000. Throws Refused(invalid_argument).
AmountRate parse_rate(std::string_view text);

enum class AmountRounding { down, half_up };

// What counts from some value of the base on.
struct AmountTier {
  std::int64_t from = 0;  // inclusive; in the unit of the base: 万元, persons, pieces
  std::int64_t fixed_fen = 0;
  AmountRate rate;

  bool operator==(const AmountTier&) const = default;
};

// fixed_fen + rate * base. Where there are tiers, the last one whose `from` is reached takes the place of both; or, if
// it is progressive, each rate counts for the part of the base up to the next tier, and the fixed sums that are reached
// add up. The result is rounded to a multiple of round_fen, and then cut at the cap.
struct Amount {
  std::string base;      // a fact: staff, revenue, assets, research; any other name: what the enterprise states
  bool counted = false;  // the stated base is a number of pieces; else it is money. Facts know it themselves
  std::int64_t fixed_fen = 0;
  AmountRate rate;
  std::vector<AmountTier> tiers;  // ascending
  bool progressive = false;
  std::optional<std::int64_t> cap_fen;
  std::int64_t round_fen = 1;  // 100: whole yuan
  AmountRounding rounding = AmountRounding::down;

  bool needs_base() const;
  bool operator==(const Amount&) const = default;
};

// The base in millionths of its unit: of money that is fen (1 万元 = 1,000,000 fen); of a count 1,000,000 for each.
inline constexpr std::int64_t base_unit = 1'000'000;

// In fen; nothing if the base is needed and not known, or the result is beyond 64 bits. A base below 0 counts as 0.
// Pure, exact; about ten nanoseconds. `counted`: of the base.
std::optional<std::int64_t> amount_fen(const Amount& amount, bool counted, std::optional<std::int64_t> base);

// What is wrong with it, in plain words; empty: nothing.
std::vector<std::string> faults(const Amount& amount);

}  // namespace zhuqi
