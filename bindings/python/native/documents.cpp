#include <filesystem>

#include <zhuqi/desk/schemas.hpp>
#include <zhuqi/report/build.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

std::string report(const std::string& path, const std::string& query, bool as_text) {
  return as_text ? report_text(path, query) : report_document(std::filesystem::path(path), query);
}

}  // namespace

void define_documents(py::module_& module) {
  module.def("report", report, WithoutGil());
  module.def("schema_names", schema_names);
  module.def("schema_document", schema_document);
}

}  // namespace zhuqi::python
