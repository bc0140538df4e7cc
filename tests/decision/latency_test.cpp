// What a decision costs does not depend on which row hits: counted in blocks of rules that are looked at, not timed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "decision/decide.hpp"
#include "decision/index/single.hpp"

namespace zhuqi {
namespace {

constexpr std::uint32_t row_count = 2000;

thread_local std::uint32_t blocks = 0;

Kernels counting_kernels() {
  Kernels kernels = widest_kernels();
  kernels.match_block = [](const ListView& lists, const std::uint16_t* block, const std::uint16_t* fields) {
    ++blocks;
    return widest_kernels().match_block(lists, block, fields);
  };
  return kernels;
}

std::string word(std::uint32_t row) {
  static const std::vector<std::string> characters = {"贷", "款", "专", "利", "商", "标", "用", "地", "环", "评"};
  std::string text;
  for (std::uint32_t rest = row + 10'000; rest > 0; rest /= 10) text += characters[rest % 10];
  return text;
}

// Each row is told from all others by its cell under one input.
DecisionTable table_of(const std::string& input) {
  std::string csv = "hit policy,UNIQUE\nid,if region: code,if amount: number,if text: keywords,then lead\n";
  for (std::uint32_t r = 0; r < row_count; ++r)
    csv += fmt::format("{},{},{},{},D{}\n", r, input == "region" ? std::to_string(100000 + r) : "",
                       input == "amount" ? fmt::format("[{}..{})", 10 * r, 10 * r + 10) : "",
                       input == "text" ? word(r) : "", r % 97);
  return DecisionTable::parse(csv, "latency.csv");
}

Facts facts_of(std::uint32_t row) {
  return {{"region", Value(std::to_string(100000 + row) + "00")},
          {"amount", Value::number(std::to_string(10 * row + 5))},
          {"text", Value("企业反映" + word(row) + "的问题")}};
}

class Latency : public testing::TestWithParam<std::string> {};

TEST_P(Latency, DoesNotDependOnWhichRowHits) {
  const auto table = table_of(GetParam());
  const auto kernels = counting_kernels();
  auto in_lists = table.compiled();
  in_lists.index = Index::build(in_lists, {0});
  for (const auto* compiled : std::initializer_list<const DecisionTable::Compiled*>{&table.compiled(), &in_lists}) {
    ASSERT_NE(compiled->index, nullptr);
    for (std::uint32_t row = 0; row < row_count; ++row) {
      blocks = 0;
      ASSERT_EQ(indexed_hits(*compiled, prepare(*compiled, facts_of(row)), kernels), std::vector{row});
      ASSERT_LE(blocks, 2u) << "row " << row;  // of some 125 in which the rules stand
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Inputs, Latency, testing::Values("region", "amount", "text"),
                         [](const auto& told) { return told.param; });

}  // namespace
}  // namespace zhuqi
