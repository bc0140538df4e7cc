#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/amount.hpp>

namespace zhuqi {

namespace {

__extension__ using Wide = __int128;

constexpr int rate_decimals = 6;
constexpr std::int64_t most_rate = 1'000'000;

std::optional<std::int64_t> whole(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '-') return std::nullopt;
  return value;
}

// The digits before and after the point, as millionths; nothing if it is no such number.
std::optional<std::int64_t> millionths(std::string_view text, int decimals) {
  const auto point = text.find('.');
  const auto before = text.substr(0, point);
  std::string after(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (before.empty() || before.size() > 7 || (point != std::string_view::npos && after.empty()) ||
      after.size() > static_cast<std::size_t>(decimals))
    return std::nullopt;
  after.resize(static_cast<std::size_t>(decimals), '0');
  const auto units = whole(before), parts = whole(after);
  if (!units || !parts) return std::nullopt;
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  return *units * scale + *parts;
}

// Sums in fen times the product's scale, so that nothing is rounded before the end.
struct Scale {
  Wide divisor;  // fen = sum / divisor

  explicit Scale(bool counted) : divisor(counted ? Wide{base_unit} * 10'000 : Wide{base_unit}) {}
  Wide fixed(std::int64_t fen) const { return Wide{fen} * divisor; }
  static Wide share(AmountRate rate, Wide base) { return base * rate.millionths; }
};

Wide by_tiers(const Amount& amount, const Scale& scale, std::int64_t base) {
  Wide sum = scale.fixed(amount.fixed_fen);
  AmountRate rate = amount.rate;
  Wide begin = 0;
  for (const auto& tier : amount.tiers) {
    const Wide from = Wide{tier.from} * base_unit;
    if (base < from) break;
    if (amount.progressive)
      sum += Scale::share(rate, from - begin) + scale.fixed(tier.fixed_fen);
    else
      sum = scale.fixed(tier.fixed_fen);
    if (amount.progressive) begin = from;
    rate = tier.rate;
  }
  return sum + Scale::share(rate, base - begin);
}

}  // namespace

std::string to_string(AmountRate rate) {
  std::string text = fmt::format("{}.{:0{}}", rate.millionths / base_unit, rate.millionths % base_unit, rate_decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

AmountRate parse_rate(std::string_view text) {
  const bool percent = text.ends_with('%');
  const auto number = text.substr(0, text.size() - (percent ? 1 : 0));
  const auto value = millionths(number, percent ? rate_decimals - 2 : rate_decimals);
  if (!value || *value > most_rate * base_unit)
    throw Refused(
        Code::invalid_argument,
        fmt::format("rate «{}»: expected a number with at most six decimals, as in 0.05, or 5%", text.substr(0, 40)),
        "rate");
  return {*value};
}

bool Amount::needs_base() const { return rate.millionths != 0 || !tiers.empty(); }

std::optional<std::int64_t> amount_fen(const Amount& amount, bool counted, std::optional<std::int64_t> base) {
  if (!base && amount.needs_base()) return std::nullopt;
  const Scale scale(counted);
  const Wide sum = by_tiers(amount, scale, std::max<std::int64_t>(0, base.value_or(0)));
  const Wide step = scale.divisor * amount.round_fen;
  const Wide half = amount.rounding == AmountRounding::half_up ? step / 2 : Wide{0};
  const Wide fen = (sum + half) / step * amount.round_fen;
  if (amount.cap_fen && fen > *amount.cap_fen) return amount.cap_fen;
  if (fen > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(fen);
}

std::vector<std::string> faults(const Amount& amount) {
  std::vector<std::string> wrong;
  const auto refuse = [&](bool is_wrong, const char* text) {
    if (is_wrong) wrong.emplace_back(text);
  };
  constexpr std::int64_t most_fen = 100'000'000'000'000;  // a million million yuan
  const auto is_money = [](std::int64_t fen) { return fen >= 0 && fen <= most_fen; };
  refuse(!is_money(amount.fixed_fen), "fixed_fen is below 0 or beyond 10^14");
  refuse(amount.cap_fen && !is_money(*amount.cap_fen), "cap_fen is below 0 or beyond 10^14");
  refuse(amount.round_fen < 1 || amount.round_fen > most_fen,
         "round_fen is below 1 or beyond 10^14: 100 is whole yuan");
  refuse(amount.needs_base() && amount.base.empty(), "base is missing: of what is the rate?");
  refuse(!amount.needs_base() && !amount.base.empty(), "base is given, but neither rate nor tiers");
  refuse(!amount.needs_base() && amount.fixed_fen == 0, "nothing is paid: give fixed_fen, rate or tiers");
  refuse(amount.progressive && amount.tiers.empty(), "progressive asks for tiers");
  std::int64_t before = 0;
  for (const auto& tier : amount.tiers) {
    refuse(tier.from <= before, "tiers: from must be above 0 and ascend; below the first stand fixed_fen and rate");
    refuse(tier.from > most_fen / base_unit * 100, "tiers: from is beyond 10^10");
    refuse(!is_money(tier.fixed_fen), "tiers: fixed_fen is below 0 or beyond 10^14");
    before = tier.from;
  }
  return wrong;
}

}  // namespace zhuqi
