// What a policy would bring before it is issued: whom it reaches, what it costs, who is one step short.
#include <algorithm>
#include <map>

#include <zhuqi/model/codes.hpp>

#include "base/json.hpp"
#include "desk/access.hpp"
#include "desk/impl.hpp"
#include "model/documents.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_examples = 10;

class Tally {
 public:
  explicit Tally(const CompiledPolicy& policy) : policy_(policy) { preview_.policy = policy.policy().id; }

  void add(const Enterprise& enterprise, const Facts& facts, const Match& match) {
    ++preview_.enterprises;
    preview_.unknown += match.verdict == Verdict::unknown;
    if (match.verdict == Verdict::match) add_match(enterprise, facts, match);
    if (match.short_of) add_step(enterprise, facts, *match.short_of);
  }

  PolicyPreview finish() {
    for (auto& [place, step] : steps_) preview_.steps.push_back(std::move(step));
    std::stable_sort(preview_.steps.begin(), preview_.steps.end(),
                     [](const auto& a, const auto& b) { return a.enterprises > b.enterprises; });
    for (auto& [name, group] : regions_) preview_.by_region.push_back(std::move(group));
    for (auto& [name, group] : sizes_) preview_.by_size.push_back(std::move(group));
    return std::move(preview_);
  }

 private:
  using Groups = std::map<std::string, PolicyPreview::Group>;

  static void add_to(Groups& groups, const std::string& name, const std::optional<std::int64_t>& amount) {
    auto& group = groups[name];
    group.name = name;
    ++group.matches;
    group.amount_fen += amount.value_or(0);
  }

  void add_match(const Enterprise& enterprise, const Facts& facts, const Match& match) {
    ++preview_.matches;
    preview_.amount_fen += match.amount_fen.value_or(0);
    preview_.without_amount += !match.amount_fen;
    const auto size = facts.find("size");
    add_to(regions_, prefecture_of(enterprise.region), match.amount_fen);
    add_to(sizes_, size == facts.end() ? std::string() : to_text(size->second), match.amount_fen);
    if (preview_.examples.size() < most_examples) preview_.examples.push_back(enterprise.id);
  }

  void add_step(const Enterprise& enterprise, const Facts& facts, const ConditionPlace& place) {
    ++preview_.one_short;
    auto& step = steps_[{place.branch, place.condition}];
    const Condition& condition = policy_.policy().branches[place.branch][place.condition];
    step.place = place;
    step.fact = condition.fact;
    step.text = condition.text;
    ++step.enterprises;
    step.amount_fen += policy_.amount_fen(place.branch, facts).value_or(0);
    if (preview_.almost.size() < most_examples) preview_.almost.push_back(enterprise.id);
  }

  const CompiledPolicy& policy_;
  PolicyPreview preview_;
  std::map<std::pair<std::size_t, std::size_t>, PolicyPreview::Step> steps_;
  Groups regions_, sizes_;
};

}  // namespace

PolicyPreview ServiceDesk::preview_policy(std::string_view document, Date date, const Actor& viewer) const {
  const CompiledPolicy policy(parse_policy(document, "policy"), "policy");
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    Relations relations;
    relations.host = viewer.kind == Actor::Kind::host;
    if (in_force.has("organisation")) relations = relations_to(EnterpriseId(), {}, viewer, *in_force.organisation());
    authorise({}, "publish", relations);
    const auto size = in_force.size();
    Tally tally(policy);
    auto rows = reader.session().prepare("SELECT document FROM enterprises ORDER BY id");
    while (rows.step()) {
      const auto enterprise = from_json<Enterprise>(parse_json(rows.text(0), "enterprise"));
      const Facts facts = facts_of(enterprise, Need{}, size.get(), date);
      tally.add(enterprise, facts, policy.match(facts, date));
    }
    return tally.finish();
  });
}

}  // namespace zhuqi
