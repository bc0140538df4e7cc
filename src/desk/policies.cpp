// Which policies fit an enterprise.
#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/policy/match.hpp>

#include "desk/access.hpp"
#include "desk/claims.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

// A policy published during the day holds for the day.
std::vector<std::shared_ptr<const CompiledPolicy>> policies_on(Reader& reader, Library& library, InForce& in_force,
                                                               Date date) {
  const Instant end_of_day = in_force.calendar().to_instant(std::chrono::local_days(date) + std::chrono::days(1));
  auto query = reader.session().prepare("SELECT DISTINCT name FROM published WHERE kind = 'policy' ORDER BY name");
  std::vector<std::string> names;
  while (query.step()) names.push_back(query.string(0));
  std::vector<std::shared_ptr<const CompiledPolicy>> policies;
  for (const auto& name : names)
    if (const auto hash = hash_in_force(reader.session(), "policy", name, end_of_day))
      policies.push_back(library.get<CompiledPolicy>(
          reader, *hash, [](const std::string& content) { return CompiledPolicy(parse_policy(content, "policy")); }));
  return policies;
}

namespace {

std::string short_of(const Policy& policy, const Match& match) {
  if (!match.short_of) return {};
  return policy.branches[match.short_of->branch][match.short_of->condition].fact;
}

}  // namespace

std::vector<PolicyMatch> ServiceDesk::policies(const EnterpriseId& id, Date date, const Actor& viewer) const {
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    const auto organisation = in_force.organisation();
    const Enterprise enterprise = load_enterprise(reader.session(), id);
    const ServiceGroup* regional = organisation->group_of_region(enterprise.region);
    const GroupId group = !enterprise.group.empty() ? enterprise.group : regional ? regional->id : GroupId();
    if (!relations_to(id, group, viewer, *organisation).any())
      throw Refused(Code::not_found, fmt::format("enterprise «{}» is not registered: register it first", id.str()),
                    "enterprise");
    const Facts known = facts_of(enterprise, Need{}, in_force.size().get(), date);
    std::vector<PolicyMatch> all;
    for (const auto& compiled : policies_on(reader, impl_->library, in_force, date)) {
      const Match match = compiled->match(known, date);
      all.push_back({compiled->policy().id, compiled->policy().title, std::string(name(match.verdict)), match.because,
                     match.missing, match.amount_fen, short_of(compiled->policy(), match)});
    }
    return all;
  });
}

}  // namespace zhuqi
