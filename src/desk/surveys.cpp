#include "desk/surveys.hpp"

#include <fmt/format.h>

#include "base/fields.hpp"
#include "base/variants.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/work.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

namespace {

constexpr std::string_view streams = "survey/";

NewEvent encode(const SurveyId& id, const SurveyEvent& event, Instant at) {
  NewEvent one;
  one.stream = std::string(streams) + id.str();
  one.kind = kind_of(event);
  one.at = at;
  std::visit([&](const auto& alternative) { write_parts(alternative, one.data, one.personal); }, event);
  return one;
}

SurveyEvent decode(const Event& event) {
  return decode_with(event, [&](Json data, const Json& personal) {
    return variant_from_json<SurveyEvent>(event.kind, std::move(data), personal);
  });
}

class SurveysProjection : public Projection {
 public:
  std::string name() const override { return "surveys"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE surveys (id TEXT PRIMARY KEY, number INTEGER NOT NULL, form TEXT NOT NULL, "
        "enterprise TEXT NOT NULL, officer TEXT NOT NULL, at INTEGER NOT NULL, needs_found INTEGER NOT NULL)");
    session.run("CREATE UNIQUE INDEX surveys_number ON surveys (number)");
    session.run("CREATE INDEX surveys_enterprise ON surveys (enterprise, at)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS surveys"); }
  void apply(Session& session, const Event& event) const override {
    const auto id = id_in(event.stream, streams);
    if (id.empty()) return;
    Event impersonal = event;
    impersonal.personal.clear();
    const auto decoded = decode(impersonal);
    if (const auto* answered = std::get_if<SurveyAnswered>(&decoded))
      session.run(
          "INSERT INTO surveys (id, number, form, enterprise, officer, at, needs_found) VALUES (?, ?, ?, ?, ?, ?, 0)",
          id, std::stoll(std::string(id.substr(2))), answered->form.str(), answered->enterprise.str(),
          answered->officer.str(), event.at);
    else
      session.run("UPDATE surveys SET needs_found = needs_found + 1 WHERE id = ?", id);
  }
};

void require_visit(Session& session, const AnswerSurvey& command) {
  if (command.visit.empty()) return;
  auto row = session.prepare("SELECT enterprise FROM visits WHERE id = ?");
  row.bind(command.visit.str());
  if (!row.step() || row.text(0) != command.enterprise.str())
    throw Refused(Code::not_found,
                  fmt::format("there is no visit «{}» to this enterprise", command.visit.str().substr(0, 40)), "visit");
}

}  // namespace

std::shared_ptr<const Projection> surveys_projection() { return std::make_shared<SurveysProjection>(); }

KnownSurvey load_survey(Reader& reader, const SurveyId& id) {
  KnownSurvey known;
  known.state.id = id;
  for (const auto& event : reader.read_stream(std::string(streams) + id.str())) {
    if (known.form.empty()) known.form = parse_json(event.versions, "versions").value("form", "");
    known.state = evolve(std::move(known.state), decode(event), event.at);
  }
  if (known.form.empty())
    throw Refused(Code::not_found, fmt::format("there is no survey «{}»", id.str().substr(0, 40)), "survey");
  return known;
}

Receipt answer_survey(Work& work, const AnswerSurvey& command) {
  const auto organisation = work.in_force.organisation();
  const auto enterprise = load_enterprise(work.ledger.session(), command.enterprise);
  if (!command.officer.empty() && !organisation->officer(command.officer))
    throw Refused(Code::not_found, fmt::format("there is no officer «{}»", command.officer.str().substr(0, 40)),
                  "officer");
  Relations actor =
      relations_to(enterprise.id, group_of(enterprise, *organisation), work.envelope.actor, *organisation);
  actor.self = !command.officer.empty() && work.envelope.actor == Actor::officer(command.officer);
  authorise({}, "answer_survey", actor);
  require_visit(work.ledger.session(), command);

  const SurveyId id(next_id(work.ledger.session(), "S", "SELECT COALESCE(MAX(number), 0) FROM surveys", 0));
  const auto form = work.in_force.form(command.form);
  return work.append({encode(id, decide(SurveyState{}, command, *form), work.envelope.at)});
}

// One transaction on two streams: the need begins, and the survey knows it.
Receipt need_from_answer(Work& work, const NeedFromAnswer& command) {
  const auto survey = load_survey(work.ledger, command.survey);
  if (work.envelope.at < survey.state.at)
    throw Refused(Code::out_of_order, fmt::format("{} was answered later", command.survey.str()), "at");
  const auto form = work.library.form(work.ledger, survey.form);
  const Need need = need_of(survey.state, command, *form);
  const NeedId id = next_need(work.ledger.session(), 0);
  std::vector<NewEvent> events;
  begin_need(work, id, need, events);
  events.push_back(encode(command.survey, SurveyNeedFound{command.question, id}, work.envelope.at));
  return work.append(std::move(events));
}

}  // namespace zhuqi
