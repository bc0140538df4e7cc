// What a cache of texts tells is what was computed, however texts end, and however many there were.
#include "decision/index/text_cache.hpp"

#include <random>

#include <gtest/gtest.h>

#include <zhuqi/decision/value.hpp>

namespace zhuqi {
namespace {

std::uint16_t sum_of(std::string_view text) {
  std::uint32_t sum = static_cast<std::uint32_t>(text.size()) * 257;
  for (const char c : text) sum = sum * 31 + static_cast<unsigned char>(c);
  return static_cast<std::uint16_t>(sum ^ sum >> 16);
}

// Texts of up to `longest` bytes from an alphabet of `letters`, the zero byte among them, in one buffer.
void look_for_texts(std::size_t longest, int letters, std::size_t count, std::size_t& computed) {
  std::mt19937 random(7);
  TextCache cache;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(random() % (longest + 1), '\0');
    for (auto& c : text) c = static_cast<char>(random() % static_cast<unsigned>(letters));
    const auto padded = text + "\x01\x02garbage behind it";
    const bool readable = i % 2 == 0;
    const auto* const end = padded.data() + (readable ? padded.size() : text.size());
    const auto value = cache.find(std::string_view(padded).substr(0, text.size()), end, [&](std::string_view t) {
      ++computed;
      return sum_of(t);
    });
    ASSERT_EQ(value, sum_of(text)) << i;
  }
}

TEST(TextCache, TellsWhatWasComputed) {
  for (const std::size_t longest : {0u, 1u, 6u, 7u, 15u, 17u})
    for (const int letters : {1, 2, 256}) {
      std::size_t computed = 0;
      look_for_texts(longest, letters, 20'000, computed);
    }
}

TEST(TextCache, ForgetsRatherThanGrowWithoutBound) {
  std::size_t computed = 0;
  look_for_texts(6, 256, 200'000, computed);
  EXPECT_GT(computed, 100'000u);
}

TEST(TextCache, ComputesFewKnownTextsAgain) {
  std::size_t computed = 0;
  look_for_texts(4, 3, 50'000, computed);  // 121 texts, of which those that end with a zero byte are not kept
  EXPECT_LT(computed, 20'000u);
}

}  // namespace
}  // namespace zhuqi
