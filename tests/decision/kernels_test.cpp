// The inner loops of every level against each other, and against what they are to find.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <zhuqi/decision/value.hpp>

#include "base/text.hpp"
#include "decision/index/short_number.hpp"
#include "decision/levels.hpp"

namespace zhuqi {
namespace {

// Pieces of text, good and bad, so that they meet at every place of a vector.
rc::Gen<std::string> genBytes() {
  const std::vector<std::string> pieces = {
      "贷款", "a",        ",",    "\"",   "\r\n", "\n", "\xE3\x80\x82", "①",  "é",    "\xE4",   "\xB8\x80",
      "\xC0", "\xE3\x80", "\xED", "\xF0", "⼀",   "〸", "車",           "Ｖ", "\x80", ",,,,,,", ",,,,,,,,,,,,,,,,,,,,"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& parts) {
                        std::string text;
                        for (const auto& part : parts) text += part;
                        return text;
                      });
}

TEST(Kernels, FindSeparatorsAndNothingElse) {
  rc::check([] {
    const auto text = *genBytes();
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < text.size(); ++i)
      if (std::string_view(",\"\r\n").find(text[i]) != std::string_view::npos) expected.push_back(i);
    for (const auto* level : every_level()) {
      std::vector<std::uint32_t> places(text.size() + 64);
      places.resize(level->find_separators(text.data(), static_cast<std::uint32_t>(text.size()), places.data()));
      RC_ASSERT(places == expected);
    }
  });
}

// Of texts side by side each is good UTF-8, or has an odd piece, or begins or ends within a character. Of good ones
// every level finds the same pieces odd.
TEST(Kernels, ExamineMissesNothing) {
  rc::check([] {
    const auto text = *genBytes();
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto padded = text + std::string(text_padding, '\0');
    const auto begin = *rc::gen::inRange<std::uint32_t>(0, size + 1), end = *rc::gen::inRange(begin, size + 1);
    const auto one = std::string_view(text).substr(begin, end - begin);
    const auto goes_on = [&](std::uint32_t place) {
      return (static_cast<unsigned char>(padded[place]) & 0xC0) == 0x80;
    };
    std::vector<std::uint8_t> expected;
    for (const auto* level : every_level()) {
      std::vector<std::uint8_t> odd(size / piece_bytes + 2);
      const bool any = level->examine(padded.data(), size, odd.data());
      odd.resize(size / piece_bytes + 1);
      RC_ASSERT(any || std::find(odd.begin(), odd.end(), 1) == odd.end());
      RC_ASSERT(valid_utf8(one) || goes_on(begin) || goes_on(end) ||
                std::find(odd.begin() + begin / piece_bytes, odd.begin() + end / piece_bytes + 1, 1) !=
                    odd.begin() + end / piece_bytes + 1);
      if (level == every_level()[0]) expected = odd;
      RC_ASSERT(odd == expected || !valid_utf8(text));
    }
  });
}

TEST(ShortNumber, IsTheNearestDoubleOrLeftToOthers) {
  rc::check([] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.-x")));
    const auto field = text + *rc::gen::element<std::string>("", ",5.5,..................................");
    for (const auto* end : {static_cast<const char*>(nullptr), field.data() + field.size()}) {
      const auto number = short_number(std::string_view(field).substr(0, text.size()), end);
      if (number) RC_ASSERT(*number == Decimal::parse(text)->to_double());
      if (!number && text.size() < 16 && Decimal::parse(text)) RC_ASSERT(text.back() == '.');
    }
  });
}

}  // namespace
}  // namespace zhuqi
