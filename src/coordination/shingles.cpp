#include <algorithm>
#include <limits>

#include <zhuqi/coordination/duplicates.hpp>

#include "base/text.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t values = 128;
constexpr std::size_t per_band = values / std::tuple_size_v<BandKeys>;

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the result depends on every bit of x.
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// Letters, digits and ideographs: what is left of folded text without white space and punctuation.
bool is_sign(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto within = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
  return !within(0x80, 0xbf) && !within(0x2000, 0x206f) && !within(0x3000, 0x303f) && !within(0xfe10, 0xfe6f);
}

// The signs of well-formed UTF-8; what is not well-formed has none.
std::u32string signs_of(std::string_view text) {
  std::u32string signs;
  if (!valid_utf8(text)) return signs;
  const std::string folded = fold(text);
  for (std::size_t i = 0; i < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t k = 1; k < length; ++k) c = c << 6 | (static_cast<unsigned char>(folded[i + k]) & 0x3fu);
    if (is_sign(c)) signs += c;
    i += length;
  }
  return signs;
}

}  // namespace

Shingles shingles(std::string_view text) {
  const std::u32string signs = signs_of(text);
  Shingles all;
  const std::size_t run = std::min<std::size_t>(3, signs.size());
  for (std::size_t i = 0; run > 0 && i + run <= signs.size(); ++i) {
    std::uint64_t hash = run;
    for (std::size_t k = 0; k < run; ++k) hash = mix(hash ^ signs[i + k]);
    all.push_back(hash);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::optional<BandKeys> band_keys(const Shingles& shingles) {
  if (shingles.empty()) return std::nullopt;
  BandKeys keys;
  for (std::size_t band = 0; band < keys.size(); ++band) {
    std::uint64_t key = mix(band);
    for (std::size_t value = band * per_band; value < (band + 1) * per_band; ++value) {
      const std::uint64_t seed = mix(~std::uint64_t(value));
      std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
      for (const std::uint64_t shingle : shingles) least = std::min(least, mix(shingle ^ seed));
      key = mix(key ^ least);
    }
    keys[band] = key;
  }
  return keys;
}

double jaccard(const Shingles& a, const Shingles& b) {
  std::size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++shared;
    const bool step_x = *x <= *y, step_y = *y <= *x;
    x += step_x;
    y += step_y;
  }
  const std::size_t all = a.size() + b.size() - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

}  // namespace zhuqi
