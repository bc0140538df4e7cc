// Ninety days in the life of the province, on a virtual clock, through the desk and nothing but the desk.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <zhuqi/desk/desk.hpp>

#include "demo/province.hpp"
#include "demo/random.hpp"

namespace zhuqi::demo {

struct SimulationOptions {
  int days = 90;
  int needs = 242;
  std::uint64_t seed = 1;  // of what has a chance of its own
  // Told after each command that the desk has acknowledged: its last sequence number, and how many are planned.
  std::function<void(std::int64_t acknowledged, int done, int planned)> progress;
};

// The virtual clock: what the desk is opened with.
struct VirtualClock {
  Instant now;
};

// The first morning: Monday, 5 January 2026, 08:00 in China.
Instant first_morning();

// Publishes everything, registers the enterprises, and lets the days pass. On return `clock` stands at the end.
void simulate(ServiceDesk& desk, const Province& province, Random& random, VirtualClock& clock,
              const SimulationOptions& options);

}  // namespace zhuqi::demo
