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
const std::vector<Stage> unsettled = {registered, dispatched, returned, signed_, in_progress, suspended, merged};
const std::vector<Stage> unanswered = {dispatched, returned, signed_, in_progress, suspended, merged};
const std::vector<Stage> undispatched = {registered, returned, dispatched};
const std::vector<Stage> to_rule = {registered, returned, dispatched, signed_, in_progress};
const std::vector<Stage> withdrawable = {registered,  dispatched, returned, signed_,
                                         in_progress, suspended,  resolved, merged};
const std::vector<Stage> reopenable = {resolved, confirmed, closed, declined, merged};
const std::vector<Stage> before_archive = {registered, dispatched, returned, signed_,  in_progress, suspended,
                                           resolved,   confirmed,  closed,   declined, withdrawn,   merged};

}  // namespace

const std::vector<Permission>& permissions() {
  static const std::vector<Permission> table = {
      {"publish", "administrator", {none}},
      {"publish", "host", {none}},
      {"register_enterprise", "administrator", {none}},
      {"register_enterprise", "host", {none}},
      {"redact_enterprise", "administrator", {none}},
      {"redact_enterprise", "host", {none}},
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
      {"comment", "anyone who sees it", before_archive},
      {"accept", "lead", undispatched},
      {"accept", "group", undispatched},
      {"accept", "administrator", undispatched},
      {"accept", "host", undispatched},
      {"decline", "administrator", undispatched},
      {"decline", "host", undispatched},
      {"rule", "above", to_rule},
      {"rule", "administrator", to_rule},
      {"rule", "host", to_rule},
      {"transfer", "above", with_lead},
      {"transfer", "administrator", with_lead},
      {"transfer", "host", with_lead},
      {"add_support", "lead", at_work},
      {"add_support", "above", at_work},
      {"add_support", "administrator", at_work},
      {"cancel_support", "lead", with_lead},
      {"cancel_support", "above", with_lead},
      {"cancel_support", "administrator", with_lead},
      {"report_support", "supporting", with_lead},
      {"urge", "enterprise", unsettled},
      {"urge", "group", unsettled},
      {"urge", "above", unsettled},
      {"urge", "administrator", unsettled},
      {"urge", "host", unsettled},
      {"supervise", "above", unanswered},
      {"supervise", "administrator", unanswered},
      {"follow_up", "group", {closed}},
      {"follow_up", "administrator", {closed}},
      {"follow_up", "host", {closed}},
      {"recheck", "group", rateable},
      {"recheck", "above", rateable},
      {"recheck", "administrator", rateable},
      {"recheck", "host", rateable},
      {"reopen", "enterprise", {closed, declined}},
      {"reopen", "group", reopenable},
      {"reopen", "above", reopenable},
      {"reopen", "administrator", reopenable},
      {"reopen", "host", reopenable},
      {"withdraw", "enterprise", withdrawable},
      {"withdraw", "group", withdrawable},
      {"withdraw", "host", withdrawable},
      {"check_withdrawal", "group", {withdrawn}},
      {"check_withdrawal", "administrator", {withdrawn}},
      {"check_withdrawal", "host", {withdrawn}},
      {"merge", "lead", with_lead},
      {"merge", "group", with_lead},
      {"merge", "administrator", with_lead},
      {"merge", "host", with_lead},
      {"attach", "anyone who sees it", before_archive},
      {"correct", "lead", before_archive},
      {"correct", "group", before_archive},
      {"correct", "administrator", before_archive},
      {"correct", "host", before_archive},
      {"archive", "administrator", {closed, declined}},
      {"archive", "host", {closed, declined}},
      {"redact", "administrator", all_stages()},
      {"redact", "host", all_stages()},
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
    if (row.stages.size() == all_stages().size()) stages = "any";
    if (row.stages == before_archive) stages = fmt::format("any but archived {}", title(archived));
    if (row.stages.front() == none) stages = "–";
    text += fmt::format("| {} | {} | {} |\n", row.command, row.relation, stages);
  }
  return text;
}

}  // namespace zhuqi
