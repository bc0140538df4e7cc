#include <algorithm>
#include <cstdint>
#include <string_view>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/classify/size.hpp>

namespace zhuqi {

namespace {

// The output `size` of what the table decides; empty if no rule hits.
std::string decided(const DecisionTable& table, const Facts& facts) {
  const Outcome outcome = table.decide(facts);
  const Value* size = outcome.result.find("size");
  if (size == nullptr) size = &outcome.result;
  return size->string() != nullptr ? *size->string() : std::string();
}

bool reads(const DecisionTable& table, std::string_view fact) {
  const auto& inputs = table.inputs();
  return std::any_of(inputs.begin(), inputs.end(), [&](const Clause& input) { return input.name == fact; });
}

// What the table decides for every choice of the least and the greatest for each of the missing numbers: bit i of the
// place says which one missing[i] has.
std::vector<std::string> tried(const DecisionTable& table, Facts facts, const std::vector<std::string>& missing) {
  constexpr std::int64_t greatest = 1'000'000'000'000'000;
  std::vector<std::string> sizes;
  for (std::size_t choice = 0; choice < std::size_t{1} << missing.size(); ++choice) {
    for (std::size_t i = 0; i < missing.size(); ++i)
      facts.insert_or_assign(missing[i], Value(choice >> i & 1 ? greatest : std::int64_t{0}));
    sizes.push_back(decided(table, facts));
  }
  return sizes;
}

}  // namespace

SizeClass size_of(std::span<const SizeTable> tables, const Enterprise& enterprise, Date date) {
  const auto standard =
      std::find_if(tables.begin(), tables.end(), [&](const SizeTable& t) { return t.from <= date && date <= t.until; });
  if (standard == tables.end()) return {};
  const DecisionTable& table = standard->table;
  const Facts known = facts(enterprise);
  if (reads(table, "industry") && !known.contains("industry")) return {{}, {"industry"}};

  std::vector<std::string> missing;
  for (const char* number : {"staff", "revenue", "assets"})
    if (reads(table, number) && !known.contains(number)) missing.emplace_back(number);
  const auto sizes = tried(table, known, missing);
  if (std::all_of(sizes.begin(), sizes.end(), [&](const std::string& size) { return size == sizes[0]; }))
    return {sizes[0], {}};

  SizeClass unknown;
  for (std::size_t i = 0; i < missing.size(); ++i)
    for (std::size_t choice = 0; choice < sizes.size(); ++choice)
      if (sizes[choice] != sizes[choice ^ std::size_t{1} << i]) {
        unknown.missing.push_back(missing[i]);
        break;
      }
  return unknown;
}

}  // namespace zhuqi
