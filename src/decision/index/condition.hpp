// What a rule asks of the keywords of a text.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "decision/feel/expression.hpp"

namespace zhuqi {

// Keywords by number: all of `all` occur and none of `none` does. Both sorted.
struct Conjunction {
  std::vector<std::uint32_t> all, none;
};

// One of them must hold.
using Alternatives = std::vector<Conjunction>;

// The number of a keyword; `folded`: it is looked for in the folded text.
using KeywordNumber = std::function<std::uint32_t(std::string text, bool folded)>;

// The alternatives of a test that is made of contains(?, "…"), and, or, not; nothing if it is made of anything else, or
// of too many. Where the text is null the test does not hold, whatever they say.
std::optional<Alternatives> keyword_alternatives(const feel::Expression& test, const KeywordNumber& number);

// Those of two tests that must both hold; nothing if there are too many.
std::optional<Alternatives> both(const Alternatives& a, const Alternatives& b);

}  // namespace zhuqi
