#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/policy.hpp>
#include <zhuqi/model/service_item.hpp>
#include <zhuqi/policy/match.hpp>
#include <zhuqi/sla/policy.hpp>

#include "content/content.hpp"

namespace zhuqi {
namespace {

std::vector<ServiceItem> services() { return parse_services(read_source("data/services.csv"), "services.csv"); }

TEST(Services, AreTwelve) { EXPECT_EQ(services().size(), 12u); }

TEST(SlaTable, PromisesSomethingForEveryUrgencyAndItem) {
  const auto table = DecisionTable::load(source_path("data/demo/sla.csv"));
  for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) {
    SCOPED_TRACE(table.rule_id(rule));
    const SlaPolicy policy = read_policy(table.rule_result(rule));
    EXPECT_FALSE(policy.name.empty());
    for (const auto& [name, stage] : policy.stages)
      EXPECT_EQ(std::count_if(stage.ladder.begin(), stage.ladder.end(),
                              [](const auto& step) { return step.kind == "breach"; }),
                1)
          << name;
  }
  for (const char* urgency : {"urgent", "high", "normal", ""})
    for (const auto& item : services())
      EXPECT_EQ(table.decide({{"urgency", Value(urgency)}, {"service_item", Value(item.id.str())}}).rules.size(), 1u)
          << urgency << " " << item.id.str();
}

struct SizeCase {
  const char* industry;
  int staff, revenue, assets;  // 万元
  const char* size;
};

// Every bound from both sides for industry, and one case or more for each other line of the standard.
constexpr SizeCase size_cases[] = {
    {"C2710", 1000, 40000, 0, "大型"},  {"C2710", 999, 40000, 0, "中型"},   {"C2710", 1000, 39999, 0, "中型"},
    {"C2710", 300, 2000, 0, "中型"},    {"C2710", 299, 2000, 0, "小型"},    {"C2710", 20, 300, 0, "小型"},
    {"C2710", 19, 300000, 0, "微型"},   {"C2710", 5000, 299, 0, "微型"},    {"A0111", 1, 20000, 0, "大型"},
    {"A0111", 1, 49, 0, "微型"},        {"E4710", 1, 80000, 80000, "大型"}, {"E4710", 1, 6000, 4999, "小型"},
    {"E4710", 1, 6000, 299, "微型"},    {"F5111", 20, 5000, 0, "中型"},     {"F5111", 4, 5000, 0, "微型"},
    {"F5211", 50, 500, 0, "中型"},      {"G5430", 300, 3000, 0, "中型"},    {"G5920", 200, 30000, 0, "大型"},
    {"G5910", 200, 30000, 0, "小型"},   {"G6010", 20, 100, 0, "小型"},      {"H6110", 100, 2000, 0, "中型"},
    {"I6311", 2000, 100000, 0, "大型"}, {"I6510", 10, 50, 0, "小型"},       {"K7010", 1, 1000, 5000, "中型"},
    {"K7020", 100, 500, 0, "小型"},     {"L7210", 10, 0, 100, "小型"},      {"M7310", 100, 0, 0, "中型"},
    {"J6620", 100, 1000, 1000, ""},
};

TEST(SizeTable, ClassifiesByTheStandardOf2011) {
  const auto table = DecisionTable::load(source_path("data/classify/size-2011.csv"));
  for (const auto& sample : size_cases) {
    const auto outcome = table.decide({{"industry", Value(sample.industry)},
                                       {"staff", Value(sample.staff)},
                                       {"revenue", Value(sample.revenue)},
                                       {"assets", Value(sample.assets)}});
    const std::string size = outcome.result.string() ? *outcome.result.string() : "";
    EXPECT_EQ(size, sample.size) << sample.industry << " " << sample.staff << " " << sample.revenue;
  }
}

TEST(Policies, CanBeReadAndCompiled) {
  std::set<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("data/demo/policies"))) {
    const auto file = entry.path().filename().string();
    const Policy policy = parse_policy(read_source("data/demo/policies/" + file), file);
    for (const auto& finding : CompiledPolicy::check(policy, file)) ADD_FAILURE() << to_string(finding);
    EXPECT_EQ(policy.id.str() + ".json", file);
    ids.insert(policy.id.str());
  }
  EXPECT_GE(ids.size(), 30u);
}

TEST(Province, HasItsPrefecturesAndEveryCountyBelongsToOne) {
  std::set<std::string> codes, prefectures;
  for (const auto& region : read_records("data/demo/regions.csv")) {
    const std::string code = region.at("code"), level = region.at("level");
    EXPECT_EQ(code.size(), 6u);
    EXPECT_TRUE(codes.insert(code).second) << code;
    const std::string expected = code == "530000" ? "province" : code.substr(4) == "00" ? "prefecture" : "county";
    EXPECT_EQ(level, expected) << code;
    if (level == "prefecture") prefectures.insert(code.substr(0, 4));
    EXPECT_TRUE(level != "county" || prefectures.contains(code.substr(0, 4))) << code;
    // The names that departments carry are made of these.
    EXPECT_TRUE(region.at("place").starts_with(region.at("stem"))) << code;
  }
  EXPECT_EQ(prefectures.size(), 16u);
}

TEST(Province, EveryFunctionHasADepartmentSomewhere) {
  for (const auto& function : read_records("data/demo/functions.csv")) {
    const bool any =
        !function.at("province").empty() || !function.at("prefecture").empty() || !function.at("county").empty();
    EXPECT_TRUE(any) << function.at("function");
  }
}

}  // namespace
}  // namespace zhuqi
