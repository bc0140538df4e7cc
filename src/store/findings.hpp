// Collects discrepancies up to a limit, and counts the rest.
#pragma once

#include <utility>

#include <zhuqi/store/verification.hpp>

namespace zhuqi {

class FindingList {
 public:
  explicit FindingList(Verification& verification, std::size_t limit) : verification_(verification), limit_(limit) {}

  void add(Discrepancy discrepancy) {
    if (verification_.total++ < limit_) verification_.findings.push_back(std::move(discrepancy));
  }
  void add(Discrepancy::Part part, const Event& event, std::string message) {
    add({.part = part,
         .seq = event.seq,
         .stream = event.stream,
         .kind = event.kind,
         .table = {},
         .row = {},
         .message = std::move(message)});
  }
  void add(Discrepancy::Part part, std::string table, std::string row, std::string message) {
    add({.part = part,
         .seq = 0,
         .stream = {},
         .kind = {},
         .table = std::move(table),
         .row = std::move(row),
         .message = std::move(message)});
  }

 private:
  Verification& verification_;
  std::size_t limit_;
};

}  // namespace zhuqi
