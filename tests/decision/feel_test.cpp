#include <fstream>

#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>

#include "decision/feel/evaluate.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi::feel {
namespace {

const Dialect dialect{{"amount", "Applicant Age", "客户", "text", "when", "list"}, false, false, false};

Facts facts() {
  return {{"amount", 100},
          {"Applicant Age", 30},
          {"客户", ValueContext{{"level", "A"}}},
          {"text", "贷款 Loan"},
          {"when", Date(std::chrono::year(2026) / 2 / 14)},
          {"list", ValueList{1, 2, 3}}};
}

// The rows of tests/decision/feel.jsonl; each is written out as source and read again as well.
TEST(Feel, Cases) {
  const Dialect names{{"limit", "allowed codes", "band"}};
  const Facts known = {
      {"limit", 100}, {"allowed codes", ValueList{"a", "b"}}, {"band", ValueRange{10, 20, false, false}}};
  const Scope scope{&known, nullptr, nullptr, {}, nullptr};
  std::ifstream file(ZHUQI_SOURCE_DIR "/tests/decision/feel.jsonl");
  int count = 0;
  for (std::string line; std::getline(file, line); ++count) try {
      const auto row = parse_facts(line);
      if (row.contains("expression")) {
        const auto parsed = parse_expression(*row.at("expression").string(), names);
        const auto expected = evaluate(parse_expression(*row.at("is").string(), names), scope);
        EXPECT_EQ(to_feel(evaluate(parsed, scope)), to_feel(expected)) << line;
        const auto again = parse_expression(to_source(parsed), names);
        EXPECT_EQ(to_feel(evaluate(again, scope)), to_feel(expected)) << line << "\n" << to_source(parsed);
        continue;
      }
      const auto value = evaluate(parse_expression(*row.at("of").string(), names), scope);
      const Scope tested{&known, &value, nullptr, {}, nullptr};
      const auto parsed = parse_tests(*row.at("test").string(), names);
      const bool expected = row.at("is") == Value(true);
      EXPECT_EQ(holds(parsed, tested), expected) << line;
      const auto again = parse_tests(to_source(parsed, true), names);
      EXPECT_EQ(holds(again, tested), expected) << line << "\n" << to_source(parsed, true);
      // Where a test has no meaning, it must not hold by way of its negation either.
      if (row.at("is").is_null()) {
        EXPECT_FALSE(holds(operation(Op::none_of, {parsed}), tested)) << line;
      }
    } catch (const Refused& refused) {
      ADD_FAILURE() << line << "\n" << refused.what();
    }
  EXPECT_GT(count, 350);
}

TEST(Feel, Expressions) {
  const std::pair<const char*, const char*> cases[] = {{"1 + 2 * 3", "7"},
                                                       {"(1 + 2) * 3", "9"},
                                                       {"2 ** 3 ** 2", "64"},
                                                       {"-2 ** 2", "4"},
                                                       {"0.1 + 0.2 = 0.3", "true"},
                                                       {"1 / 0", "null"},
                                                       {"\"a\" + \"b\"", "ab"},
                                                       {"1 + \"a\"", "null"},
                                                       {"null = null", "true"},
                                                       {"1 = \"1\"", "null"},
                                                       {"1 < null", "null"},
                                                       {"true and null", "null"},
                                                       {"false and null", "false"},
                                                       {"true or null", "true"},
                                                       {"if amount > 50 then \"big\" else \"small\"", "big"},
                                                       {"Applicant Age + 1", "31"},
                                                       {"客户.level", "A"},
                                                       {"amount in [1..100]", "true"},
                                                       {"amount in (1, > 99)", "true"},
                                                       {"amount in [1..100)", "false"},
                                                       {"amount between 100 and 200", "true"},
                                                       {"amount in list", "false"},
                                                       {"list contains(list, 2)", "true"},
                                                       {"contains(text, \"贷款\")", "true"},
                                                       {"starts with(text, \"Loan\")", "false"},
                                                       {"ends with(text, \"Loan\")", "true"},
                                                       {"matches(text, \"^贷.*n$\")", "true"},
                                                       {"matches(\"ABC\", \"b\", \"i\")", "true"},
                                                       {"string length(\"贷款😀\")", "3"},
                                                       {"upper case(\"aé\")", "AÉ"},
                                                       {"substring(\"贷款银行\", 2, 2)", "款银"},
                                                       {"substring(\"abc\", -1)", "c"},
                                                       {"fold(\"ＡＢ\")", "ab"},
                                                       {"when + duration(\"P1M\")", "2026-03-14"},
                                                       {"when.weekday", "6"},
                                                       {"when.year", "2026"},
                                                       {"date(\"2026-03-01\") - when", "P15D"},
                                                       {"date(\"2026-02-30\")", "null"},
                                                       {"date and time(\"2026-02-14T10:00:00\").hour", "10"},
                                                       {"@\"PT90M\"", "PT1H30M"},
                                                       {"duration(\"P14M\")", "P1Y2M"},
                                                       {"time(\"10:00:00\") + duration(\"PT20H\")", "06:00:00"},
                                                       {"sum(list)", "6"},
                                                       {"max(1, 5, 3)", "5"},
                                                       {"count(list)", "3"},
                                                       {"mean(list)", "2"},
                                                       {"list[2]", "2"},
                                                       {"list[-1]", "3"},
                                                       {"list[item > 1]", "[2, 3]"},
                                                       {"some x in list satisfies x > 2", "true"},
                                                       {"every x in list satisfies x > 2", "false"},
                                                       {"for x in 1..3 return x * x", "[1, 4, 9]"},
                                                       {"{a: 1, b: a + 1}.b", "2"},
                                                       {"modulo(-5, 3)", "1"},
                                                       {"decimal(2.345, 2)", "2.34"},
                                                       {"1 instance of number", "true"},
                                                       {"string join([\"a\", \"b\"], \"-\")", "a-b"},
                                                       {"split(\"a,b\", \",\")", "[a, b]"},
                                                       {"replace(\"abc\", \"(b)\", \"[$1]\")", "a[b]c"},
                                                       {"not(true)", "false"},
                                                       {"day of week(when)", "Saturday"}};
  const auto known = facts();
  for (const auto& [source, expected] : cases) {
    const auto parsed = parse_expression(source, dialect);
    EXPECT_EQ(to_text(evaluate(parsed, {&known, nullptr, nullptr, {}, nullptr})), expected) << source;
    const auto again = parse_expression(to_source(parsed), dialect);
    EXPECT_EQ(to_text(evaluate(again, {&known, nullptr, nullptr, {}, nullptr})), expected) << to_source(parsed);
  }
}

TEST(Feel, UnaryTests) {
  struct Case {
    const char* test;
    Value value;
    bool holds;
  };
  const Case cases[] = {{"-", {}, true},
                        {"\"a\",\"b\"", "b", true},
                        {"\"a\"", "b", false},
                        {"not(\"a\",\"b\")", "c", true},
                        {"not(\"a\")", {}, true},
                        {"not(> 5)", {}, false},
                        {"null", {}, true},
                        {"null", 1, false},
                        {">= 100", 100, true},
                        {"> 100", 100, false},
                        {"[1..5)", 5, false},
                        {"]1..5]", 1, false},
                        {"(1..5)", 2, true},
                        {"[1..5], 9", 9, true},
                        {"? > 1 and ? < 3", 2, true},
                        {"true", false, false},
                        {"false", false, true},
                        {"amount", 100, true},
                        {"< amount", 99, true},
                        {"contains(?, \"贷\")", "贷款", true},
                        {"contains(?, \"贷\")", {}, false},
                        {"list", 2, true},
                        {"[1, 2]", 2, true},
                        {"amount > 50", 1, true},
                        {"-5", -5, true},
                        {"> -5", -4, true},
                        {"not(contains(?, \"a\"))", "b", true},
                        {"? in [1..3]", 3, true},
                        {"starts with(?, \"5301\")", "530102", true},
                        {"date(\"2026-02-14\")", Date(std::chrono::year(2026) / 2 / 14), true},
                        {">= date(\"2026-02-15\")", Date(std::chrono::year(2026) / 2 / 14), false},
                        {"1", "1", false},
                        {"not(1)", "1", false},
                        {"if ? > 1 then true else false", 2, true}};
  const auto known = facts();
  for (const auto& [test, value, expected] : cases) {
    const auto parsed = parse_tests(test, dialect);
    EXPECT_EQ(holds(parsed, {&known, &value, nullptr, {}, nullptr}), expected) << test;
    const auto again = parse_tests(to_source(parsed, true), dialect);
    EXPECT_EQ(holds(again, {&known, &value, nullptr, {}, nullptr}), expected) << to_source(parsed, true);
  }
}

TEST(Feel, RefusesWhatItCannotRead) {
  for (const auto* bad : {"=> 5", "\"a", "[1..", "foo", "foo(1)", "contains(?)", "1 2", "not(", "@\"x\"",
                          "matches(?, \"(\")", "matches(?, \"(a)\\\\1\")", "if true then 1", "\"a\",", ")", "#"})
    EXPECT_THROW(parse_tests(bad, dialect), Refused) << bad;
  EXPECT_THROW(parse_tests(std::string(1000, '('), dialect), Refused);
  EXPECT_THROW(parse_tests(std::string(1000, '-') + "1", dialect), Refused);
  std::string chain = "1";
  for (int i = 0; i < 20'000; ++i) chain += "+1";
  EXPECT_THROW(parse_tests(chain, dialect), Refused);
  EXPECT_THROW(parse_tests(std::string(1 << 20, '1'), dialect), Refused);
}

}  // namespace
}  // namespace zhuqi::feel
