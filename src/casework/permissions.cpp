// Who may do what: one table, read by decide and printed in docs/permissions.md.
#include "casework/permissions.hpp"

#include <fmt/format.h>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {

namespace {

using enum Stage;

const std::vector<Stage> waiting = {registered, returned};
const std::vector<Stage> at_work = {signed_, in_progress};
const std::vector<Stage> with_lead = {dispatched, signed_, in_progress};
const std::vector<Stage> answered = {resolved};
const std::vector<Stage> rateable = {resolved, confirmed, closed};
const std::vector<Stage> any_stage = {registered, dispatched, returned,  signed_, in_progress,
                                      suspended,  resolved,   confirmed, closed};

}  // namespace

const std::vector<Permission>& permissions() {
  static const std::vector<Permission> table = {
      {"publish", "administrator", {none}},
      {"publish", "host", {none}},
      {"register_enterprise", "administrator", {none}},
      {"register_enterprise", "host", {none}},
      {"register_need", "enterprise", {none}},
      {"register_need", "group", {none}},
      {"register_need", "administrator", {none}},
      {"register_need", "host", {none}},
      {"record_visit", "self", {none}},
      {"record_visit", "administrator", {none}},
      {"record_visit", "host", {none}},
      {"answer_survey", "self", {none}},
      {"answer_survey", "enterprise", {none}},
      {"answer_survey", "administrator", {none}},
      {"answer_survey", "host", {none}},
      {"plan_visits", "administrator", {none}},
      {"plan_visits", "host", {none}},
      {"reassign", "administrator", {none}},
      {"reassign", "host", {none}},
      {"assign_waiting", "administrator", {none}},
      {"assign_waiting", "host", {none}},
      {"dispatch", "administrator", waiting},
      {"dispatch", "above", waiting},
      {"dispatch", "host", waiting},
      {"sign", "lead", {dispatched}},
      {"return", "lead", {dispatched, signed_}},
      {"start", "lead", {signed_}},
      {"contact", "lead", with_lead},
      {"contact", "group", with_lead},
      {"plan", "lead", at_work},
      {"suspend", "lead", at_work},
      {"suspend", "above", at_work},
      {"suspend", "administrator", at_work},
      {"resume", "lead", {suspended}},
      {"resume", "above", {suspended}},
      {"resume", "administrator", {suspended}},
      {"request_extension", "lead", at_work},
      {"approve_extension", "above", at_work},
      {"approve_extension", "administrator", at_work},
      {"refuse_extension", "above", at_work},
      {"refuse_extension", "administrator", at_work},
      {"resolve", "lead", at_work},
      {"confirm", "enterprise", answered},
      {"dispute", "enterprise", answered},
      {"rate", "enterprise", rateable},
      {"close", "group", {confirmed}},
      {"close", "administrator", {confirmed}},
      {"close", "host", {confirmed}},
      {"comment", "anyone who sees it", any_stage},
  };
  return table;
}

bool holds(std::string_view relation, const Relations& r) {
  if (relation == "host") return r.host;
  if (relation == "enterprise") return r.enterprise;
  if (relation == "group") return r.group;
  if (relation == "lead") return r.lead;
  if (relation == "supporting") return r.supporting;
  if (relation == "above") return r.above || r.higher;
  if (relation == "administrator") return r.administrator;
  if (relation == "self") return r.self;
  return r.any();
}

std::string permissions_markdown() {
  std::string text = "| command | who | in which stages |\n|---|---|---|\n";
  for (const auto& row : permissions()) {
    std::string stages;
    for (const Stage stage : row.stages)
      stages += fmt::format("{}{} {}", stages.empty() ? "" : ", ", name(stage), title(stage));
    if (row.stages.size() == any_stage.size()) stages = "any";
    if (row.stages.front() == none) stages = "–";
    text += fmt::format("| {} | {} | {} |\n", row.command, row.relation, stages);
  }
  return text;
}

}  // namespace zhuqi
