#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/policy/proposal.hpp>

#include "base/require.hpp"
#include "policy/claim_clocks.hpp"
#include "policy/json.hpp"
#include "policy/proposal_documents.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_behind = 10'000;
const std::vector<int> usual_reminder = {3};  // working days before the end of the due day

void require_stage(const ProposalState& state, ProposalStage stage, std::string_view command) {
  if (state.stage == stage) return;
  refuse(Code::illegal_state,
         fmt::format("{} is {}: {} is possible only when it is {}", state.id.str(), name(state.stage), command,
                     name(stage)),
         "stage");
}

void allow(bool may, std::string_view command) {
  if (!may) refuse(Code::not_allowed, fmt::format("this actor may not give the command {} here", command), "actor");
}

template <class T>
void require_once(std::vector<T> ids, const char* field) {
  if (ids.size() > most_behind) refuse(Code::too_large, fmt::format("{}: at most {}", field, most_behind), field);
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
    refuse(Code::invalid_argument, fmt::format("{}: one is named twice", field), field);
}

struct DecideProposal {
  using Events = std::vector<ProposalEvent>;
  const ProposalState& state;
  const ProposalContext& context;

  Events operator()(const MakeProposal& c) const {
    allow(context.may_make, "make_proposal");
    require_stage(state, ProposalStage::none, "make_proposal");
    require_text(c.title, "title");
    require_text(c.text, "text");
    if (c.cause.policy.empty() == c.cause.service_item.empty())
      refuse(Code::invalid_argument, "cause: either a policy with the fact of its condition, or a service item",
             "cause");
    if (!c.cause.policy.empty()) require_text(c.cause.fact, "cause.fact");
    if (c.evidence.enterprises.empty() && c.evidence.needs.empty())
      refuse(Code::invalid_argument, "evidence: who stands behind it? At least one enterprise or need", "evidence");
    if (c.evidence.amount_fen < 0) refuse(Code::invalid_argument, "evidence.amount_fen is below 0", "evidence");
    require_once(c.evidence.enterprises, "evidence.enterprises");
    require_once(c.evidence.needs, "evidence.needs");
    if (c.due < context.today) refuse(Code::invalid_argument, "due: the day has passed", "due");
    for (const int days : c.remind)
      if (days < 1 || days > 100)
        refuse(Code::invalid_argument, "remind is 1 to 100 working days before the end of the due day", "remind");
    auto clock = start_until("answer", context.at, end_of_day(c.due, *context.calendar),
                             c.remind.empty() ? usual_reminder : c.remind, *context.calendar);
    return {ProposalMade{c.title, c.text, c.cause, c.evidence, c.addressee, c.due, std::move(clock)}};
  }
  Events operator()(const AnswerProposal& c) const {
    allow(context.may_answer, "answer_proposal");
    require_stage(state, ProposalStage::made, "answer_proposal");
    require_text(c.answer, "answer");
    return {ProposalAnswered{c.adopted, c.answer}};
  }
  Events operator()(const LinkProposal& c) const {
    allow(context.may_make || context.may_answer, "link_proposal");
    require_stage(state, ProposalStage::adopted, "link_proposal");
    return {ProposalLinked{c.policy, state.evidence.enterprises, context.claims}};
  }
  Events operator()(const WithdrawProposal& c) const {
    allow(context.may_make, "withdraw_proposal");
    require_stage(state, ProposalStage::made, "withdraw_proposal");
    require_text(c.reason, "reason");
    return {ProposalWithdrawn{c.reason}};
  }
};

struct EvolveProposal {
  ProposalState& p;
  Instant at;

  void stop() {
    if (p.clock) p.clock->stopped = at;
  }

  void operator()(const ProposalMade& e) {
    p.stage = ProposalStage::made;
    p.title = e.title;
    p.text = e.text;
    p.cause = e.cause;
    p.evidence = e.evidence;
    p.addressee = e.addressee;
    p.due = e.due;
    if (e.clock) p.clock = ClaimClock{*e.clock, {}, {}, {}};
  }
  void operator()(const ProposalAnswered& e) {
    p.stage = e.adopted ? ProposalStage::adopted : ProposalStage::declined;
    p.answer = e.answer;
    stop();
  }
  void operator()(const ProposalLinked& e) {
    p.stage = ProposalStage::linked;
    p.policy = e.policy;
  }
  void operator()(const ProposalWithdrawn&) {
    p.stage = ProposalStage::withdrawn;
    stop();
  }
  void operator()(const ProposalStepped& e) {
    if (p.clock) p.clock->stepped.push_back(e.index);
  }
  void operator()(const ProposalSettled& e) {
    if (p.clock) p.clock->plan = e.clock;
  }
};

}  // namespace

std::string_view name(const ProposalCommand& command) { return kind_of(command); }

std::string_view name(ProposalStage stage) {
  for (const auto& [value, text] : names(Of<ProposalStage>{}))
    if (value == stage) return text;
  return "";
}

std::string_view title(ProposalStage stage) {
  switch (stage) {
    case ProposalStage::none:
      return "无";
    case ProposalStage::made:
      return "已提出";
    case ProposalStage::adopted:
      return "已采纳";
    case ProposalStage::declined:
      return "未采纳";
    case ProposalStage::linked:
      return "已成政策";
    case ProposalStage::withdrawn:
      return "已撤回";
  }
  return "";
}

ProposalState evolve(ProposalState state, const ProposalEvent& event, Instant at) {
  std::visit(EvolveProposal{state, at}, event);
  state.last = at;
  return state;
}

std::vector<ProposalEvent> decide(const ProposalState& state, const ProposalCommand& command,
                                  const ProposalContext& context) {
  return std::visit(DecideProposal{state, context}, command);
}

std::string_view write_proposal_event(const ProposalEvent& event, std::string& data) {
  data = canonical(variant_to_json(event));
  return kind_of(event);
}

std::optional<ProposalEvent> read_proposal_event(std::string_view kind, Json data) {
  return variant_from_json<ProposalEvent>(kind, std::move(data));
}

Json proposal_json(const ProposalState& state) { return to_json(state); }
ProposalState read_proposal(const Json& json) { return from_json<ProposalState>(json); }
Json command_json(const ProposalCommand& command) { return variant_to_json(command); }

std::optional<ProposalCommand> read_proposal_command(std::string_view name, const Json& fields) {
  return variant_from_json<ProposalCommand>(name, fields);
}

}  // namespace zhuqi
