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

  // Runs work(Reader&, Instant now) on the present state, now being by the desk's clock; or on a past one, now being
  // the instant that it is of. Of a past one only the streams that begin with one of `streams` count; none: all.
  template <class Work>
  auto read(const AsOf& as_of, const std::vector<std::string>& streams, const Work& work) const {
    if (as_of == AsOf{}) return ledger->read([&](Reader& reader) { return work(reader, options.clock()); });
    require_past(as_of);
    return ledger->read_as_of(as_of, streams, [&](Reader& reader) { return work(reader, instant_of(as_of, reader)); });
  }

  // What the past of one need is computed from: the need, its enterprise, and what was published. Throws
  // Refused(not_found) if there is no such need.
  std::vector<std::string> streams_about(const NeedId& need, const AsOf& as_of) const;

  // Checks envelope and key, then runs `handler` in one transaction; a repeat gets the first receipt.
  template <class Handler>
  Receipt carry_out(const Envelope& envelope, const std::string& command, const Handler& handler);

 private:
  void require_past(const AsOf& as_of) const;
  static Instant instant_of(const AsOf& as_of, Reader& reader);
};

}  // namespace zhuqi
