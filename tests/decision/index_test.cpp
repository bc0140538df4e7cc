// The index against the plain loop: random tables, random records.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "decision/decide.hpp"
#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"
#include "decision/index/single.hpp"

namespace zhuqi {
namespace {

template <class T>
rc::Gen<T> pick(std::vector<T> from) {
  return rc::gen::elementOf(std::move(from));
}

const std::vector<std::string> words = {
    "贷款", "款贷", "贷",       "商标", "商标局",   "标局",     "VAT", "ｖａｔ",         "发票",
    "a",    "①",    "贷款银行", "㈱",   "\uF900车", "\u8C48车", "!",   "贷款银行商标局", "银行商标局的发票"};

rc::Gen<std::string> genText() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(pick<std::string>({"贷",
                                                                                      "款",
                                                                                      "银行",
                                                                                      "商",
                                                                                      "标",
                                                                                      "局",
                                                                                      "vat",
                                                                                      "VAT",
                                                                                      "，",
                                                                                      "a",
                                                                                      "1",
                                                                                      "①",
                                                                                      "(株)",
                                                                                      "\uF900",
                                                                                      "\u8C48",
                                                                                      "车",
                                                                                      "贷款银行",
                                                                                      "!",
                                                                                      "é",
                                                                                      "发票",
                                                                                      "贷款银行商标局",
                                                                                      "贷款银行商标局的发票",
                                                                                      "标局贷款贷款银行银行商标局"})),
                      [](const std::vector<std::string>& parts) {
                        std::string text;
                        for (const auto& part : parts) text += part;
                        return text;
                      });
}

