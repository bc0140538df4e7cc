#include <filesystem>

#include <zhuqi/desk/schemas.hpp>
#include <zhuqi/policy/match.hpp>
#include <zhuqi/report/build.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

std::string report(const std::string& path, const std::string& query, bool as_text) {
  return as_text ? report_text(path, query) : report_document(std::filesystem::path(path), query);
}

CompiledPolicy parse(const std::string& json, const std::string& file_name) {
  return CompiledPolicy(parse_policy(json, file_name), file_name);
}

// (verdict, because, missing)
py::tuple match(const CompiledPolicy& policy, const py::dict& facts, const std::string& date) {
  const Match match = policy.match(to_facts(facts), parse_date(date));
  return py::make_tuple(name(match.verdict), match.because, match.missing);
}

}  // namespace

void define_documents(py::module_& module) {
  py::class_<CompiledPolicy>(module, "Policy").def_static("parse", parse, WithoutGil()).def("match", match);
  module.def("report", report, WithoutGil());
  module.def("schema_names", schema_names);
  module.def("schema_document", schema_document);
}

}  // namespace zhuqi::python
