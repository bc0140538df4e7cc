#include "assignment/network.hpp"

#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

namespace zhuqi {

namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Arc = Traits::edge_descriptor;
// Costs and distances are counted modulo 2^64. The algorithm takes the greatest number for the distance of a vertex
// that cannot be reached, adds to it in each round, and never looks at it again: with signed numbers that would
// overflow. Only differences between vertices within reach count, and those are never negative.
using Cost = std::uint64_t;
using ArcProperties = boost::property<
    boost::edge_capacity_t, std::int64_t,
    boost::property<boost::edge_residual_capacity_t, std::int64_t,
                    boost::property<boost::edge_reverse_t, Arc, boost::property<boost::edge_weight_t, Cost>>>>;
using Arcs = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, ArcProperties>;

}  // namespace

struct Network::Graph {
  explicit Graph(std::size_t vertices) : arcs(vertices) {}

  Arc add(std::size_t from, std::size_t to, std::int64_t capacity, Cost cost) {
    const Arc arc = boost::add_edge(from, to, arcs).first;
    boost::put(boost::edge_capacity, arcs, arc, capacity);
    boost::put(boost::edge_weight, arcs, arc, cost);
    return arc;
  }

  Arcs arcs;
  std::vector<Arc> forward;
};

Network::Network(std::size_t vertices) : graph_(std::make_unique<Graph>(vertices)) {}
Network::~Network() = default;

std::size_t Network::add(std::size_t from, std::size_t to, std::int64_t cost, std::int64_t capacity) {
  const auto counted = static_cast<Cost>(cost);
  const Arc forward = graph_->add(from, to, capacity, counted);
  const Arc back = graph_->add(to, from, 0, Cost(0) - counted);
  boost::put(boost::edge_reverse, graph_->arcs, forward, back);
  boost::put(boost::edge_reverse, graph_->arcs, back, forward);
  graph_->forward.push_back(forward);
  return graph_->forward.size() - 1;
}

void Network::solve(std::size_t source, std::size_t sink) {
  boost::successive_shortest_path_nonnegative_weights(graph_->arcs, source, sink);
}

std::int64_t Network::carried(std::size_t arc) const {
  const Arc forward = graph_->forward[arc];
  return boost::get(boost::edge_capacity, graph_->arcs, forward) -
         boost::get(boost::edge_residual_capacity, graph_->arcs, forward);
}

}  // namespace zhuqi
