// The public cases, through the operations that the command, C and Python share.
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include <zhuqi/calendar/operations.hpp>

#include "base/json.hpp"

namespace zhuqi {
namespace {

std::vector<Json> rows_of(const std::string& file) {
  std::ifstream in(ZHUQI_SHARED_DIR "/data/" + file);
  std::vector<Json> rows;
  for (std::string line; std::getline(in, line);) rows.push_back(parse_json(line, file));
  return rows;
}

// Their calendar form in ours.
Calendar calendar_of(const Json& theirs) {
  static const std::map<std::string, std::string> zones{{"UTC", "UTC"}, {"Europe/Paris", "CET-1CEST,M3.5.0,M10.5.0/3"}};
  Json ours{{"zone", zones.at(theirs.at("tz"))}, {"week", theirs.at("hours")}, {"days", theirs.at("overrides")}};
  for (const Json& holiday : theirs.at("holidays")) ours["days"][holiday.get<std::string>()] = "off";
  static std::map<std::string, Calendar> made;
  const std::string text = ours.dump();
  return made.try_emplace(text, Calendar::parse(text, "case.json")).first->second;
}

Json ask(const Calendar& calendar, const Json& operation) {
  return Json::parse(calendar_operation(calendar, operation.dump()));
}

TEST(Cases, BusinessTime) {
  const std::vector<Json> rows = rows_of("businesstime-cases.jsonl");
  if (rows.empty()) GTEST_SKIP() << "businesstime-cases.jsonl is not here";
  EXPECT_EQ(rows.size(), 179u);
  for (const Json& row : rows) {
    if (row.contains("dialect")) continue;
    Json operation = row;
    if (row["op"] == "between_whole_hours") operation["op"] = "between_seconds";
    Json result = ask(calendar_of(row["calendar"]), operation)["result"];
    if (row["op"] == "between_whole_hours") result = result.get<std::int64_t>() / 3600;
    if (row.contains("compare")) result = result.get<std::string>().substr(0, 10);
    EXPECT_EQ(result, row["expected"]) << row.dump();
  }
}

// Where libraries differ, the meaning is the documented one.
TEST(Cases, BusinessTimeDialects) {
  const std::map<int, Json> meant{
      {6, false}, {190, "2014-04-09"}, {191, "2014-04-07"}, {193, "2014-04-10"}, {194, "2014-04-08"}};
  for (const Json& row : rows_of("businesstime-cases.jsonl")) {
    if (!row.contains("dialect")) continue;
    EXPECT_EQ(ask(calendar_of(row["calendar"]), row)["result"], meant.at(row["id"])) << row.dump();
  }
}

TEST(Cases, ChinaWorkdays) {
  const std::vector<Json> rows = rows_of("china-workday-cases.jsonl");
  if (rows.empty()) GTEST_SKIP() << "china-workday-cases.jsonl is not here";
  EXPECT_EQ(rows.size(), 200u);
  for (const Json& row : rows) {
    EXPECT_EQ(ask(Calendar::china(), row)["result"], row["expected"]) << row.dump();
  }
}

// Cases of further libraries and spreadsheets; each names where it is from.
TEST(Cases, OfOtherLibraries) {
  std::ifstream in(ZHUQI_SOURCE_DIR "/tests/calendar/library_cases.json");
  const Json file = Json::parse(in);
  std::map<std::string, Calendar> calendars;
  for (const auto& [name, calendar] : file["calendars"].items())
    calendars.emplace(name, Calendar::parse(calendar.dump(), name + ".json"));
  ASSERT_FALSE(file["cases"].empty());
  for (const Json& one : file["cases"])
    EXPECT_EQ(ask(calendars.at(one["calendar"]), one)["result"], one["result"]) << one.dump();
}

}  // namespace
}  // namespace zhuqi