std::string quote(const std::string& cell) {
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string random_table() {
  const auto policy = *pick<std::string>(
      {"FIRST", "FIRST", "UNIQUE", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "C+", "C<", "C>", "C#"});
  std::string csv = "hit policy," + policy +
                    "\nid,if item,if region: code,if amount: number,if ok: boolean,if when: date,if text: keywords,if "
                    "title: keywords,then x: number\n"
                    "allowed values,,,,,,,,\"3,1,2\"\n";
  const auto rules = *rc::gen::inRange(1, 40);
  for (int r = 0; r < rules; ++r) {
    const auto word = [] { return *pick(words); };
    std::string text = "-";
    switch (*rc::gen::inRange(0, 8)) {
      case 0:
        text = word();
        break;
      case 1:
        text = word() + "," + word();
        break;
      case 2:
        text = word() + " & " + word();
        break;
      case 3:
        text = word() + ", not " + word();
        break;
      case 4:
        text = "contains(?, \"" + word() + "\")";
        break;
      case 5:
        text = "not " + word();
        break;
      default:
        break;
    }
    csv += "r" + std::to_string(r) + "," +
           quote(*pick<std::string>({"-", "-", "甲", "甲,乙", "not(甲)", "null", "\"丙\"", "not(null)", "> \"乙\"",
                                     "starts with(?, \"乙\")", "ends with(?, \"甲\")"})) +
           "," + quote(*pick<std::string>({"-", "-", "53", "5301", "53,11", "\"53\"", "not(5301)", "5"})) + "," +
           quote(*pick<std::string>({"-", "-", "> 0.1", "[0.1..0.3]", "]1..5[", "0.3", "not(0.3)", "not(> 1)", "null",
                                     "< 5, > 100", "? > 1 and ? < 5"})) +
           "," + quote(*pick<std::string>({"-", "-", "-", "true", "否", "not(true)"})) + "," +
           quote(*pick<std::string>({"-", "-", "-", ">= 2026/2/14", "[2026-01-01..2026-12-31]"})) + "," + quote(text) +
           "," + quote(*pick<std::string>({"-", "-", "-", "-", "贷款", "贷"})) + "," +
           *pick<std::string>({"1", "2", "3"}) + "\n";
  }
  return csv;
}

Facts random_facts() {
  Facts facts;
  const auto maybe = [&](const char* name, Value value) {
    const auto chance = *rc::gen::inRange(0, 10);  // not there, null, or there
    if (chance > 0) facts.emplace(name, chance > 1 ? std::move(value) : Value());
  };
  maybe("item", *pick<std::string>({"甲", "乙", "丙", "", "乙甲", "无"}));
  maybe("region", *pick<std::string>({"53", "530102", "5301", "11", "", "54"}));
  maybe("amount", Value::number(*pick<std::string>(
                      {"0.1", "0.3", "0.30000000000000004", "0.09", "1", "5", "3", "1000", "-1", "1e30"})));
  maybe("ok", *rc::gen::arbitrary<bool>());
  maybe("when", Date(std::chrono::year(2026) / *pick<unsigned>({1, 2, 12}) / 14));
  maybe("text", *genText());
  maybe("title", *genText());
  return facts;
}

// Facts as columns: strings with 32-bit offsets, doubles, booleans as bits, dates in days.
struct Columns {
  std::vector<std::vector<std::int32_t>> offsets;
  std::vector<std::string> bytes;
  std::vector<std::vector<std::uint8_t>> validity, bits;
  std::vector<std::vector<double>> doubles;
  std::vector<std::vector<std::int32_t>> days;
  std::vector<Column> columns;

  Columns(const std::vector<Facts>& rows, const std::vector<std::pair<std::string, std::string>>& names) {
    for (auto* lists : {&validity, &bits}) lists->resize(names.size());
    offsets.resize(names.size()), bytes.resize(names.size()), doubles.resize(names.size()), days.resize(names.size());
    for (std::size_t c = 0; c < names.size(); ++c) {
      validity[c].assign(rows.size() / 8 + 1, 0), bits[c].assign(rows.size() / 8 + 1, 0);
      offsets[c].push_back(0);
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto found = rows[r].find(names[c].first);
        const bool there = found != rows[r].end() && !found->second.is_null();
        if (there) validity[c][r / 8] = static_cast<std::uint8_t>(validity[c][r / 8] | 1u << (r % 8));
        if (there && found->second.string()) bytes[c] += *found->second.string();
        offsets[c].push_back(static_cast<std::int32_t>(bytes[c].size()));
        doubles[c].push_back(there && found->second.number() ? found->second.number()->to_double() : 0);
        days[c].push_back(
            there && found->second.date()
                ? static_cast<std::int32_t>(std::chrono::sys_days(*found->second.date()).time_since_epoch().count())
                : 0);
        if (there && found->second.boolean() && *found->second.boolean())
          bits[c][r / 8] = static_cast<std::uint8_t>(bits[c][r / 8] | 1u << (r % 8));
      }
    }
    for (std::size_t c = 0; c < names.size(); ++c) {
      Column column;
      column.name = names[c].first;
      column.validity = validity[c].data();
      const auto& type = names[c].second;
      column.type = type == "number"    ? ColumnType::float64
                    : type == "boolean" ? ColumnType::boolean
                    : type == "date"    ? ColumnType::date32
                                        : ColumnType::string32;
      column.values = type == "number"    ? static_cast<const void*>(doubles[c].data())
                      : type == "boolean" ? static_cast<const void*>(bits[c].data())
                      : type == "date"    ? static_cast<const void*>(days[c].data())
                                          : static_cast<const void*>(offsets[c].data());
      column.data = bytes[c].data();
      columns.push_back(column);
    }
  }
};

std::vector<std::uint32_t> every_hit(const DecisionTable::Compiled& table, const Facts& facts) {
  const auto record = prepare(table, facts);
  std::vector<std::uint32_t> hits;
  for (std::uint32_t rule = 0; rule < table.rules.size(); ++rule)
    if (rule_hits(table, record, rule)) hits.push_back(rule);
  return hits;
}

