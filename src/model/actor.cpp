#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/actor.hpp>

namespace zhuqi {

std::string to_string(const Actor& actor) {
  switch (actor.kind) {
    case Actor::Kind::host:
      return "host";
    case Actor::Kind::clock:
      return "clock";
    case Actor::Kind::officer:
      return "officer:" + actor.id;
    case Actor::Kind::enterprise:
      return "enterprise:" + actor.id;
  }
  return "host";
}

Actor parse_actor(std::string_view text) {
  if (text == "host") return {};
  if (text == "clock") return {Actor::Kind::clock, {}};
  for (const auto& [prefix, kind] : {std::pair<std::string_view, Actor::Kind>{"officer:", Actor::Kind::officer},
                                     {"enterprise:", Actor::Kind::enterprise}})
    if (text.starts_with(prefix) && text.size() > prefix.size()) return {kind, std::string(text.substr(prefix.size()))};
  throw Refused(Code::invalid_argument,
                fmt::format("actor «{}»: write host, officer:ID or enterprise:CODE", text.substr(0, 60)), "actor");
}

}  // namespace zhuqi
