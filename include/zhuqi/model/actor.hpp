// Who acts, and who looks. The host vouches for an actor's identity; what an actor may do is decided by the desk.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// Written "host", "clock", "officer:O-001", "enterprise:91530102MA6000016F".
struct Actor {
  enum class Kind {
    host,        // the embedding system itself: imports, first publishing, operations
    clock,       // the passing of time: steps of the ladder, settled deadlines
    officer,     // anyone whom the published organisation lists, in whatever role
    enterprise,  // the enterprise, for its own needs
  };

  Kind kind = Kind::host;
  std::string id;  // the officer's id or the credit code; empty for host and clock

  static Actor host() { return {}; }
  static Actor officer(const OfficerId& id) { return {Kind::officer, id.str()}; }
  static Actor enterprise(const EnterpriseId& id) { return {Kind::enterprise, id.str()}; }

  bool operator==(const Actor&) const = default;
};

std::string to_string(const Actor& actor);

// Reads what to_string writes. Throws Refused(invalid_argument).
Actor parse_actor(std::string_view text);

}  // namespace zhuqi
