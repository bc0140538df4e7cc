// Many against many gives what one after the other gives.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/policy/index.hpp>

namespace zhuqi {
namespace {

using Tests = std::vector<std::string>;

// Tests of every kind that the index knows: ranges, lists, negations, prefixes; and some that it leaves to plain FEEL.
const std::vector<std::pair<std::string, Tests>>& tests_of_facts() {
  static const std::vector<std::pair<std::string, Tests>> all = {
      {"staff", {"< 300", ">= 20", "[20..300)", "300", "not(20)", "not([20..300])", "modulo(?, 2) = 0", "null"}},
      {"revenue", {">= 2000", "< 0.5", "(300..2000]", "2000, 300", "-"}},
      {"research_share", {">= 0.03", "< 0.1", "= 0.03"}},
      {"region", {"5301", "530102", "not(\"530102\")", "starts with(?, \"5325\"), \"530102\""}},
      {"industry", {"C", "C27, C3021", "not(\"C2710\")", "contains(?, \"27\")"}},
      {"tier", {"\"专精特新\",\"小巨人\"", "not(\"无\")", "\"无\""}},
      {"tags", {"list contains(?, \"进出口\")", "count(?) > 1"}},
  };
  return all;
}

Policy any_policy(int number) {
  Policy p;
  p.id = PolicyId("P-" + std::to_string(number));
  p.region = *rc::gen::element<std::string>("530000", "530100", "530102", "532500");
  p.from = parse_date(*rc::gen::element<std::string>("2026-01-01", "2026-06-01"));
  p.until = parse_date("2026-12-31");
  const auto branches = *rc::gen::inRange(1, 4);
  for (int b = 0; b < branches; ++b) {
    auto& branch = p.branches.emplace_back();
    const auto conditions = *rc::gen::inRange(0, 5);
    for (int c = 0; c < conditions; ++c) {
      const auto& [fact, tests] = *rc::gen::elementOf(tests_of_facts());
      branch.push_back({fact, *rc::gen::elementOf(tests), ""});
    }
  }
  return p;
}

Facts any_enterprise() {
  const auto one_of = [](std::vector<Value> values) {
    return values[*rc::gen::inRange<std::size_t>(0, values.size())];
  };
  Facts facts;
  const auto put = [&](const char* name, Value value) {
    if (*rc::gen::inRange(0, 4) > 0) facts.emplace(name, std::move(value));
  };
  put("staff", one_of({Value(0), Value(19), Value(20), Value(299), Value(300), Value(5000)}));
  put("revenue", one_of({Value::number("0.499999"), Value::number("0.5"), Value(300), Value(2000),
                         Value::number("2000.000001"), Value()}));
  put("research_share",
      one_of({Value::number("0.03"), Value::number("0.02999999999999999999999999999999999"),
              Value::number("0.03000000000000000000000000000000001"), Value(*divide(Decimal(1), Decimal(3)))}));
  put("region", one_of({Value("530102"), Value("530103"), Value("532501"), Value("530000"), Value("5301"),
                        Value("53010x"), Value("")}));
  put("industry", one_of({Value("C2710"), Value("C3021"), Value("I6513"), Value("")}));
  put("tier", one_of({Value("无"), Value("专精特新"), Value("小巨人")}));
  put("tags",
      one_of({Value(ValueList{"进出口"}), Value(ValueList{"出口、转内销", "进出口"}), Value(ValueList{"老字号"})}));
  return facts;
}

RC_GTEST_PROP(PolicyIndex, GivesTheVerdictsOfOneAfterTheOther, ()) {
  std::vector<CompiledPolicy> policies;
  const auto policy_count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < policy_count; ++i) policies.emplace_back(any_policy(i));
  std::vector<Facts> enterprises;
  FactColumns columns;
  const auto count = *rc::gen::inRange(1, 40);
  for (int i = 0; i < count; ++i) columns.add(enterprises.emplace_back(any_enterprise()));
  const Date date = parse_date(*rc::gen::element<std::string>("2026-03-01", "2026-06-01", "2027-01-01"));

