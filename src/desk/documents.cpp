// The document forms of the desk: JSON in, JSON out, for C, Python and the command.
#include "casework/documents.hpp"

#include <fmt/format.h>

#include <zhuqi/casework/decide.hpp>

#include "base/json.hpp"
#include "base/schema.hpp"
#include "base/variants.hpp"
#include "desk/claim_documents.hpp"
#include "desk/command_documents.hpp"
#include "desk/event_documents.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/schemas.hpp"
#include "model/schemas.hpp"
#include "outreach/documents.hpp"
#include "outreach/schemas.hpp"
#include "sla/schemas.hpp"

namespace zhuqi {

constexpr auto names(Of<OpenNeeds>) {
  return std::array{std::pair{OpenNeeds::keep, "keep"}, std::pair{OpenNeeds::recalculate, "recalculate"}};
}

constexpr auto names(Of<Language>) {
  return std::array{std::pair{Language::chinese, "zh"}, std::pair{Language::english, "en"}};
}

constexpr auto fields(Of<Publication>) {
  using P = Publication;
  return std::tuple(field("kind", &P::kind), field("name", &P::name).optional(), field("content", &P::content),
                    field("file", &P::file).optional(), field("effective", &P::effective).optional(),
                    field("open_needs", &P::open_needs).optional());
}

constexpr auto fields(Of<ChangedClock>) {
  using C = ChangedClock;
  return std::tuple(field("need", &C::need), field("clock", &C::clock), field("rule", &C::rule).optional(),
                    field("new_rule", &C::new_rule).optional(), field("due", &C::due).optional(),
                    field("new_due", &C::new_due).optional());
}

constexpr auto fields(Of<Preview>) {
  using P = Preview;
  return std::tuple(field("at", &P::at), field("open", &P::open), field("changed", &P::changed),
                    field("becoming", &P::becoming), field("recovering", &P::recovering),
                    field("become_overdue", &P::become_overdue), field("no_longer_overdue", &P::no_longer_overdue),
                    field("text", &P::text));
}

constexpr auto fields(Of<Receipt>) {
  using R = Receipt;
  return std::tuple(field("stream", &R::stream), field("first", &R::first), field("last", &R::last),
                    field("need", &R::need).optional(), field("stage", &R::stage).optional(),
                    field("lead", &R::lead).optional(), field("lead_name", &R::lead_name).optional(),
                    field("supporting", &R::supporting).optional(), field("officer", &R::officer).optional(),
                    field("because", &R::because).optional(), field("due", &R::due).optional(),
                    field("possible_duplicates", &R::possible_duplicates).optional(),
                    field("claim", &R::claim).optional(), field("proposal", &R::proposal).optional(),
                    field("warnings", &R::warnings).optional(), field("text", &R::text));
}

constexpr auto fields(Of<Step>) {
  using S = Step;
  return std::tuple(field("seq", &S::seq), field("need", &S::need).optional(), field("claim", &S::claim).optional(),
                    field("proposal", &S::proposal).optional(), field("clock", &S::clock), field("kind", &S::kind),
                    field("due", &S::due), field("tell", &S::tell), field("recipients", &S::recipients));
}

constexpr auto fields(Of<NeedQuery>) {
  using Q = NeedQuery;
  return std::tuple(field("stage", &Q::stage).optional(), field("open_only", &Q::open_only).optional(),
                    field("enterprise", &Q::enterprise).optional(), field("department", &Q::department).optional(),
                    field("officer", &Q::officer).optional(), field("region", &Q::region).optional(),
                    field("due_before", &Q::due_before).optional(),
                    field("remaining_below", &Q::remaining_below).optional(), field("limit", &Q::limit).optional());
}

constexpr auto fields(Of<NeedSummary>) {
  using S = NeedSummary;
  return std::tuple(field("id", &S::id), field("stage", &S::stage), field("enterprise", &S::enterprise),
                    field("enterprise_name", &S::enterprise_name), field("service_item", &S::service_item).optional(),
                    field("lead", &S::lead).optional(), field("lead_name", &S::lead_name).optional(),
                    field("officer", &S::officer).optional(), field("registered", &S::registered),
                    field("due", &S::due).optional(), field("overdue", &S::overdue),
                    field("remaining_seconds", &S::remaining_seconds).optional());
}

constexpr auto fields(Of<HistoryLine>) {
  using H = HistoryLine;
  return std::tuple(field("seq", &H::seq), field("kind", &H::kind), field("at", &H::at), field("actor", &H::actor),
                    field("text", &H::text).optional());
}

constexpr auto fields(Of<NeedView>) {
  using V = NeedView;
  return std::tuple(field("summary", &V::summary), field("state", &V::state), field("need", &V::need),
                    field("history", &V::history));
}

constexpr auto fields(Of<HolderShare>) {
  using H = HolderShare;
  return std::tuple(field("holder", &H::holder), field("department", &H::department).optional(),
                    field("name", &H::name).optional(), field("elapsed", &H::elapsed),
                    field("paused", &H::paused).optional());
}

constexpr auto fields(Of<NeedShares>) {
  using N = NeedShares;
  return std::tuple(field("need", &N::need), field("at", &N::at), field("age", &N::age), field("shares", &N::shares));
}

constexpr auto fields(Of<SupportView>) {
  using S = SupportView;
  return std::tuple(field("department", &S::department), field("name", &S::name), field("asked", &S::asked),
                    field("after", &S::after).optional(), field("done", &S::done).optional(),
                    field("cancelled", &S::cancelled).optional(), field("start", &S::start).optional(),
                    field("due", &S::due).optional(), field("expected", &S::expected).optional(),
                    field("critical", &S::critical), field("late", &S::late),
                    field("holds_up", &S::holds_up).optional());
}

constexpr auto fields(Of<NeedTasks>) {
  using N = NeedTasks;
  return std::tuple(field("need", &N::need), field("tasks", &N::tasks), field("critical", &N::critical),
                    field("due", &N::due).optional(), field("expected", &N::expected).optional());
}

constexpr auto fields(Of<RedactEnterprise>) {
  return std::tuple(field("enterprise", &RedactEnterprise::enterprise), field("reason", &RedactEnterprise::reason));
}

constexpr auto fields(Of<AssignWaiting>) { return std::tuple(); }

constexpr auto fields(Of<Reassign>) {
  return std::tuple(field("officer", &Reassign::officer), field("reason", &Reassign::reason));
}

constexpr auto fields(Of<Assignment>) {
  using A = Assignment;
  return std::tuple(field("need", &A::need), field("officer", &A::officer).optional(), field("because", &A::because));
}

constexpr auto fields(Of<Measure>) {
  using M = Measure;
  return std::tuple(field("assigned", &M::assigned), field("misfit", &M::misfit), field("crowding", &M::crowding),
                    field("fullest", &M::fullest));
}

constexpr auto fields(Of<AssignmentPlan>) {
  using P = AssignmentPlan;
  return std::tuple(field("assigned", &P::assigned), field("waiting", &P::waiting), field("measure", &P::measure),
                    field("greedy", &P::greedy));
}

constexpr auto fields(Of<PolicyMatch>) {
  using M = PolicyMatch;
  return std::tuple(field("policy", &M::policy), field("title", &M::title), field("verdict", &M::verdict),
                    field("because", &M::because).optional(), field("missing", &M::missing).optional(),
                    field("amount_fen", &M::amount_fen).optional(), field("short_of", &M::short_of).optional());
}

namespace {

// Takes a member out of an object; null if it is not there.
Json take(Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return nullptr;
  Json value = std::move(*found);
  object.erase(found);
  return value;
}

template <class T>
T take_required(Json& object, const char* key) {
  const Json value = take(object, key);
  if (value.is_null()) throw Refused(Code::invalid_argument, fmt::format("{} is missing", key), key);
  return from_json<T>(value, key);
}

template <class T>
T take_optional(Json& object, const char* key, T otherwise) {
  const Json value = take(object, key);
  return value.is_null() ? std::move(otherwise) : from_json<T>(value, key);
}

// "as_of": an instant, or a place in the ledger; absent: now.
AsOf take_as_of(Json& document) {
  AsOf as_of;
  const Json value = take(document, "as_of");
  if (value.is_null()) return as_of;
  if (value.is_string())
    as_of.at = from_json<Instant>(value, "as_of");
  else
    as_of.seq = from_json<std::int64_t>(value, "as_of");
  return as_of;
}

Json parse_object(std::string_view json, const char* what) {
  Json document = parse_json(json, what);
  if (!document.is_object()) throw Refused(Code::invalid_argument, fmt::format("{}: expected an object", what), what);
  return document;
}

Json circles_json(const Circles& circles) {
  Json needs = Json::array(), pairs = Json::array();
  for (const auto& need : circles.needs) {
    Json rounds = Json::array();
    for (const auto& comeback : need.comebacks) rounds.push_back(to_json(comeback.circle));
    needs.push_back({{"need", need.need.str()}, {"circles", std::move(rounds)}});
  }
  for (const auto& pair : circles.pairs)
    pairs.push_back({{"a", pair.a.str()},
                     {"b", pair.b.str()},
                     {"there", pair.there},
                     {"back", pair.back},
                     {"both_ways", pair.both_ways}});
  return {{"needs", std::move(needs)}, {"pairs", std::move(pairs)}};
}

Json event_json(const Event& event) {
  Json json = {{"seq", event.seq},
               {"stream", event.stream},
               {"version", event.version},
               {"kind", event.kind},
               {"at", to_string(event.at)},
               {"recorded", to_string(event.recorded)},
               {"actor", event.actor},
               {"data", parse_json(event.data, "event")},
               {"versions", parse_json(event.versions, "event")},
               {"hash", event.hash}};
  if (!event.system.empty()) json["system"] = event.system;
  if (!event.key.empty()) json["key"] = event.key;
  if (!event.personal.empty()) json["personal"] = parse_json(event.personal, "event");
  if (event.redacted) json["redacted"] = true;
  if (event.imported) json["imported"] = true;
  return json;
}

}  // namespace

Json command_json(const Command& command) {
  struct Write {
    Json operator()(const RegisterEnterprise& c) const { return with("register_enterprise", to_json(c.enterprise)); }
    Json operator()(const RedactEnterprise& c) const { return with("redact_enterprise", to_json(c)); }
    Json operator()(const RegisterNeed& c) const { return with("register_need", to_json(c.need)); }
    Json operator()(const RecordVisit& c) const { return with("record_visit", to_json(c)); }
    Json operator()(const AnswerSurvey& c) const { return with("answer_survey", to_json(c)); }
    Json operator()(const NeedFromAnswer& c) const { return with("need_from_answer", to_json(c)); }
    Json operator()(const PlanVisits& c) const { return with("plan_visits", to_json(c)); }
    Json operator()(const Reassign& c) const { return with("reassign", to_json(c)); }
    Json operator()(const AssignWaiting&) const { return with("assign_waiting", Json::object()); }
    Json operator()(const CaseCommand& c) const { return with(name(c), variant_to_json(c)); }
    Json operator()(const OpenClaims& c) const { return with("open_claims", to_json(c)); }
    Json operator()(const ClaimCommand& c) const { return with(name(c), command_json(c)); }
    Json operator()(const ProposalCommand& c) const { return with(name(c), command_json(c)); }
    static Json with(std::string_view name, Json json) {
      json["command"] = name;
      return json;
    }
  };
  return std::visit(Write{}, command);
}

Command parse_command(std::string_view name, const Json& fields) {
  if (name == "register_enterprise") return RegisterEnterprise{from_json<Enterprise>(fields)};
  if (name == "redact_enterprise") return from_json<RedactEnterprise>(fields);
  if (name == "register_need") return RegisterNeed{from_json<Need>(fields)};
  if (name == "record_visit") return from_json<RecordVisit>(fields);
  if (name == "answer_survey") return from_json<AnswerSurvey>(fields);
  if (name == "need_from_answer") return from_json<NeedFromAnswer>(fields);
  if (name == "plan_visits") return from_json<PlanVisits>(fields);
  if (name == "reassign") return from_json<Reassign>(fields);
  if (name == "assign_waiting") return from_json<AssignWaiting>(fields);
  if (auto command = variant_from_json<CaseCommand>(name, fields)) return *std::move(command);
  if (name == "open_claims") return from_json<OpenClaims>(fields);
  if (auto command = read_claim_command(name, fields)) return *std::move(command);
  if (auto command = read_proposal_command(name, fields)) return *std::move(command);
  throw Refused(Code::invalid_argument,
                fmt::format("there is no command «{}»: see docs/documents.md", std::string(name.substr(0, 40))),
                "command");
}

Envelope take_envelope(Json& document) {
  Envelope envelope;
  envelope.actor = parse_actor(take_required<std::string>(document, "actor"));
  envelope.system = take_optional<std::string>(document, "system", {});
  envelope.key = take_required<std::string>(document, "key");
  envelope.at = take_required<Instant>(document, "at");
  envelope.imported = take_optional<bool>(document, "imported", false);
  return envelope;
}

Json receipt_json(const Receipt& receipt) { return to_json(receipt); }

std::string to_document(const Preview& preview) { return canonical(to_json(preview)); }

std::string ServiceDesk::apply_document(std::string_view json) {
  Json document = parse_object(json, "command");
  const auto name = take_required<std::string>(document, "command");
  const Envelope envelope = take_envelope(document);
  const Receipt receipt = name == "publish" ? publish(from_json<Publication>(document), envelope)
                                            : apply(parse_command(name, document), envelope);
  return canonical(to_json(receipt));
}

std::string ServiceDesk::query_document(std::string_view json) const {
  Json document = parse_object(json, "query");
  const auto query = take_required<std::string>(document, "query");
  const Actor viewer = parse_actor(take_required<std::string>(document, "viewer"));
  const AsOf as_of = take_as_of(document);
  if (query == "need") return canonical(to_json(need(take_required<NeedId>(document, "need"), viewer, as_of)));
  if (query == "needs") return canonical({{"needs", to_json(needs(from_json<NeedQuery>(document), viewer, as_of))}});
  if (query == "explain") {
    const auto id = take_required<NeedId>(document, "need");
    const auto language = take_optional<Language>(document, "language", Language::chinese);
    return canonical({{"text", explain(id, viewer, language, as_of)}});
  }
  if (query == "circles")
    return canonical(circles_json(circles(take_optional<std::int64_t>(document, "limit", 20), viewer, as_of)));
  if (query == "tasks") return canonical(to_json(tasks(take_required<NeedId>(document, "need"), viewer, as_of)));
  if (query == "claim") return canonical(claim_json(claim(take_required<ClaimId>(document, "claim"), viewer, as_of)));
  if (query == "claims") return claims_document(claims(from_json<ClaimQuery>(document), viewer, as_of));
  if (query == "proposals") return proposals_document(proposals(from_json<ProposalQuery>(document), viewer, as_of));
  if (as_of != AsOf{})
    throw Refused(Code::invalid_argument,
                  "as_of: only need, needs, explain, tasks, circles, claim, claims and proposals", "as_of");
  if (query == "explain_routing") {
    const auto id = take_required<NeedId>(document, "need");
    return to_json_text(explain_routing(id, viewer, take_optional<std::string>(document, "rule", {})));
  }
  if (query == "shares") {
    const auto id = take_required<NeedId>(document, "need");
    return canonical(to_json(shares(id, viewer, take_optional<std::optional<Instant>>(document, "at", {}))));
  }
  if (query == "enterprise") {
    const auto id = take_required<EnterpriseId>(document, "enterprise");
    return to_document(enterprise(id, viewer, take_optional<std::optional<Date>>(document, "date", {})));
  }
  if (query == "enterprises") return enterprises_document(*this, document, viewer);
  if (query == "due_visits") {
    const auto plan = take_required<PlanId>(document, "plan");
    const auto date = take_optional<std::optional<Date>>(document, "date", {});
    return to_document(due_visits(plan, viewer, date, take_optional<std::int64_t>(document, "limit", 1'000)));
  }
  if (query == "coverage") {
    const auto plan = take_required<PlanId>(document, "plan");
    return to_document(coverage(plan, viewer, take_optional<std::optional<Date>>(document, "date", {})));
  }
  if (query == "policies") {
    const auto enterprise = take_required<EnterpriseId>(document, "enterprise");
    return canonical({{"policies", to_json(policies(enterprise, take_required<Date>(document, "date"), viewer))}});
  }
  if (query == "proposal_candidates") {
    const auto date = take_required<Date>(document, "date");
    const auto limit = take_optional<std::int64_t>(document, "limit", 20);
    return canonical({{"candidates", to_json(proposal_candidates(date, limit, viewer))}});
  }
  if (query == "preview_policy") {
    const auto content = take_required<std::string>(document, "content");
    return canonical(to_json(preview_policy(content, take_required<Date>(document, "date"), viewer)));
  }
  if (query == "assignment_plan")
    return canonical(to_json(assignment_plan(take_optional<OfficerId>(document, "officer", {}), viewer)));
  if (query == "preview") {
    const auto at = take_optional<Instant>(document, "at", impl_->options.clock());
    return to_document(preview(from_json<Publication>(document), at, viewer));
  }
  throw Refused(Code::invalid_argument,
                fmt::format("query «{}» is not one of need, needs, explain, explain_routing, shares, tasks, policies, "
                            "circles, assignment_plan, preview, claim, claims, preview_policy, proposals, "
                            "proposal_candidates, enterprise, enterprises, due_visits, coverage",
                            query.substr(0, 40)),
                "query");
}

std::string ServiceDesk::tick_document(Instant now) { return canonical({{"steps", to_json(tick(now))}}); }

std::string ServiceDesk::events_document(std::int64_t after, std::int64_t limit) const {
  Json all = Json::array();
  std::int64_t next = after;
  for (const auto& event : events(after, limit, Actor::host())) {
    all.push_back(event_json(event));
    next = event.seq;
  }
  return canonical({{"events", std::move(all)}, {"next", next}});
}

// --- Their schemas ---------------------------------------------------------------------------------------------------

namespace {

// A command from outside: its own fields, and the envelope's beside them.
Json enveloped(std::string_view name, Json command) {
  Json& properties = command["properties"];
  properties["command"] = {{"const", name}};
  properties["actor"] = {{"type", "string"}, {"pattern", "^(host|officer:.+|enterprise:.+)$"}};
  properties["system"] = {{"type", "string"}};
  properties["key"] = {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}};
  properties["imported"] = {{"type", "boolean"}};
  Schemas plain;
  properties["at"] = plain.of<Instant>();
  for (const char* required : {"command", "actor", "key", "at"}) command["required"].push_back(required);
  return command;
}

template <class T>
constexpr bool is_variant = false;
template <class... A>
constexpr bool is_variant<std::variant<A...>> = true;

template <class C>
void add_command(Schemas& schemas, Choices& all) {
  const auto define = [&](std::string name, Json fields) {
    all.emplace_back(name, schemas.define(name, enveloped(name, std::move(fields))));
  };
  if constexpr (is_variant<C>) {
    [&]<class... A>(std::variant<A...>*) {
      (define(kind(Of<A>{}), schemas.object<A>()), ...);
    }(static_cast<C*>(nullptr));
  } else {
    std::string name = command_json(C{}).at("command");
    if constexpr (Described<C>) {
      define(std::move(name), schemas.object<C>());
    } else {
      const auto& [only] = C{};
      define(std::move(name), schemas.object<std::remove_cvref_t<decltype(only)>>());
    }
  }
}

}  // namespace

Json command_schema() {
  Schemas schemas;
  Choices all{{"publish", schemas.define("publish", enveloped("publish", schemas.object<Publication>()))}};
  [&]<class... C>(std::variant<C...>*) { (add_command<C>(schemas, all), ...); }(static_cast<Command*>(nullptr));
  return std::move(schemas).finish("command", "What a desk can be told to do", chosen_by("command", all));
}

namespace {

template <class T>
Json answer_schema(std::string_view name, std::string_view title) {
  Schemas schemas;
  Json root = schemas.object<T>();
  return std::move(schemas).finish(name, title, std::move(root));
}

}  // namespace

Json receipt_schema() { return answer_schema<Receipt>("receipt", "What a command did"); }
Json step_schema() { return answer_schema<Step>("step", "A step of a ladder that fell due"); }
Json need_view_schema() { return answer_schema<NeedView>("need_view", "What one need looks like: the query need"); }
Json preview_schema() { return answer_schema<Preview>("preview", "What publishing would change: the query preview"); }
Json shares_schema() {
  return answer_schema<NeedShares>("shares", "Whose time the age of a need was: the query shares");
}
Json assignment_plan_schema() {
  return answer_schema<AssignmentPlan>("assignment_plan", "Who would get which need: the query assignment_plan");
}

}  // namespace zhuqi
