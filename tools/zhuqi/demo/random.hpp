// Chance that is the same on every machine: the standard's generator, and our own way of drawing from it.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace zhuqi::demo {

class Random {
 public:
  explicit Random(std::uint64_t seed) : generator_(seed) {}

  // 0 to count - 1, as good as evenly (count is far below 2^64).
  std::uint64_t below(std::uint64_t count) { return generator_() % count; }

  // low to high, both inclusive.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }

  // True in `percent` of a hundred.
  bool percent(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::mt19937_64 generator_;
};

}  // namespace zhuqi::demo
