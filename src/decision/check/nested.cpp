// Keywords that hold another keyword of their column.
#include <map>
#include <set>

#include <fmt/format.h>

#include "decision/check/run.hpp"

namespace zhuqi::checking {

namespace {

void collect(const feel::Expression& e, std::set<std::string>& words) {
  if (const auto keyword = keyword_of(e); keyword && !keyword->word.empty()) words.insert(keyword->word);
  for (const auto& operand : e.operands) collect(operand, words);
}

// The keywords of a column, each with the first rule that has it.
std::map<std::string, std::uint32_t> keywords_of(const DecisionTable::Compiled& table, std::size_t column) {
  std::map<std::string, std::uint32_t> first;
  std::vector<bool> seen(table.inputs[column].cells.size());
  for (std::uint32_t rule = 0; rule < table.rules.size(); ++rule) {
    const auto cell = table.rules[rule].tests[column];
    if (seen[cell]) continue;
    seen[cell] = true;
    std::set<std::string> words;
    collect(table.inputs[column].cells[cell].expression, words);
    for (const auto& word : words) first.try_emplace(word, rule);
  }
  return first;
}

// By keyword, the longer ones that hold it.
std::map<std::string, std::vector<std::string>> holders_of(const std::map<std::string, std::uint32_t>& words) {
  std::map<std::string, std::vector<std::string>> holders;
  for (const auto& [outer, rule] : words) {
    std::set<std::string> inner;
    for (std::size_t at = 0; at < outer.size(); ++at)
      for (std::size_t length = 1; at + length <= outer.size() && length < outer.size(); ++length)
        if (auto part = outer.substr(at, length); words.contains(part)) inner.insert(std::move(part));
    for (const auto& word : inner) holders[word].push_back(outer);
  }
  return holders;
}

}  // namespace

void find_nested_keywords(Run& run) {
  constexpr std::size_t most_told = 50, most_named = 5;
  const auto& table = run.space.table();
  for (std::size_t c = 0; c < table.inputs.size(); ++c) {
    const auto words = keywords_of(table, c);
    const auto holders = holders_of(words);
    std::vector<std::string> order;  // what is held most often first
    for (const auto& [word, others] : holders) order.push_back(word);
    std::stable_sort(order.begin(), order.end(),
                     [&](const auto& a, const auto& b) { return holders.at(a).size() > holders.at(b).size(); });
    const auto told = std::min({order.size(), most_told, run.limit});
    for (std::size_t i = 0; i < told; ++i) {
      const auto& others = holders.at(order[i]);
      std::vector<std::uint32_t> rules{words.at(order[i])};
      std::string names;
      for (std::size_t n = 0; n < std::min(most_named, others.size()); ++n) {
        rules.push_back(words.at(others[n]));
        names += fmt::format("{}«{}» of {}", n > 0 ? ", " : "", others[n], run.id(rules.back()));
      }
      if (others.size() > most_named) names += fmt::format(", and {} more", others.size() - most_named);
      run.note(Run::Kind::nested_keyword, rules,
               fmt::format("{}: the keyword «{}» is also in {}", table.input_clauses[c].name, order[i], names));
    }
    if (order.size() > told)
      run.note(Run::Kind::nested_keyword, {},
               fmt::format("{}: {} more keywords are in others", table.input_clauses[c].name, order.size() - told));
  }
}

}  // namespace zhuqi::checking
