#include "demo/claims.hpp"

#include <memory>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi::demo {

namespace {

using std::chrono::days;
using std::chrono::minutes;

// In hundredths.
constexpr int reads = 85;
constexpr int applies = 75;
constexpr int incomplete = 20;  // of applications
constexpr int rejected = 8;     // of those that are reviewed
constexpr int claim_votes = 80;

// One paid without applying, one fast, one ordinary; so many enterprises each.
constexpr const char* chosen[] = {"P-009", "P-020", "P-006"};
constexpr std::size_t enterprises_each = 20;

class Claims : public std::enable_shared_from_this<Claims> {
 public:
  Claims(Platform platform, std::uint64_t seed) : platform_(std::move(platform)), random_(seed) {
    for (const auto& document : policies()) documents_.push_back(parse_policy(document, "policy"));
  }

  void plan() {
    int week = 1;
    for (const char* id : chosen) {
      const Policy* policy = find(PolicyId(id));
      if (policy == nullptr) continue;
      platform_.at(first_morning() + days(14 * week++ - 7) + minutes(90),
                   [self = shared_from_this(), policy] { self->open(*policy); });
    }
    platform_.at(first_morning() + days(28) + minutes(90), [self = shared_from_this()] { self->propose(); });
  }

 private:
  const Policy* find(const PolicyId& id) const {
    for (const auto& policy : documents_)
      if (policy.id == id) return &policy;
    return nullptr;
  }

  void after(std::int64_t working_minutes, void (Claims::*what)(const ClaimState&), const ClaimState& claim) {
    platform_.at(Calendar::china().add(platform_.clock.now, minutes(working_minutes)),
                 [self = shared_from_this(), what, claim] { (self.get()->*what)(claim); });
  }

  Actor handler(const std::string& issuer) const {
    for (const auto& department : platform_.province.organisation.departments)
      if (department.name == issuer) return Actor::officer(OfficerId("h-" + department.id.str()));
    return Actor::host();
  }

  template <class C>
  void give(const Actor& actor, const C& command) {
    platform_.apply(actor, ClaimCommand(command));
  }

  Date today() const { return Calendar::china().date_of(platform_.clock.now); }

  void open(const Policy& policy) {
    OpenClaims command{policy.id, {}};
    for (const auto& enterprise : platform_.province.enterprises) {
      if (command.enterprises.size() == enterprises_each) break;
      if (!random_.percent(30)) continue;
      for (const auto& match : platform_.desk.policies(enterprise.id, today(), Actor::host()))
        if (match.policy == policy.id && match.verdict == "match") command.enterprises.push_back(enterprise.id);
    }
    if (command.enterprises.empty()) return;
    platform_.apply(handler(policy.issuer), command);
    ClaimQuery query;
    query.policy = policy.id;
    for (const auto& claim : platform_.desk.claims(query, Actor::host()))
      after(random_.between(60, 1'500), &Claims::deliver, claim);
  }

  void deliver(const ClaimState& claim) {
    give(Actor::host(), DeliverClaim{claim.id, "短信", ""});
    if (claim.way == Claim::automatic) return after(random_.between(300, 2'000), &Claims::review, claim);
    if (random_.percent(reads)) after(random_.between(30, 1'000), &Claims::read, claim);
  }

  void read(const ClaimState& claim) {
    give(Actor::enterprise(claim.enterprise), ReadClaim{claim.id});
    if (random_.percent(applies)) after(random_.between(300, 3'000), &Claims::apply, claim);
  }

  void apply(const ClaimState& claim) {
    give(Actor::enterprise(claim.enterprise), ApplyClaim{claim.id, {}, "材料已上传"});
    after(random_.between(100, 900), &Claims::accept, claim);
  }

  void accept(const ClaimState& claim) {
    give(handler(claim.issuer), AcceptClaim{claim.id, ""});
    if (!random_.percent(incomplete)) return after(random_.between(500, 5'000), &Claims::review, claim);
    give(handler(claim.issuer), RequestSupplement{claim.id, "缺少盖章的申报表"});
    after(random_.between(200, 1'500), &Claims::supplement, claim);
  }

  void supplement(const ClaimState& claim) {
    give(Actor::enterprise(claim.enterprise), SupplementClaim{claim.id, "已补"});
    after(random_.between(500, 3'000), &Claims::review, claim);
  }

  void review(const ClaimState& claim) {
    if (random_.percent(rejected))
      return give(handler(claim.issuer), RejectClaim{claim.id, "form", "材料与名单不一致"});
    give(handler(claim.issuer), ReviewClaim{claim.id, {}, ""});
    give(handler(claim.issuer), PubliciseClaim{claim.id});
    after((claim.deadlines.publicity.value_or(1) + 1) * 450, &Claims::pay, claim);
  }

  void pay(const ClaimState& claim) {
    const auto& publicity = platform_.desk.claim(claim.id, Actor::host()).clocks;
    const auto clock = publicity.find("publicity");
    if (clock != publicity.end() && clock->second.plan.due && platform_.clock.now < *clock->second.plan.due)
      return after(450, &Claims::pay, claim);
    give(handler(claim.issuer), PayClaim{claim.id, "拨付-" + claim.id.str()});
    if (random_.percent(claim_votes)) after(random_.between(100, 900), &Claims::rate, claim);
  }

  void rate(const ClaimState& claim) {
    give(Actor::enterprise(claim.enterprise), RateClaim{claim.id, static_cast<int>(random_.between(3, 5)), ""});
  }

  // What keeps most enterprises out is put before the department that issues the policy, which declines it.
  void propose() {
    auto candidates = platform_.desk.proposal_candidates(today(), 1, Actor::host());
    if (candidates.empty()) return;
    const auto& cause = candidates[0].cause;
    const Policy* policy = find(cause.policy);
    DepartmentId addressee;
    for (const auto& department : platform_.province.organisation.departments)
      if (policy && department.name == policy->issuer) addressee = department.id;
    if (addressee.empty()) return;
    const Date due(std::chrono::sys_days(today()) + days(30));
    const auto made = platform_.apply(Actor::host(), MakeProposal{"建议放宽：" + cause.text,
                                                                  "多家企业只差这一项条件，建议研究放宽。",
                                                                  cause,
                                                                  std::move(candidates[0].evidence),
                                                                  addressee,
                                                                  due,
                                                                  {}});
    platform_.at(platform_.clock.now + days(14), [self = shared_from_this(), id = made.proposal] {
      self->platform_.apply(Actor::host(), AnswerProposal{id, false, "纳入下一年度政策修订时研究"});
    });
  }

  Platform platform_;
  Random random_;
  std::vector<Policy> documents_;
};

}  // namespace

void plan_claims(const Platform& platform, std::uint64_t seed) { std::make_shared<Claims>(platform, seed)->plan(); }

}  // namespace zhuqi::demo
