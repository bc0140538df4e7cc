#include "workload.hpp"

#include <cmath>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace zhuqi::bench {

namespace {

using Words = std::vector<std::string>;

class Random {
 public:
  explicit Random(unsigned seed) : generator_(seed) {}
  std::size_t below(std::size_t count) { return generator_() % count; }
  bool percent(std::size_t percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 generator_;
};

const Words tiers = {"无", "无", "无", "创新型", "创新型", "专精特新", "小巨人"};
const Words sizes = {"微型", "微型", "小型", "小型", "中型", "大型"};
const Words tags = {"高新技术企业", "进出口", "老字号", "绿色工厂", "规上", "瞪羚"};

std::string any_region(Random& random) {
  return fmt::format("53{:02}{:02}", 1 + random.below(16), 1 + random.below(14));
}
std::string any_industry(Random& random) {
  static const std::string letters = "ACCCCCEFGHIIKLMNR";
  return fmt::format("{}{:04}", letters[random.below(letters.size())], 1000 + random.below(8000));
}

using Kind = PlainCondition::Kind;
const char* const fact_names[] = {"staff", "revenue", "assets", "research_share", "region", "industry",
                                  "tier",  "size",    "tags"};

// The bounds that notices use, and some that they could.
double any_bound(Random& random, int fact) {
  static const std::vector<double> shares = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12};
  static const std::vector<double> staffs = {5, 10, 20, 30, 50, 100, 150, 200, 300, 500, 1000};
  if (fact == 3) return random.pick(shares);
  if (fact == 0) return random.pick(staffs);
  return std::pow(10.0, 2.0 + static_cast<double>(random.below(4))) * static_cast<double>(1 + random.below(9));
}

std::pair<Condition, PlainCondition> any_condition(Random& random) {
  PlainCondition plain;
  plain.fact = static_cast<int>(random.below(9));
  std::string test;
  if (plain.fact < 4) {
    plain.kind = random.percent(60) ? Kind::at_least : Kind::below;
    plain.bound = any_bound(random, plain.fact);
    test = fmt::format("{} {}", plain.kind == Kind::at_least ? ">=" : "<", plain.bound);
  } else if (plain.fact < 6) {
    plain.kind = Kind::prefix;
    for (std::size_t i = 0, n = 1 + random.below(3); i < n; ++i)
      plain.texts.push_back(plain.fact == 4 ? any_region(random).substr(0, 4)
                                            : any_industry(random).substr(0, 1 + random.below(3)));
    test = fmt::format("{}", fmt::join(plain.texts, ", "));
  } else if (plain.fact < 8) {
    plain.kind = Kind::one_of;
    for (std::size_t i = 0, n = 1 + random.below(2); i < n; ++i)
      plain.texts.push_back(random.pick(plain.fact == 6 ? tiers : sizes));
    test = fmt::format("\"{}\"", fmt::join(plain.texts, "\",\""));
  } else {
    plain.kind = Kind::has_tag;
    plain.texts = {random.pick(tags)};
    test = fmt::format("list contains(?, \"{}\")", plain.texts[0]);
  }
  return {{fact_names[plain.fact], test, ""}, plain};
}

}  // namespace

void Texts::add(const std::string& text) {
  const std::size_t row = offsets.size() - 1;
  if (row % 8 == 0) validity.push_back(0);
  if (!text.empty()) validity.back() |= static_cast<std::uint8_t>(1 << row % 8);
  bytes += text;
  offsets.push_back(static_cast<std::int64_t>(bytes.size()));
}

std::vector<Column> Enterprises::columns() const {
  std::vector<Column> all;
  const std::vector<double>* numbers[] = {&staff, &revenue, &assets, &research_share};
  const Texts* texts[] = {&region, &industry, &tier, &size, &tags};
  for (int i = 0; i < 9; ++i) {
    Column column;
    column.name = fact_names[i];
    if (i < 4) {
      column.type = ColumnType::float64;
      column.values = numbers[i]->data();
    } else {
      column.type = ColumnType::string64;
      column.values = texts[i - 4]->offsets.data();
      column.data = texts[i - 4]->bytes.data();
      column.validity = texts[i - 4]->validity.data();
    }
    all.push_back(column);
  }
  return all;
}

Enterprises make_enterprises(std::size_t count) {
  Random random(1);
  Enterprises e;
  e.rows = count;
  const auto known = [&](double value) { return random.percent(10) ? NAN : value; };
  const auto known_text = [&](const std::string& text) { return random.percent(10) ? std::string() : text; };
  for (std::size_t i = 0; i < count; ++i) {
    const double scale = std::pow(10.0, 1.0 + static_cast<double>(random.below(4)));
    e.staff.push_back(known(static_cast<double>(1 + random.below(static_cast<std::size_t>(scale)))));
    e.revenue.push_back(known(scale * static_cast<double>(random.below(100'000)) / 1000));
    e.assets.push_back(known(scale * static_cast<double>(random.below(100'000)) / 1000));
    e.research_share.push_back(known(static_cast<double>(random.below(1500)) / 10'000));
    e.region.add(any_region(random));
    e.industry.add(known_text(any_industry(random)));
    e.tier.add(random.pick(tiers));
    e.size.add(known_text(random.pick(sizes)));
    std::string list;
    for (const auto& tag : tags)
      if (random.percent(15)) list += (list.empty() ? "" : ";") + tag;
    e.tags.add(list);
  }
  return e;
}

Policies make_policies(std::size_t count) {
  Random random(2);
  Policies all;
  for (std::size_t i = 0; i < count; ++i) {
    Policy policy;
    policy.id = PolicyId(fmt::format("P-{:04}", i));
    policy.region = any_region(random);
    const std::size_t level = random.below(10);  // half of them of the province, a third of a prefecture
    policy.region.replace(level < 5 ? 2 : 4, std::string::npos,
                          level < 5   ? "0000"
                          : level < 8 ? "00"
                                      : policy.region.substr(4));
    policy.from = parse_date("2026-01-01");
    policy.until = parse_date("2026-12-31");
    PlainPolicy plain;
    plain.region_prefix = policy.region.substr(0, level < 5 ? 2 : level < 8 ? 4 : 6);
    for (std::size_t b = 0, branches = 1 + random.below(3); b < branches; ++b) {
      policy.branches.emplace_back();
      plain.branches.emplace_back();
      for (std::size_t c = 0, conditions = 2 + random.below(3); c < conditions; ++c) {
        auto [feel, other] = any_condition(random);
        policy.branches.back().push_back(std::move(feel));
        plain.branches.back().push_back(std::move(other));
      }
    }
    all.feel.push_back(std::move(policy));
    all.plain.push_back(std::move(plain));
  }
  return all;
}

}  // namespace zhuqi::bench
