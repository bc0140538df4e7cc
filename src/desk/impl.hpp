// What a desk holds.
#pragma once

#include <memory>

#include <zhuqi/desk/desk.hpp>
#include <zhuqi/store/ledger.hpp>

#include "desk/library.hpp"
#include "desk/work.hpp"

namespace zhuqi {

struct ServiceDesk::Impl {
  DeskOptions options;
  std::unique_ptr<Ledger> ledger;
  mutable Library library;

  // Checks envelope and key, then runs `handler` in one transaction; a repeat gets the first receipt.
  template <class Handler>
  Receipt carry_out(const Envelope& envelope, const std::string& command, const Handler& handler);
};

}  // namespace zhuqi
