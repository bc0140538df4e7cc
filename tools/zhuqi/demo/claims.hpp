// Some enterprises of the province walk the way of a claim, and one proposal is made and answered.
#pragma once

#include <cstdint>
#include <functional>

#include <zhuqi/desk/desk.hpp>

#include "demo/province.hpp"
#include "demo/simulation.hpp"

namespace zhuqi::demo {

// What the simulation lends: its agenda, and its way of giving commands.
struct Platform {
  ServiceDesk& desk;
  const Province& province;
  VirtualClock& clock;
  std::function<void(Instant, std::function<void()>)> at;
  std::function<Receipt(const Actor&, const Command&)> apply;
};

// Puts everything on the agenda. Chance of its own, so that the needs of the province stay what they are.
void plan_claims(const Platform& platform, std::uint64_t seed);

}  // namespace zhuqi::demo
