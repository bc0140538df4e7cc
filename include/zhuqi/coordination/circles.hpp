// Needs that go round in circles: the revolving door (旋转门). Pure.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// A need came back to a department that had it and had given it on.
struct Comeback {
  std::size_t left = 0;              // where in the sequence the department had it before, the last time
  std::size_t again = 0;             // where it came back
  std::vector<DepartmentId> circle;  // from the department by way of the others back to it

  bool operator==(const Comeback&) const = default;
};

// `leads` are the departments that led a need, in order. The same one twice running is no comeback. In the order in
// which they came back.
std::vector<Comeback> comebacks(const std::vector<DepartmentId>& leads);

// Two departments that send needs to each other.
struct Exchange {
  DepartmentId a, b;           // a < b
  std::int64_t there = 0;      // times from a to b
  std::int64_t back = 0;       // times from b to a
  std::int64_t both_ways = 0;  // needs that went there and back

  bool operator==(const Exchange&) const = default;
};

// Counts over many needs. Grows with the pairs of departments, not with the needs.
class Exchanges {
 public:
  // As in comebacks.
  void add(const std::vector<DepartmentId>& leads);

  // The pairs that sent needs both ways, most first: by the lesser of there and back, then by their sum, then by id.
  std::vector<Exchange> most(std::size_t limit) const;

 private:
  std::map<std::pair<DepartmentId, DepartmentId>, Exchange> pairs_;
};

}  // namespace zhuqi