TEST(Index, DecidesAsThePlainLoopDoes) {
  EXPECT_TRUE(rc::check([] {
    const auto table = DecisionTable::parse(random_table(), "t.csv");
    const auto& compiled = table.compiled();
    RC_ASSERT(compiled.index != nullptr);
    std::vector<Facts> rows;
    for (int i = 0; i < 30; ++i) rows.push_back(random_facts());
    std::vector<std::vector<std::uint32_t>> expected;
    for (const auto& facts : rows) {
      const auto record = prepare(compiled, facts);
      RC_ASSERT(!record.error);
      expected.push_back(plain_hits(compiled, record));
      RC_ASSERT(indexed_hits(compiled, record) == expected.back());
      const auto plain = conclude(compiled, record, expected.back()), outcome = table.decide(facts);
      RC_ASSERT(outcome.rules == plain.rules);
      RC_ASSERT(outcome.error.has_value() == plain.error.has_value());
      RC_ASSERT(outcome.error || outcome.result == feel::coerced(plain.result, compiled.type));
    }
    const Columns columns(rows, compiled.data);
    const Batch batch{static_cast<std::int64_t>(rows.size()), columns.columns};
    for (const std::uint64_t bits : {std::uint64_t{0}, std::uint64_t{1} << 30}) {
      const auto index = Index::build(compiled, {bits});
      const auto levels = supported_kernels();
      for (std::uint32_t level = 0; level < levels.size; ++level) {
        Encoder encoder(compiled, *index, *levels.data[level]);
        Matcher matcher(*index, *levels.data[level]);
        encoder.bind(batch);
        EncodedBlock block;
        RC_ASSERT(encoder.encode(0, batch.rows, block) == rows.size());
        struct Check : PlainCheck {
          Check(const DecisionTable::Compiled& t, const Batch& b) : table(t), batch(b) {}
          bool hits(std::uint32_t record, std::uint32_t rule) override {
            return rule_hits(table, record_at(table, batch, record), rule);
          }
          const DecisionTable::Compiled& table;
          const Batch& batch;
        } check(compiled, batch);
        std::vector<std::int32_t> first(rows.size());
        matcher.first_hits(block, check, first.data());
        matcher.find(block);
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
          std::vector<std::uint32_t> hits;
          matcher.all_hits(block, check, i, hits);
          const auto all = every_hit(compiled, rows[i]);
          RC_ASSERT(hits == all);
          RC_ASSERT(first[i] == (all.empty() ? row_unmatched : static_cast<std::int32_t>(all.front())));
        }
      }
    }
    Hits hits;
    Router router(table);
    router.decide_all(batch, hits);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto settled = expected[i];
      RC_ASSERT(settle(compiled, settled) == hits.status[i]);
      RC_ASSERT(std::vector<std::uint32_t>(hits.rules.begin() + static_cast<std::ptrdiff_t>(hits.offsets[i]),
                                           hits.rules.begin() + static_cast<std::ptrdiff_t>(hits.offsets[i + 1])) ==
                settled);
    }
  }));
}

// Operators write hundreds of words into a cell: none of them may be left to the plain evaluation.
TEST(Index, TakesInACellOfAThousandKeywords) {
  std::string cell;
  for (int i = 0; i < 1000; ++i) cell += (i > 0 ? "," : "") + std::string("word") + std::to_string(i) + "x";
  const auto table =
      DecisionTable::parse("hit policy,FIRST\nid,if text: keywords,then x\nR1,\"" + cell + "\",a\n", "t.csv");
  ASSERT_NE(table.compiled().index, nullptr);
  EXPECT_FALSE(table.compiled().index->has_conditions());
  EXPECT_EQ(table.decide({{"text", Value("no word999y but WORD998X")}}).rules.size(), 1u);
  EXPECT_TRUE(table.decide({{"text", Value("word1000x")}}).rules.empty());
}

}  // namespace
}  // namespace zhuqi
