// Decisions and refusals as JSON documents: the forms that C, Python and the command share. A calendar has its own
// (zhuqi/calendar/operations.hpp), and so has the desk.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/calendar/import.hpp>
#include <zhuqi/decision/check.hpp>
#include <zhuqi/decision/route.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

// Decides one record: to_json_text(table, outcome). Throws Refused with the error of an outcome that has one.
std::string decide_document(const DecisionTable& table, std::string_view facts);
std::string decide_document(const DecisionTable& table, const Facts& facts);

// Explains one record: to_json_text(table, explanation). An empty `rule` asks for the winner. Throws Refused(not_found)
// if there is no such rule.
std::string explain_document(const DecisionTable& table, std::string_view facts, std::string_view rule = {});

// [{"severity":"warning","kind":"overlap","rules":["R2","R1"],"row":3,"example":{…},"message":…}]: what check() says;
// what is empty is left out.
std::string to_json_text(const std::vector<TableFinding>& findings);

// {"code":"not_found","message":…,"where":…,"findings":[…]}; without `where` and `findings` where there are none.
std::string to_json_text(const Refused& refused);

// [{"severity":"error","file":…,"row":2,"column":3,"value":…,"message":…,"expected":…}]; what is empty is left out.
std::string to_json_text(const Findings& findings);

// {"changes":[{"date":…,"name":…,"before":"unknown","after":"off"}],"unchanged":1,"known":[first,last],"notes":[…],
// "calendar":…}: the notes as findings, the calendar as the text of the new file.
std::string to_json_text(const ImportPreview& preview);

// {"rows":…,"unmatched":…,"errors":…,"by_result":[["finance",17]]}: most rows first.
std::string to_json_text(const RouteSummary& summary);

}  // namespace zhuqi
