#include "model/documents.hpp"

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

// A document of type T; what cannot be read becomes a finding of the file.
template <class T>
T parse_document(std::string_view json, std::string_view file, const char* what) {
  try {
    return from_json<T>(parse_json(json, what));
  } catch (const Refused& refused) {
    throw InvalidDocument({unreadable(refused, file)});
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
  return parse_document<Policy>(json, file, "policy");
}

}  // namespace zhuqi
