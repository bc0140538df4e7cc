// A flow network of minimum cost, by Boost.Graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace zhuqi {

class Network {
 public:
  explicit Network(std::size_t vertices);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // An arc that carries one unit at `cost`, which is not negative. Returns its number.
  std::size_t add(std::size_t from, std::size_t to, std::int64_t cost);

  // As much as can flow from `source` to `sink`, at minimum cost. Once.
  void solve(std::size_t source, std::size_t sink);

  // After solve: whether the arc carries its unit.
  bool carries(std::size_t arc) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

}  // namespace zhuqi
