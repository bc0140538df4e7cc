#include "model/documents.hpp"

#include <algorithm>

#include <zhuqi/base/finding.hpp>

namespace zhuqi {

namespace {

Finding unreadable(const Refused& refused, std::string_view file) {
  if (refused.code() != Code::invalid_argument && refused.code() != Code::invalid_document) throw refused;
  Finding finding;
  finding.file = file;
  finding.message = refused.what();
  return finding;
}

// Reads each entry of a list by itself and takes out what cannot be read, so that all of it is told at once.
template <class T>
void take_out_unreadable(Json& document, const char* list, std::string_view file, Findings& findings) {
  const auto found = document.find(list);
  if (found == document.end() || !found->is_array()) return;
  Json readable = Json::array();
  for (std::size_t i = 0; i < found->size(); ++i) {
    try {
      from_json<T>((*found)[i], fmt::format("{}[{}]", list, i));
      readable.push_back(std::move((*found)[i]));
    } catch (const Refused& refused) {
      findings.push_back(unreadable(refused, file));
    }
  }
  *found = std::move(readable);
}

Finding finding_in(std::string_view file, std::string message) {
  Finding finding;
  finding.file = file;
  finding.message = std::move(message);
  return finding;
}

// Every field that is missing, unknown or cannot be read: each is tried by itself.
template <Described T>
void find_unreadable_fields(const Json& document, std::string_view file, Findings& findings) {
  T scratch{};
  const auto& fields = description_of<T>().fields;
  for (const auto& field : fields) {
    const auto found = document.find(field.name);
    if (found == document.end()) {
      if (!field.is_optional) findings.push_back(finding_in(file, fmt::format("{} is missing", field.name)));
      continue;
    }
    try {
      field.form->from(*found, field.name, reinterpret_cast<char*>(&scratch) + field.offset);
    } catch (const Refused& refused) {
      findings.push_back(unreadable(refused, file));
    }
  }
  for (const auto& item : document.items())
    if (std::ranges::none_of(fields, [&](const auto& field) { return item.key() == field.name; }))
      findings.push_back(finding_in(file, fmt::format("{} is not a known field", item.key().substr(0, 80))));
}

// Takes out each condition that cannot be read.
void take_out_unreadable_conditions(Json& document, std::string_view file, Findings& findings) {
  const auto branches = document.find("branches");
  if (branches == document.end() || !branches->is_array()) return;
  for (std::size_t b = 0; b < branches->size(); ++b) {
    if (!(*branches)[b].is_array()) continue;
    Json wrapped = {{"list", std::move((*branches)[b])}};
    Findings found;
    take_out_unreadable<Condition>(wrapped, "list", file, found);
    for (auto& finding : found) {
      finding.message.replace(0, std::string_view("list").size(), fmt::format("branches[{}]", b));
      findings.push_back(std::move(finding));
    }
    (*branches)[b] = std::move(wrapped["list"]);
  }
}

}  // namespace

Organisation parse_organisation(std::string_view json, std::string_view file) {
  Findings findings;
  try {
    Json document = parse_json(json, "organisation");
    if (document.is_object()) {
      take_out_unreadable<Department>(document, "departments", file, findings);
      take_out_unreadable<Officer>(document, "officers", file, findings);
      take_out_unreadable<ServiceGroup>(document, "groups", file, findings);
    }
    auto organisation = from_json<Organisation>(document);
    if (findings.empty()) return organisation;
  } catch (const Refused& refused) {
    findings.push_back(unreadable(refused, file));
  }
  throw InvalidDocument(std::move(findings));
}

std::string to_json_text(const Organisation& organisation) { return canonical(to_json(organisation)); }

Policy parse_policy(std::string_view json, std::string_view file) {
  Findings findings;
  try {
    Json document = parse_json(json, "policy");
    if (!document.is_object()) return from_json<Policy>(document);
    take_out_unreadable_conditions(document, file, findings);
    find_unreadable_fields<Policy>(document, file, findings);
    if (findings.empty()) return from_json<Policy>(document);
  } catch (const Refused& refused) {
    findings.push_back(unreadable(refused, file));
  }
  throw InvalidDocument(std::move(findings));
}

}  // namespace zhuqi
