// The JSON form of the desk's own events.
#pragma once

#include "base/fields.hpp"
#include "desk/events.hpp"
#include "model/documents.hpp"

namespace zhuqi {

constexpr const char* kind(Of<EnterpriseRegistered>) { return "enterprise.registered"; }
constexpr auto fields(Of<EnterpriseRegistered>) {
  using R = EnterpriseRegistered;
  return std::tuple(field("enterprise", &R::enterprise), field("previous", &R::previous).optional());
}

constexpr const char* kind(Of<EnterpriseRedacted>) { return "enterprise.redacted"; }
constexpr auto fields(Of<EnterpriseRedacted>) { return std::tuple(field("reason", &EnterpriseRedacted::reason)); }

constexpr const char* kind(Of<Published>) { return "published"; }
constexpr auto fields(Of<Published>) {
  using P = Published;
  return std::tuple(field("kind", &P::kind), field("name", &P::name).optional(), field("hash", &P::hash),
                    field("effective", &P::effective));
}

}  // namespace zhuqi
