// What check says, held against every record of a grid that has a value of each sort; and large tables with planted
// faults.
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <zhuqi/decision/check.hpp>

#include "decision/decide.hpp"

namespace zhuqi {
namespace {

using Kind = TableFinding::Kind;

template <class T>
T any_of(std::vector<T> from) {
  return *rc::gen::elementOf(std::move(from));
}

std::string quoted(const std::string& cell) {
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string random_table(bool with_expressions) {
  const bool allowed = *rc::gen::arbitrary<bool>();
  std::string csv = "hit policy," + any_of<std::string>({"FIRST", "FIRST", "UNIQUE", "ANY"}) +
                    "\nid,if n: number,if s,if r: code,if b: boolean,if t: keywords,then x\n";
  if (allowed) csv += "allowed values,,\"甲,乙\",,,,\n";
  std::vector<std::string> numbers = {"-", "-",      "< 5",  ">= 5", "[3..7)",
                                      "5", "not(5)", "null", "3,7",  "? > 3 and ? < 7"};
  std::vector<std::string> texts = {
      "-", "-", "-", "贷款", "贷", "not 贷", "贷款, not 银行", "银行 & 贷款", "银行,贷", "贷款 & not 贷"};
  if (with_expressions) {
    numbers.insert(numbers.end(), {"? * 2 > 8", "even(?)"});
    texts.insert(texts.end(), {"string length(?) > 3", "? = \"贷款\""});
  }
  const auto rules = *rc::gen::inRange(1, 7);
  for (int r = 0; r < rules; ++r)
    csv += "r" + std::to_string(r) + "," + quoted(any_of(numbers)) + "," +
           quoted(any_of<std::string>({"-", "-", "甲", "not(甲)", "甲,乙", "丙", "null"})) + "," +
           quoted(any_of<std::string>({"-", "-", "53", "5301", "not(53)", "53,11"})) + "," +
           quoted(any_of<std::string>({"-", "-", "true", "false", "true,false", "not(true)"})) + "," +
           quoted(any_of(texts)) + "," + any_of<std::string>({"1", "2"}) + "\n";
  return csv;
}

// A value of each sort that the cells above can tell apart; null first.
std::vector<Facts> grid() {
  const std::vector<Value> numbers = {{}, 2, 3, 4, 5, 6, 7, 8};
  const std::vector<Value> strings = {{}, "甲", "乙", "丙", "丁"};
  const std::vector<Value> regions = {{}, "53", "530102", "5302", "11", "12"};
  const std::vector<Value> booleans = {{}, true, false};
  const std::vector<Value> texts = {{}, "", "贷", "贷款", "银行", "银行 贷", "银行贷款"};
  std::vector<Facts> records;
  for (const auto& n : numbers)
    for (const auto& s : strings)
      for (const auto& r : regions)
        for (const auto& b : booleans)
          for (const auto& t : texts) records.push_back({{"n", n}, {"s", s}, {"r", r}, {"b", b}, {"t", t}});
  return records;
}

// What is true of a table, by trying every record.
struct Truth {
  std::set<std::string> reached, winners;
  std::set<std::pair<std::string, std::string>> contradictions;  // later, earlier
  bool has_gap = false, has_whole_gap = false;
};

Truth truth_of(const DecisionTable::Compiled& table, const std::vector<Facts>& records) {
  Truth truth;
  for (const auto& facts : records) {
    const auto record = prepare(table, facts);
    if (record.error) continue;
    std::vector<std::uint32_t> hits;
    for (std::uint32_t rule = 0; rule < table.rules.size(); ++rule)
      if (rule_hits(table, record, rule)) hits.push_back(rule);
    const bool whole = std::none_of(facts.begin(), facts.end(), [](const auto& fact) { return fact.second.is_null(); });
    truth.has_gap = truth.has_gap || hits.empty();
    truth.has_whole_gap = truth.has_whole_gap || (hits.empty() && whole);
    for (const auto rule : hits) truth.reached.insert(table.rules[rule].id);
    if (!hits.empty()) truth.winners.insert(table.rules[hits.front()].id);
    for (std::size_t i = 0; i < hits.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (table.policy == HitPolicy::unique || table.results[hits[i]] != table.results[hits[j]])
          truth.contradictions.emplace(table.rules[hits[i]].id, table.rules[hits[j]].id);
  }
  return truth;
}

struct Said {
  std::set<std::string> unreachable, shadowed;
  std::set<std::pair<std::string, std::string>> contradictions;
  std::string gap;
  bool complete = false, undecided = false;
};

Said said_of(const DecisionTable& table) {
  Said said;
  for (const auto& finding : check(table)) {
    if (finding.kind == Kind::unreachable) said.unreachable.insert(finding.rules[0]);
    if (finding.kind == Kind::shadowed) said.shadowed.insert(finding.rules[0]);
    if (finding.kind == Kind::complete) said.complete = true;
    if (finding.kind == Kind::undecided) said.undecided = true;
    if (finding.kind == Kind::gap) said.gap = finding.example;
    if (finding.kind != Kind::overlap) continue;
    for (std::size_t i = 1; i < finding.rules.size(); ++i)
      said.contradictions.emplace(finding.rules[0], finding.rules[i]);
    const auto outcome = table.decide(parse_facts(finding.example));
    RC_ASSERT(outcome.error.has_value());
    for (const auto& rule : {finding.rules[0], finding.rules[1]})
      RC_ASSERT(std::find(outcome.rules.begin(), outcome.rules.end(), *table.find_rule(rule)) != outcome.rules.end());
  }
  return said;
}

bool is_within(const std::set<std::string>& rules, const std::set<std::string>& others, bool wanted) {
  return std::all_of(rules.begin(), rules.end(), [&](const auto& rule) { return others.contains(rule) == wanted; });
}

TEST(CheckProperties, EveryVerdictIsThatOfTheGrid) {
  const auto records = grid();
  EXPECT_TRUE(rc::check([&] {
    const auto csv = random_table(false);
    RC_LOG() << csv;
    const auto table = DecisionTable::parse(csv, "t.csv");
    const auto truth = truth_of(table.compiled(), records);
    const auto said = said_of(table);
    RC_ASSERT(!said.undecided);
    const bool first = table.hit_policy() == HitPolicy::first;
    for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) {
      const auto& id = table.rule_id(rule);
      RC_ASSERT(said.unreachable.contains(id) == !truth.reached.contains(id));
      RC_ASSERT(said.shadowed.contains(id) == (first && truth.reached.contains(id) && !truth.winners.contains(id)));
    }
    if (!first) RC_ASSERT(said.contradictions == truth.contradictions);
    RC_ASSERT(said.complete == !truth.has_gap);
    RC_ASSERT(said.gap.empty() == !truth.has_gap);
    if (!truth.has_gap) return;
    const auto gap = parse_facts(said.gap);
    RC_ASSERT(table.decide(gap).rules.empty());
    RC_ASSERT((gap.size() == 5) == truth.has_whole_gap);
  }));
}

TEST(CheckProperties, NothingFalseIsSaidOfExpressions) {
  const auto records = grid();
  EXPECT_TRUE(rc::check([&] {
    const auto csv = random_table(true);
    RC_LOG() << csv;
    const auto table = DecisionTable::parse(csv, "t.csv");
    const auto truth = truth_of(table.compiled(), records);
    const auto said = said_of(table);
    RC_ASSERT(is_within(said.unreachable, truth.reached, false));
    RC_ASSERT(is_within(said.shadowed, truth.winners, false));
    RC_ASSERT(!said.complete || !truth.has_gap);
    if (!said.gap.empty()) RC_ASSERT(table.decide(parse_facts(said.gap)).rules.empty());
    RC_ASSERT(said.complete || !said.gap.empty() || said.undecided);
  }));
}

// --- Ten thousand rules -------------------------------------------------------------------------------------------

constexpr int many = 10'000;

std::vector<TableFinding> of_kind(const DecisionTable& table, Kind kind) {
  auto findings = check(table);
  std::erase_if(findings, [&](const auto& finding) { return finding.kind != kind; });
  return findings;
}

std::string number(int i) { return std::to_string(i); }

TEST(CheckLarge, SeesNoOverlapWhereThereIsNone) {
  std::string csv = "id,if region: code,if amount: number,if text: keywords,then x\n";
  for (int i = 0; i < many; ++i)
    csv += "r" + number(i) + "," + number(100 + i / 100) + "00,[" + number(i % 100 * 10) + ".." +
           number(i % 100 * 10 + 10) + "),-,x" + number(i) + "\n";
  csv += "apart,15000,[1000..2000],贷款,y\n";
  EXPECT_TRUE(of_kind(DecisionTable::parse(csv, "t.csv"), Kind::overlap).empty());
}

TEST(CheckLarge, FindsWhatWasPlanted) {
  std::string csv = "id,if region: code,if amount: number,if text: keywords,then x\n";
  for (int i = 0; i < many; ++i)
    csv += "r" + number(i) + "," + number(1000 + i / 100) + ",[" + number(i % 100 * 10) + ".." +
           number(i % 100 * 10 + 10) + "),-,x" + number(i) + "\n";
  csv += "planted,105012,[993..2000],贷款,y\n";
  const auto table = DecisionTable::parse(csv, "t.csv");
  const auto findings = of_kind(table, Kind::overlap);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rules, (std::vector<std::string>{"planted", "r5099"}));
  EXPECT_EQ(findings[0].example, R"({"region": "105012", "amount": 993, "text": "贷款"})");
  EXPECT_EQ(of_kind(table, Kind::gap).size(), 1u);
}

TEST(CheckLarge, NestedRangesThatAllMeet) {
  std::string csv = "hit policy,ANY\nid,if a: number,if b: number,then x\n";
  for (int i = 0; i < many; ++i)
    csv += "r" + number(i) + ",[" + number(i) + ".." + number(3 * many - i) + "],[" + number(i) + ".." +
           number(3 * many - i) + "]," + (i == many - 1 ? "2" : "1") + "\n";
  const auto findings = of_kind(DecisionTable::parse(csv, "t.csv"), Kind::overlap);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rules[0], "r9999");
}

TEST(CheckLarge, ACompleteTableWithOneRuleInTheShadow) {
  std::string csv = "hit policy,FIRST\nid,if a: number,if b: number,then x\n";
  const auto interval = [](int i) {
    return i == 0 ? std::string("< 1") : i == 99 ? std::string(">= 99") : "[" + number(i) + ".." + number(i + 1) + ")";
  };
  for (int i = 0; i < many; ++i) csv += "r" + number(i) + "," + interval(i / 100) + "," + interval(i % 100) + ",1\n";
  csv += "shadowed,[20..30],[50..60],2\nnull a,null,-,3\nnull b,-,null,4\nnobody,-,-,5\n";
  const auto table = DecisionTable::parse(csv, "t.csv");
  const auto shadowed = of_kind(table, Kind::shadowed);
  ASSERT_EQ(shadowed.size(), 2u);
  EXPECT_EQ(shadowed[0].rules[0], "shadowed");
  EXPECT_EQ(shadowed[1].rules[0], "nobody");
  EXPECT_EQ(of_kind(table, Kind::complete).size(), 1u);
}

}  // namespace
}  // namespace zhuqi
