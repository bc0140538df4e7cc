#include "model/documents.hpp"

#include <zhuqi/base/finding.hpp>

namespace zhuqi {

namespace {

// A document of type T; what cannot be read becomes a finding of the file.
template <class T>
T parse_document(std::string_view json, std::string_view file, const char* what) {
  try {
    return from_json<T>(parse_json(json, what));
  } catch (const Refused& refused) {
    if (refused.code() != Code::invalid_argument && refused.code() != Code::invalid_document) throw;
    Finding finding;
    finding.file = file;
    finding.message = refused.what();
    throw InvalidDocument({finding});
  }
}

}  // namespace

Organisation parse_organisation(std::string_view json, std::string_view file) {
  return parse_document<Organisation>(json, file, "organisation");
}

std::string to_json_text(const Organisation& organisation) { return canonical(to_json(organisation)); }

Policy parse_policy(std::string_view json, std::string_view file) {
  return parse_document<Policy>(json, file, "policy");
}

}  // namespace zhuqi
