// Enterprises and policies that look like a province's, the same from run to run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <zhuqi/decision/columns.hpp>
#include <zhuqi/model/policy.hpp>

namespace zhuqi::bench {

// A column of texts in Arrow's layout; an empty one is not known.
struct Texts {
  std::vector<std::int64_t> offsets{0};
  std::string bytes;
  std::vector<std::uint8_t> validity;

  void add(const std::string& text);
  std::string_view at(std::size_t row) const {
    const auto begin = static_cast<std::size_t>(offsets[row]);
    return {bytes.data() + begin, static_cast<std::size_t>(offsets[row + 1]) - begin};
  }
};

struct Enterprises {
  std::size_t rows = 0;
  std::vector<double> staff, revenue, assets, research_share;  // NaN: not known
  Texts region, industry, tier, size, tags;

  std::vector<Column> columns() const;
};

Enterprises make_enterprises(std::size_t count);

// What a condition says, beside its FEEL: for the plain loop.
struct PlainCondition {
  enum class Kind { at_least, below, one_of, prefix, has_tag };
  int fact = 0;  // staff, revenue, assets, research_share, region, industry, tier, size, tags
  Kind kind = Kind::at_least;
  double bound = 0;
  std::vector<std::string> texts;
};

struct PlainPolicy {
  std::string region_prefix;
  std::vector<std::vector<PlainCondition>> branches;
};

struct Policies {
  std::vector<Policy> feel;
  std::vector<PlainPolicy> plain;
};

Policies make_policies(std::size_t count);

}  // namespace zhuqi::bench
