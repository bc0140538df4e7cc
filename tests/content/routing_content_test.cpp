#include <algorithm>
#include <iostream>
#include <set>

#include <gtest/gtest.h>

#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/model/service_item.hpp>
#include <zhuqi/routing/router.hpp>

#include "base/text.hpp"
#include "content/content.hpp"

namespace zhuqi {
namespace {

const DecisionTable& table() {
  static const auto loaded = DecisionTable::load(source_path("data/demo/routing.csv"));
  return loaded;
}

std::string output(const Outcome& outcome, std::string_view name) {
  const Value* value = outcome.result.find(name);
  return value && value->string() ? *value->string() : "";
}

Outcome route(const std::map<std::string, std::string>& need) {
  Facts facts{{"text", Value(need.at("text"))}};
  if (const auto item = need.find("service_item"); item != need.end() && !item->second.empty())
    facts["service_item"] = Value(item->second);
  return table().decide(facts);
}

std::set<std::string> functions() {
  std::set<std::string> names;
  for (const auto& record : read_records("data/demo/functions.csv")) names.insert(record.at("function"));
  return names;
}

std::vector<std::string> split(std::string_view list, std::string_view separators) {
  std::vector<std::string> parts(1);
  for (const char c : list) {
    if (separators.find(c) == std::string_view::npos)
      parts.back() += c;
    else
      parts.emplace_back();
  }
  for (auto& part : parts) part = trim(part);
  std::erase(parts, "");
  return parts;
}

// Every word of the table's keyword cells, "not" left out.
std::vector<std::string> keywords() {
  std::vector<std::string> words;
  const std::string text = read_source("data/demo/routing.csv");
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  for (int row = 0; reader.next(fields); ++row) {
    if (row < 2 || fields.size() < 2 || fields[1] == "-") continue;
    for (auto& word : split(fields[1], ",&")) words.push_back(word.starts_with("not ") ? word.substr(4) : word);
  }
  return words;
}

TEST(RoutingTable, NamesOnlyWhatTheProvinceHas) {
  ASSERT_GE(table().rule_count(), 80u);
  ASSERT_EQ(table().hit_policy(), HitPolicy::first);
  const auto known = functions();
  for (std::uint32_t rule = 0; rule < table().rule_count(); ++rule) {
    SCOPED_TRACE(table().rule_id(rule));
    Outcome outcome;
    outcome.result = table().rule_result(rule);
    EXPECT_TRUE(known.contains(output(outcome, "lead"))) << output(outcome, "lead");
    for (const auto& function : split(output(outcome, "supporting"), ","))
      EXPECT_TRUE(known.contains(function)) << function;
    EXPECT_TRUE(std::set<std::string>({"normal", "high", "urgent"}).contains(output(outcome, "urgency")));
    EXPECT_TRUE(std::set<std::string>({"general", "market_regulation", "tax", "investment", "building"})
                    .contains(output(outcome, "role")));
  }
}

TEST(RoutingTable, SomebodyHandlesEachItemOfTheServiceList) {
  Organisation organisation;
  for (const auto& function : functions())
    organisation.departments.push_back({DepartmentId(function), function, function, "530000", {}});
  const auto items = parse_services(read_source("data/services.csv"), "services.csv");
  EXPECT_EQ(to_string(check(items, table(), OrganisationGraph(organisation))), "");
}

TEST(RoutingTable, HasAnOwnerOfLastResort) {
  const auto outcome = table().decide(Facts{});
  EXPECT_EQ(output(outcome, "lead"), "综合服务");
  EXPECT_EQ(table().rule_id(outcome.rules.at(0)), "R999");
}

TEST(RoutingTable, SendsTheNeedsOfTheDomainWhereTheyBelong) {
  const auto needs = read_records("tests/data/needs-domain.csv");
  ASSERT_EQ(needs.size(), 16u);
  for (const auto& need : needs) {
    const auto outcome = route(need);
    EXPECT_EQ(output(outcome, "lead"), need.at("lead")) << need.at("text");
    EXPECT_EQ(output(outcome, "supporting"), need.at("supporting")) << need.at("text");
  }
}

TEST(RoutingTable, SendsTheNeedsOfTheDemoWhereTheyBelong) {
  const auto needs = read_records("data/demo/needs.csv");
  ASSERT_GE(needs.size(), 80u);
  std::set<std::string> wordings;
  for (const auto& need : needs) {
    wordings.insert(need.at("text"));
    const auto outcome = route(need);
    EXPECT_EQ(output(outcome, "lead"), need.at("lead")) << need.at("text");
    EXPECT_EQ(output(outcome, "supporting"), need.at("supporting")) << need.at("text");
  }
  EXPECT_EQ(wordings.size(), needs.size());
}

TEST(RoutingTable, QuotesNoWholeText) {
  std::set<std::string> texts;
  for (const char* file : {"tests/data/needs-domain.csv", "tests/data/needs-unseen.csv", "data/demo/needs.csv"})
    for (const auto& need : read_records(file)) texts.insert(fold(need.at("text")));
  for (const auto& word : keywords()) {
    EXPECT_FALSE(texts.contains(fold(word))) << word;
    EXPECT_LE(count_characters(word), 10u) << word;
  }
}

// The needs were written before the table and without it. The floor guards what is reached; docs/demo.md says what is
// aimed at.
TEST(RoutingTable, FindsTheRightLeadOfNeedsThatItWasNotWrittenFor) {
  constexpr std::ptrdiff_t floor = 85;
  const auto needs = read_records("tests/data/needs-unseen.csv");
  ASSERT_EQ(needs.size(), 100u);
  const auto right = std::count_if(needs.begin(), needs.end(),
                                   [](const auto& need) { return output(route(need), "lead") == need.at("lead"); });
  std::cout << "right leads of unseen needs: " << right << " of " << needs.size() << "\n";
  EXPECT_GE(right, floor);
}

}  // namespace
}  // namespace zhuqi
