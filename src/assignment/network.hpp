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

  // An arc that carries up to `capacity` units, at `cost` each, which is not negative. Returns its number.
  std::size_t add(std::size_t from, std::size_t to, std::int64_t cost, std::int64_t capacity = 1);

  // As much as can flow from `source` to `sink`, at minimum cost. Once.
  void solve(std::size_t source, std::size_t sink);

  // After solve: how much the arc carries.
  std::int64_t carried(std::size_t arc) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

}  // namespace zhuqi
