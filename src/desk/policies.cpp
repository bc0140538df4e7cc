// Which policies fit an enterprise.
#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/policy/match.hpp>

#include "desk/access.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

namespace {

// The policies published by the end of `date`, each in its last version.
std::vector<std::string> policies_on(Session& session, Instant until) {
  auto query = session.prepare("SELECT DISTINCT name FROM published WHERE kind = 'policy' ORDER BY name");
  std::vector<std::string> names;
  while (query.step()) names.push_back(query.string(0));
  std::vector<std::string> hashes;
  for (const auto& name : names)
    if (auto hash = hash_in_force(session, "policy", name, until)) hashes.push_back(*std::move(hash));
  return hashes;
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
    const Facts known = facts_of(enterprise, Need{}, in_force.size().get());
    // A policy published during the day holds for the day.
    const Instant end_of_day = in_force.calendar().to_instant(std::chrono::local_days(date) + std::chrono::days(1));
    std::vector<PolicyMatch> all;
    for (const auto& hash : policies_on(reader.session(), end_of_day)) {
      const auto compiled = impl_->library.get<CompiledPolicy>(
          reader, hash, [](const std::string& content) { return CompiledPolicy(parse_policy(content, "policy")); });
      const Match match = compiled->match(known, date);
      all.push_back({compiled->policy().id, compiled->policy().title, std::string(name(match.verdict)), match.because,
                     match.missing});
    }
    return all;
  });
}

}  // namespace zhuqi