  PolicyMatcher matcher{PolicyIndex(policies)};
  Verdicts verdicts;
  matcher.match(columns.batch(), date, verdicts);
  RC_ASSERT(verdicts.rows() == count);
  for (std::size_t p = 0; p < policies.size(); ++p)
    for (int i = 0; i < count; ++i) {
      const Match match = policies[p].match(enterprises[static_cast<std::size_t>(i)], date);
      RC_LOG() << p << "/" << i << ": " << match.because << "\n";
      RC_ASSERT(verdicts.at(p, i) == match.verdict);
      RC_ASSERT(verdicts.is_one_short(p, i) == match.short_of.has_value());
    }
}

Policy staff_below(const char* bound) {
  Policy p;
  p.id = PolicyId(std::string("P") + bound);
  p.region = "530000";
  p.from = parse_date("2026-01-01");
  p.until = parse_date("2026-12-31");
  p.branches = {{{"staff", std::string("< ") + bound, ""}}};
  return p;
}

TEST(PolicyIndex, LooksAtEqualConditionsOnce) {
  const PolicyIndex index(
      {CompiledPolicy(staff_below("300")), CompiledPolicy(staff_below("300")), CompiledPolicy(staff_below("20"))});
  EXPECT_EQ(index.condition_count(), 3u);  // two of staff, one that the region is Yunnan
}

// More rows than a block holds, more than one batch on one matcher, and bits only for rows that are there.
TEST(PolicyIndex, BlocksAndBatchesFollowEachOther) {
  const std::vector<CompiledPolicy> policies = {CompiledPolicy(staff_below("300")), CompiledPolicy(staff_below("20"))};
  PolicyMatcher matcher{PolicyIndex(policies)};
  for (const std::int64_t rows : {std::int64_t{5000}, std::int64_t{1}, std::int64_t{2048}, std::int64_t{0}}) {
    std::vector<std::int32_t> staff;
    for (std::int64_t i = 0; i < rows; ++i) staff.push_back(static_cast<std::int32_t>(i % 400));
    const std::int64_t offsets[] = {0, 6};
    const std::vector<std::int32_t> indices(static_cast<std::size_t>(rows), 0);
    Column regions, dictionary, numbers;
    dictionary.type = ColumnType::string64;
    dictionary.values = offsets;
    dictionary.data = "530102";
    dictionary.length = 1;
    regions.name = "region";
    regions.type = ColumnType::int32;
    regions.values = indices.data();
    regions.dictionary = &dictionary;
    numbers.name = "staff";
    numbers.type = ColumnType::int32;
    numbers.values = staff.data();
    const Column columns[] = {regions, numbers};
    Verdicts verdicts;
    matcher.match({rows, columns}, parse_date("2026-03-01"), verdicts);
    for (std::size_t p = 0; p < 2; ++p) {
      std::int64_t found = 0, expected = 0;
      for (const auto word : verdicts.matching(p)) found += __builtin_popcountll(word);
      for (const auto n : staff) expected += n < (p == 0 ? 300 : 20);
      EXPECT_EQ(found, expected) << rows;
      for (const auto word : verdicts.unknown(p)) EXPECT_EQ(word, 0u);
    }
  }
}

TEST(PolicyIndex, AColumnOfAWrongTypeIsRefused) {
  PolicyMatcher matcher{PolicyIndex({CompiledPolicy(staff_below("300"))})};
  const std::int64_t offsets[] = {0, 1};
  Column staff;
  staff.name = "staff";
  staff.type = ColumnType::string64;
  staff.values = offsets;
  staff.data = "7";
  Verdicts verdicts;
  EXPECT_THROW(matcher.match({1, {&staff, 1}}, parse_date("2026-03-01"), verdicts), Refused);
}

TEST(FactColumns, ComeBackAsTheFactsThatTheyWere) {
  const Facts facts{{"staff", Value(7)},
                    {"revenue", Value::number("123.456789")},
                    {"region", Value("530102")},
                    {"tags", Value(ValueList{"a;b", "c"})}};
  FactColumns columns;
  columns.add({});
  columns.add(facts);
  const auto back = enterprise_facts(columns.batch(), 1);
  for (const auto& [name, value] : facts) EXPECT_EQ(back.at(name), value) << name;
  EXPECT_TRUE(back.at("tier").is_null());
  EXPECT_TRUE(enterprise_facts(columns.batch(), 0).at("staff").is_null());
}

}  // namespace
}  // namespace zhuqi
